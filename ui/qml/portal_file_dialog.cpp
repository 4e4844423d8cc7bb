#include "ui/qml/portal_file_dialog.h"

#include <QGuiApplication>
#include <QTimer>

#ifdef ALTIPLANO_DBUS
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace ui {

#ifdef ALTIPLANO_DBUS

// As the portal's interface has them: a filter is a name and patterns, (sa(us)).
struct PortalPattern {
    uint kind = 0;  // 0: a glob
    QString glob;
};
struct PortalFilter {
    QString name;
    QList<PortalPattern> patterns;
};

static QDBusArgument& operator<<(QDBusArgument& argument, const PortalPattern& pattern) {
    argument.beginStructure();
    argument << pattern.kind << pattern.glob;
    argument.endStructure();
    return argument;
}

static const QDBusArgument& operator>>(const QDBusArgument& argument, PortalPattern& pattern) {
    argument.beginStructure();
    argument >> pattern.kind >> pattern.glob;
    argument.endStructure();
    return argument;  // NOLINT(bugprone-return-const-ref-from-parameter): the form that Qt asks for
}

static QDBusArgument& operator<<(QDBusArgument& argument, const PortalFilter& filter) {
    argument.beginStructure();
    argument << filter.name << filter.patterns;
    argument.endStructure();
    return argument;
}

static const QDBusArgument& operator>>(const QDBusArgument& argument, PortalFilter& filter) {
    argument.beginStructure();
    argument >> filter.name >> filter.patterns;
    argument.endStructure();
    return argument;  // NOLINT(bugprone-return-const-ref-from-parameter): the form that Qt asks for
}

}  // namespace ui
Q_DECLARE_METATYPE(ui::PortalPattern)
Q_DECLARE_METATYPE(ui::PortalFilter)
namespace ui {

namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto chooser = QStringLiteral("org.freedesktop.portal.FileChooser");
const auto request = QStringLiteral("org.freedesktop.portal.Request");

/// How the portal names the window that the dialog stands over; Wayland's names are not Qt's to give.
QString parentOf(QWindow* window) {
    if (!window || QGuiApplication::platformName() != QStringLiteral("xcb")) return {};
    return QStringLiteral("x11:%1").arg(window->winId(), 0, 16);
}

}  // namespace

void PortalFileDialog::open(QWindow* window) {
    // Without an address Qt would start a bus, and wait for it.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || !QDBusConnection::sessionBus().isConnected()) {
        QTimer::singleShot(0, this, &PortalFileDialog::unavailable);
        return;
    }
    qDBusRegisterMetaType<PortalPattern>();
    qDBusRegisterMetaType<QList<PortalPattern>>();
    qDBusRegisterMetaType<PortalFilter>();
    qDBusRegisterMetaType<QList<PortalFilter>>();
    QVariantMap options{
        {QStringLiteral("modal"), true},
        {QStringLiteral("filters"), QVariant::fromValue(QList<PortalFilter>{{filterName_, {{0, pattern_}}}})}};
    if (saves_) options.insert(QStringLiteral("current_name"), fileName_);
    QDBusMessage question = QDBusMessage::createMethodCall(
        service, path, chooser, saves_ ? QStringLiteral("SaveFile") : QStringLiteral("OpenFile"));
    question << parentOf(window) << title_ << options;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        watcher->deleteLater();
        // The answer is told later by the request's object, once a person has chosen.
        if (reply.isError() ||
            !QDBusConnection::sessionBus().connect(service, reply.value().path(), request, QStringLiteral("Response"),
                                                   this, SLOT(onResponse(uint, QVariantMap))))
            emit unavailable();
    });
}

void PortalFileDialog::onResponse(uint response, const QVariantMap& results) {
    const QStringList files = results.value(QStringLiteral("uris")).toStringList();
    if (response == 0 && !files.isEmpty())
        emit accepted(QUrl(files.first()));
    else
        emit rejected();
}

#else

void PortalFileDialog::open(QWindow*) { QTimer::singleShot(0, this, &PortalFileDialog::unavailable); }

void PortalFileDialog::onResponse(uint, const QVariantMap&) {}

#endif

}  // namespace ui
