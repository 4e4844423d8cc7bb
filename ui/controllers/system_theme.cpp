#include "ui/controllers/system_theme.h"

#ifdef ALTIPLANO_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace ui {

#ifdef ALTIPLANO_DBUS
namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto interface = QStringLiteral("org.freedesktop.portal.Settings");
const auto appearance = QStringLiteral("org.freedesktop.appearance");
const auto colourScheme = QStringLiteral("color-scheme");

}  // namespace

/// The desktop portal's settings, for a theme.
class PortalSettings : public QObject {
    Q_OBJECT
public:
    explicit PortalSettings(SystemTheme* theme) : QObject(theme), theme_(theme) {
        // Without an address Qt would start a bus, and wait for it.
        if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) return;
        qRegisterMetaType<QDBusVariant>();  // else the slot is not found
        bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                    SLOT(onSettingChanged(QString,QString,QDBusVariant)));
        QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        question << appearance << colourScheme;
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError()) theme_->setColourScheme(reply.value().variant());
            watcher->deleteLater();
        });
    }

private slots:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
        if (group == appearance && key == colourScheme) theme_->setColourScheme(value.variant());
    }

private:
    SystemTheme* theme_;
};
#endif

SystemTheme::SystemTheme(QObject* parent) : QObject(parent) {
#ifdef ALTIPLANO_DBUS
    new PortalSettings(this);
#endif
}

void SystemTheme::setColourScheme(QVariant value) {
    for (;;) {
        if (value.metaType() == QMetaType::fromType<QVariant>())
            value = value.value<QVariant>();
#ifdef ALTIPLANO_DBUS
        else if (value.metaType() == QMetaType::fromType<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
#endif
        else
            break;
    }
    const bool dark = value.toUInt() == 1;
    if (dark == dark_) return;
    dark_ = dark;
    emit darkChanged();
}

}  // namespace ui

#ifdef ALTIPLANO_DBUS
#include "system_theme.moc"
#endif
