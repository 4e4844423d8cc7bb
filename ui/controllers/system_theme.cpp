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
const auto desktop = QStringLiteral("org.gnome.desktop.interface");
const auto animations = QStringLiteral("enable-animations");

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
                    SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        ask(bus, appearance, colourScheme);
        ask(bus, desktop, animations);
    }

private slots:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
        take(group, key, value.variant());
    }

private:
    void ask(QDBusConnection& bus, const QString& group, const QString& key) {
        QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        question << group << key;
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError()) take(group, key, reply.value().variant());
            watcher->deleteLater();
        });
    }

    void take(const QString& group, const QString& key, const QVariant& value) {
        if (group == appearance && key == colourScheme) theme_->setColourScheme(value);
        if (group == desktop && key == animations) theme_->setAnimations(value);
    }

    SystemTheme* theme_;
};
#endif

SystemTheme::SystemTheme(QObject* parent) : QObject(parent) {
#ifdef ALTIPLANO_DBUS
    new PortalSettings(this);
#endif
}

/// Portals wrap values in variants, some twice.
static QVariant unwrapped(QVariant value) {
    for (;;) {
        if (value.metaType() == QMetaType::fromType<QVariant>()) value = value.value<QVariant>();
#ifdef ALTIPLANO_DBUS
        else if (value.metaType() == QMetaType::fromType<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
#endif
        else
            return value;
    }
}

void SystemTheme::setColourScheme(const QVariant& value) {
    const bool dark = unwrapped(value).toUInt() == 1;
    if (dark == dark_) return;
    dark_ = dark;
    emit darkChanged();
}

void SystemTheme::setAnimations(const QVariant& value) {
    const QVariant animations = unwrapped(value);
    const bool reducedMotion = animations.metaType() == QMetaType::fromType<bool>() && !animations.toBool();
    if (reducedMotion == reducedMotion_) return;
    reducedMotion_ = reducedMotion;
    emit reducedMotionChanged();
}

}  // namespace ui

#ifdef ALTIPLANO_DBUS
#include "system_theme.moc"
#endif
