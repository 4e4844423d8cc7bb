#include "app/diagnostics.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QSysInfo>
#include <QUrl>
#include <utility>

#include "app/version.h"
#include "ui/ports/conversation_exporter.h"
#include "ui/ports/conversation_store.h"
#include "ui/ports/model_library.h"

namespace app {
namespace {

constexpr qsizetype keptErrors = 20;
constexpr int longestWait_ms = 3000;

/// A problem's words without the names given, without what it quotes (inference/printable.h: that may be anything that
/// a person wrote), and without everything that looks like a path.
QString withoutNames(QString words, const QStringList& names) {
    for (const QString& name : names)
        if (!name.isEmpty()) words.replace(name, QStringLiteral("(name)"));
    static const QRegularExpression quotation(QStringLiteral("\u201C.*(\u201D|$)"),
                                              QRegularExpression::DotMatchesEverythingOption);
    words.replace(quotation, QStringLiteral("(words)"));
    static const QRegularExpression path(QStringLiteral("(?<![\\w:/])/[^:;,]*[^:;,\\s]"));
    return words.replace(path, QStringLiteral("(name)"));
}

}  // namespace

CollectedDiagnostics::CollectedDiagnostics(const ui::Ports& ports, QObject* parent)
    : Diagnostics(parent), engine_(ports.engine) {
    patience_.setSingleShot(true);
    patience_.setInterval(longestWait_ms);
    connect(&patience_, &QTimer::timeout, this, &CollectedDiagnostics::tell);
    connect(ports.engine, &ui::ChatEngine::devicesFound, this, [this](const QList<ui::DeviceChoice>& devices) {
        devices_ = devices;
        tell();
    });
    connect(ports.engine, &ui::ChatEngine::loaded, this, [this](const ui::LoadedModel& model) { model_ = model; });
    connect(ports.engine, &ui::ChatEngine::unloaded, this, [this] { model_.reset(); });
    connect(ports.engine, &ui::ChatEngine::loadFailed, this, [this](const QString& id, const ui::Problem& problem) {
        note(QStringLiteral("loading"), problem, {fileNames_.value(id)});
    });
    connect(ports.engine, &ui::ChatEngine::failed, this,
            [this](quint64, const ui::Problem& problem) { note(QStringLiteral("answering"), problem); });
    connect(ports.engine, &ui::ChatEngine::cacheProblem, this,
            [this](const ui::Problem& problem) { note(QStringLiteral("keeping"), problem); });
    connect(ports.store, &ui::ConversationStore::failed, this,
            [this](const QString& id, const ui::Problem& problem) { note(QStringLiteral("storing"), problem, {id}); });
    connect(ports.library, &ui::ModelLibrary::found, this, [this](const QList<ui::ModelEntry>& models) {
        for (const ui::ModelEntry& model : models) fileNames_.insert(model.id, model.fileName);
    });
    connect(ports.library, &ui::ModelLibrary::addFailed, this, [this](const QUrl& file, const ui::Problem& problem) {
        note(QStringLiteral("opening"), problem, {file.toDisplayString(), file.toLocalFile(), file.fileName()});
    });
    // Its words hold the file's name, which is the conversation's title.
    connect(ports.exporter, &ui::ConversationExporter::failed, this,
            [this] { note(QStringLiteral("exporting"), {QStringLiteral("a file was not written"), {}}); });
}

void CollectedDiagnostics::note(const QString& during, const ui::Problem& problem, const QStringList& names) {
    errors_.append(
        QStringLiteral("%1 %2: %3")
            .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate), during, withoutNames(problem.what, names)));
    if (errors_.size() > keptErrors) errors_.removeFirst();
}

void CollectedDiagnostics::collect() {
    asked_ = true;
    devices_.reset();
    patience_.start();
    engine_->findDevices();
}

void CollectedDiagnostics::tell() {
    patience_.stop();
    if (std::exchange(asked_, false)) emit collected(text());
}

QString CollectedDiagnostics::text() const {
    QStringList lines;
    lines += QStringLiteral("Altiplano %1").arg(QLatin1String(version));
    lines += QStringLiteral("Qt %1, %2").arg(QLatin1String(qVersion()), QGuiApplication::platformName());
    lines += QStringLiteral("%1, %2 %3, %4")
                 .arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                      QSysInfo::currentCpuArchitecture());
    if (!devices_) lines += QStringLiteral("Devices: no answer");
    for (const ui::DeviceChoice& device : devices_.value_or(QList<ui::DeviceChoice>()))
        if (!device.name.isEmpty() || !device.usable)
            lines += QStringLiteral("Device %1: %2, %3%4%5")
                         .arg(device.selector, device.name, device.driver,
                              device.usable ? QString() : QStringLiteral(", not used: ") + device.reason,
                              device.leftOut.isEmpty() ? QString() : QStringLiteral(", left out: ") + device.leftOut);
    if (model_)
        lines += QStringLiteral("Model: %1 %2, %3, on %4")
                     .arg(model_->name, model_->quantisation, model_->format, model_->device);
    else
        lines += QStringLiteral("Model: none");
    lines += errors_.isEmpty() ? QStringLiteral("Errors: none") : QStringLiteral("Errors:");
    return (lines + errors_).join(u'\n') + u'\n';
}

}  // namespace app
