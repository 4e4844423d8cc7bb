#include "ui/controllers/model_plan_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVariantMap>
#include <algorithm>

namespace ui {
namespace {

QString words(const char* english) { return QCoreApplication::translate("ModelMenuController", english); }

QString gigabytes(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); }

/// Two figures: nobody is promised a third.
QString speedOf(double tokensPerSecond) {
    return QLocale().toString(tokensPerSecond, 'f', tokensPerSecond < 9.95 ? 1 : 0);
}

/// What would fit; the rest of the advice stands where somebody tries to load it all the same.
QString firstSentence(const QString& hint) {
    const qsizetype stop = hint.indexOf(QStringLiteral(". "));
    return stop < 0 ? hint : hint.left(stop + 1);
}

}  // namespace

QVariantList barsOf(const QList<DeviceShare>& devices) {
    QVariantList bars;
    for (const DeviceShare& device : devices) {
        const QString text = words(QT_TRANSLATE_NOOP("ModelMenuController", "%1: %2 of %3"))
                                 .arg(device.name, gigabytes(device.bytes), gigabytes(device.budgetBytes));
        const double whole = static_cast<double>(std::max<qint64>(device.budgetBytes, 1));
        bars.append(QVariantMap{{QStringLiteral("text"), text},
                                {QStringLiteral("fraction"), static_cast<double>(device.bytes) / whole}});
    }
    return bars;
}

void putPlan(ModelMenuModel::Row& row, const ModelPlan& plan) {
    if (!plan.problem.what.isEmpty()) {
        row.warning = plan.problem.what + QStringLiteral(". ") + firstSentence(plan.problem.hint);
        return;
    }
    row.shares = barsOf(plan.devices);
    row.speed = (plan.measured ? words(QT_TRANSLATE_NOOP("ModelMenuController", "%1 tokens per second"))
                               : words(QT_TRANSLATE_NOOP("ModelMenuController", "perhaps %1 tokens per second")))
                    .arg(speedOf(plan.tokensPerSecond));
}

}  // namespace ui
