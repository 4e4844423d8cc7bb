// The desktop's file dialog, with a portal of our own on a bus of our own (dbus-run-session, see
// CMakeLists.txt).
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QProcess>
#include <QTest>
#include <QTimer>
#include <algorithm>

#include "tests/support/window_driver.h"

/// Chooses `file` at once, or gives up where it is empty.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.FileChooser")

public:
    QString file;
    QString method, title, suggestedName, filterSignature;

public slots:
    Q_SCRIPTABLE QDBusObjectPath OpenFile(const QString&, const QString& wanted, const QVariantMap& options) {
        return answer(QStringLiteral("OpenFile"), wanted, options);
    }
    Q_SCRIPTABLE QDBusObjectPath SaveFile(const QString&, const QString& wanted, const QVariantMap& options) {
        return answer(QStringLiteral("SaveFile"), wanted, options);
    }

private:
    QDBusObjectPath answer(const QString& asked, const QString& wanted, const QVariantMap& options) {
        method = asked;
        title = wanted;
        filterSignature = options.value(QStringLiteral("filters")).value<QDBusArgument>().currentSignature();
        suggestedName = options.value(QStringLiteral("current_name")).toString();
        const QDBusObjectPath request(QStringLiteral("/org/freedesktop/portal/desktop/request/%1").arg(++requests_));
        QTimer::singleShot(50, this, [this, request] {
            QDBusMessage response = QDBusMessage::createSignal(
                request.path(), QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
            QVariantMap results;
            if (!file.isEmpty()) results.insert(QStringLiteral("uris"), QStringList{file});
            response << (file.isEmpty() ? 1U : 0U) << results;
            QDBusConnection::sessionBus().send(response);
        });
        return request;
    }

    int requests_ = 0;
};

/// Qt's own dialog has no accessible names.
const QQuickItem* itemWithText(const WindowDriver& window, const QString& text) {
    const QList<QQuickItem*> items = window.visibleItems();
    const auto found = std::ranges::find_if(items, [&](const QQuickItem* item) {
        return item->property("text").toString() == text && item->property("color").isValid();
    });
    return found == items.end() ? nullptr : *found;
}

/// The texts of Qt's own dialog that are not dark on light in the light theme, or light on dark in the dark one.
QStringList outOfTheme(WindowDriver& window) {
    const bool dark = window.settings().dark();
    const QImage picture = window.picture();
    const auto isDark = [](const QColor& colour) { return colour.lightness() < 128; };
    QStringList found;
    for (const QString& text : {QStringLiteral("Open model file"), QStringLiteral("/"), QStringLiteral("Filter"),
                                QStringLiteral("Models (*.gguf)"), QStringLiteral("Cancel")}) {
        const QQuickItem* item = itemWithText(window, text);
        if (!item || isDark(picture.pixelColor(item->mapToScene({}).toPoint())) != dark ||
            isDark(item->property("color").value<QColor>()) == dark)
            found.append(text);
    }
    return found;
}

class FileDialogTest : public QObject {
    Q_OBJECT

    FakePortal portal_;
    QProcess bus_;

private slots:
    void initTestCase() {
        bus_.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        if (!bus_.waitForStarted()) QSKIP("dbus-daemon is not installed");
        QVERIFY(bus_.waitForReadyRead());
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus_.readLine().trimmed());
        ui::Window::prepareApplication();
        QDBusConnection bus = QDBusConnection::sessionBus();
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal_,
                                   QDBusConnection::ExportScriptableSlots));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void cleanupTestCase() {
        QDBusConnection::disconnectFromBus(QDBusConnection::sessionBus().name());
        bus_.terminate();
        bus_.waitForFinished();
    }

    void opensTheModelThatWasChosen() {
        WindowDriver window;
        QVERIFY(window.open());
        portal_.file = QStringLiteral("file:///tmp/my%20model.gguf");
        window.press(QStringLiteral("Ctrl+O"));
        QTRY_VERIFY(window.models().loaded());
        QCOMPARE(portal_.method, "OpenFile");
        QCOMPARE(portal_.title, "Open model file");
        QCOMPARE(portal_.filterSignature, "a(sa(us))");
        QVERIFY(window.models().currentName().endsWith(QStringLiteral("my model.gguf")));
    }

    void exportsToWhereOneChose() {
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        portal_.file = QStringLiteral("file:///tmp/hum.md");
        window.press(QStringLiteral("Ctrl+E"));
        QTRY_COMPARE(window.ports.exporter.exports.size(), 1);
        QCOMPARE(portal_.method, "SaveFile");
        QCOMPARE(portal_.suggestedName, "Why llamas hum.md");
        QTRY_VERIFY(window.item(QStringLiteral("Exported to /tmp/hum.md")));
    }

    void menusExportToo_data() {
        QTest::addColumn<QString>("hovered");
        QTest::addColumn<QStringList>("clicks");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("exported");
        QTest::newRow("Markdown") << QString() << QStringList{"More", "Export as Markdown..."} << "file:///tmp/hum.md"
                                  << "Why llamas hum.md" << "hum markdown file:///tmp/hum.md";
        QTest::newRow("JSON") << QString() << QStringList{"More", "Export as JSON..."} << "file:///tmp/hum.json"
                              << "Why llamas hum.json" << "hum json file:///tmp/hum.json";
        // Of another conversation than the one that is open.
        const QString other = QStringLiteral("Sorting a vector of structs by age");
        QTest::newRow("side bar") << other << QStringList{"More about " + other, "Export..."} << "file:///tmp/sort.md"
                                  << other + ".md" << "sorting markdown file:///tmp/sort.md";
    }

    void menusExportToo() {
        QFETCH(const QString, hovered);
        QFETCH(const QStringList, clicks);
        QFETCH(const QString, file);
        QFETCH(const QString, name);
        QFETCH(const QString, exported);
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        portal_.file = file;
        if (!hovered.isEmpty()) QVERIFY(window.hover(hovered));
        for (const QString& click : clicks) QVERIFY(window.click(click));
        QTRY_COMPARE(window.ports.exporter.exports, QStringList{exported});
        QCOMPARE(portal_.suggestedName, name);
    }

    void aFailedExportLeadsToAnotherFolder() {
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        portal_.file = QStringLiteral("file:///tmp/hum.md");
        window.ports.exporter.problem = {QStringLiteral("hum.md cannot be written"),
                                         QStringLiteral("Free some space.")};
        window.press(QStringLiteral("Ctrl+E"));
        QTRY_VERIFY(window.item(QStringLiteral("Choose another folder")));
        portal_.method.clear();
        QVERIFY(window.click(QStringLiteral("Choose another folder")));
        QTRY_COMPARE(portal_.method, "SaveFile");
    }

    void withoutAPortalQtsOwnIsShownInTheThemesColours_data() {
        QTest::addColumn<ui::ThemeChoice>("theme");
        QTest::newRow("light") << ui::ThemeChoice::Light;
        QTest::newRow("dark") << ui::ThemeChoice::Dark;
    }

    void withoutAPortalQtsOwnIsShownInTheThemesColours() {
        QFETCH(const ui::ThemeChoice, theme);
        WindowDriver window({1280, 800}, theme);
        QVERIFY(window.open());
        const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        window.press(QStringLiteral("Ctrl+O"));
        QTRY_VERIFY(itemWithText(window, QStringLiteral("Open model file")));
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QTRY_COMPARE(outOfTheme(window), QStringList());

        // When the desktop turns dark or light meanwhile, too.
        window.settings().setTheme(theme == ui::ThemeChoice::Light ? ui::SettingsController::Dark
                                                                   : ui::SettingsController::Light);
        QTRY_COMPARE(outOfTheme(window), QStringList());
        window.press(QStringLiteral("Esc"));
        QTRY_VERIFY(!itemWithText(window, QStringLiteral("Open model file")));
    }

    void givingUpDoesNothing() {
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        portal_.file.clear();
        portal_.method.clear();
        window.press(QStringLiteral("Ctrl+E"));
        QTRY_COMPARE(portal_.method, "SaveFile");
        QTest::qWait(200);
        QVERIFY(window.ports.exporter.exports.isEmpty());
    }
};

QTEST_MAIN(FileDialogTest)
#include "file_dialog_test.moc"
