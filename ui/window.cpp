#include "ui/window.h"

#include <QFont>
#include <QGuiApplication>
#include <QIcon>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>

#include "ui/controllers/window_controller.h"

void qml_register_types_Altiplano();

/// What is embedded in a static library has to be asked for. Outside every namespace, as the macro wants it.
static void registerEmbedded() {
    Q_INIT_RESOURCE(icons);
    Q_INIT_RESOURCE(qmlcache_ui);
    qml_register_types_Altiplano();
}

namespace ui {

void Window::prepareApplication() {
    registerEmbedded();
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    QCoreApplication::setApplicationName(QStringLiteral("altiplano"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Altiplano"));
    QGuiApplication::setDesktopFileName(QStringLiteral("app.altiplano.Altiplano"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/altiplano.svg")));
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Cantarell"),
                      QStringLiteral("DejaVu Sans")});
    QGuiApplication::setFont(font);
    QFont::insertSubstitutions(QStringLiteral("Hack"),
                               {QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")});
}

Window::Window(const Ports& ports, QObject* parent) : QObject(parent), controller_(new WindowController(ports, this)) {
    engine_.setNetworkAccessManagerFactory(&network_);
    engine_.addImportPath(QStringLiteral("qrc:/qt/qml"));
}

Window::~Window() = default;

bool Window::open(const QUrl& modelFile, const QSize& room) {
    // Controls take their font from the window, not from the application.
    engine_.setInitialProperties({{QStringLiteral("controller"), QVariant::fromValue(controller_)},
                                  {QStringLiteral("font"), QGuiApplication::font()}});
    engine_.load(QUrl(QStringLiteral("qrc:/qt/qml/Altiplano/Main.qml")));
    QQuickWindow* window = quickWindow();
    if (!window) return false;
    connect(window, &QQuickWindow::activeFocusItemChanged, this, [this, window] {
        if (QQuickItem* item = window->activeFocusItem()) item->installEventFilter(this);
    });
    if (room.isValid()) window->resize(window->size().boundedTo(room));
    window->show();
    controller_->start(modelFile);
    return true;
}

/// A text that is only read takes every key for itself before shortcuts are looked at, in Qt 6.4 at least:
/// none would work after a click into an answer.
bool Window::eventFilter(QObject* object, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride || !object->property("readOnly").toBool()) return false;
    event->ignore();
    return true;
}

QQuickWindow* Window::quickWindow() const {
    return engine_.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine_.rootObjects().first());
}

}  // namespace ui
