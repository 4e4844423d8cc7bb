#include "ui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

// Outside every namespace, as the macro wants it.
static void registerTranslations() { Q_INIT_RESOURCE(translations); }

namespace ui {

void translate(const QLocale& locale) {
    registerTranslations();
    const QString qt = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    const auto install = [&](const QString& name, const QString& folder) {
        auto* translator = new QTranslator(QCoreApplication::instance());
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    install(QStringLiteral("qtbase"), qt);
    install(QStringLiteral("qtdeclarative"), qt);
    install(QStringLiteral("altiplano"), QStringLiteral(":/translations"));  // the last one is asked first
}

}  // namespace ui
