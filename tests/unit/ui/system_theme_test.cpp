#include "ui/controllers/system_theme.h"

#include <QSignalSpy>
#include <QTest>

#ifdef ALTIPLANO_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>

/// The desktop portal's settings.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    static constexpr auto path = "/org/freedesktop/portal/desktop";
    uint scheme = 1;

public slots:
    QDBusVariant Read(const QString& group, const QString& key) const {
        if (group == "org.gnome.desktop.interface" && key == "enable-animations") return QDBusVariant(false);
        const bool known = group == "org.freedesktop.appearance" && key == "color-scheme";
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 9U)));  // wrapped twice, as portals do
    }
};
#endif

using ui::SystemTheme;

class SystemThemeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { qunsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    void asksThePortalAndFollowsIt() {
#ifndef ALTIPLANO_DBUS
        QSKIP("built without QtDBus: the desktop's theme is not followed");
#else
        const QString program = QStandardPaths::findExecutable("dbus-daemon");
        if (program.isEmpty()) QSKIP("dbus-daemon is not installed: no bus to ask");
        QProcess daemon;
        daemon.start(program, {"--session", "--nofork", "--print-address"});
        QVERIFY(daemon.waitForStarted());
        while (!daemon.canReadLine()) QVERIFY(daemon.waitForReadyRead());
        const QByteArray address = daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        const SystemTheme early;  // before anything here has made D-Bus's types known, and before there is a portal
        QDBusConnection bus = QDBusConnection::connectToBus(QString::fromUtf8(address), "portal");
        Portal portal;
        QVERIFY(bus.registerObject(Portal::path, &portal, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService("org.freedesktop.portal.Desktop"));

        const SystemTheme theme;
        QVERIFY(!theme.dark());  // did not wait
        QTRY_VERIFY(theme.dark());
        QTRY_VERIFY(theme.reducedMotion());
        QVERIFY(!early.dark());
        const auto tell = [&](const QString& key, uint value) {
            QDBusMessage signal =
                QDBusMessage::createSignal(Portal::path, "org.freedesktop.portal.Settings", "SettingChanged");
            signal << QStringLiteral("org.freedesktop.appearance") << key << QVariant::fromValue(QDBusVariant(value));
            return bus.send(signal);
        };
        QSignalSpy changed(&theme, &SystemTheme::darkChanged);
        QVERIFY(tell("contrast", 0));
        QVERIFY(tell("color-scheme", 2));
        QTRY_VERIFY(!theme.dark());
        QVERIFY(tell("color-scheme", 1));
        QTRY_VERIFY(theme.dark());
        QTRY_VERIFY(early.dark());
        QCOMPARE(changed.size(), 2);

        QDBusConnection::disconnectFromBus("portal");
        daemon.terminate();
        QVERIFY(daemon.waitForFinished());
#endif
    }

    void animationsAreTrueOrFalse() {
        SystemTheme theme;
        QVERIFY(!theme.reducedMotion());
        QSignalSpy changed(&theme, &SystemTheme::reducedMotionChanged);
        theme.setAnimations(QVariant::fromValue(QVariant(false)));
        QVERIFY(theme.reducedMotion());
        theme.setAnimations(9U);  // what a portal says that does not know
        QVERIFY(!theme.reducedMotion());
        QCOMPARE(changed.size(), 2);
    }

    void lightWithoutABus() {
        const SystemTheme theme;
        QTest::qWait(20);
        QVERIFY(!theme.dark());
    }

    void theValueMayBeWrapped() {
        SystemTheme theme;
        QSignalSpy changed(&theme, &SystemTheme::darkChanged);
        theme.setColourScheme(QVariant::fromValue(QVariant::fromValue(QVariant(1U))));
        QVERIFY(theme.dark());
        theme.setColourScheme(QVariant::fromValue(QVariant(2U)));  // prefers light
        QVERIFY(!theme.dark());
        theme.setColourScheme({});
        theme.setColourScheme("nonsense");
        QVERIFY(!theme.dark());
        QCOMPARE(changed.size(), 2);
    }
};
QTEST_GUILESS_MAIN(SystemThemeTest)
#include "system_theme_test.moc"
