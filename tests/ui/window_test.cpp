// The window as a whole, in both themes and at its smallest size: nothing on the console, a name for
// everything the keyboard reaches, and the keyboard reaches everything.
#include <QAccessible>
#include <QMimeData>
#include <QTest>
#include <algorithm>

#include "tests/support/window_driver.h"

class WindowTest : public QObject {
    Q_OBJECT

    static QList<QQuickItem*> focusable(WindowDriver& window) {
        QList<QQuickItem*> items;
        for (QQuickItem* item : window.visibleItems())
            if (item->activeFocusOnTab() && item->isEnabled()) items.append(item);
        return items;
    }

    static QString describe(QQuickItem* item) {
        return QStringLiteral("%1 \"%2\"")
            .arg(QString::fromLatin1(item->metaObject()->className()), WindowDriver::name(item));
    }

    /// What Tab visits until it comes round.
    static QList<QQuickItem*> visited(WindowDriver& window) {
        QList<QQuickItem*> order;
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(window.quickWindow(), Qt::Key_Tab);
            QQuickItem* item = window.quickWindow()->activeFocusItem();
            if (order.contains(item)) break;
            order.append(item);
        }
        return order;
    }

    static void checkNamesAndTab(WindowDriver& window) {
        const QList<QQuickItem*> items = focusable(window);
        QVERIFY(items.size() >= 5);
        for (QQuickItem* item : items) {
            QVERIFY2(!WindowDriver::name(item).isEmpty(), qPrintable(describe(item)));
            QVERIFY2(WindowDriver::role(item) != QAccessible::NoRole && WindowDriver::role(item) != QAccessible::Client,
                     qPrintable(describe(item)));
        }
        const QList<QQuickItem*> order = visited(window);
        // A list gives the focus on to its current row.
        const auto reached = [&order](const QQuickItem* item) {
            return std::ranges::any_of(
                order, [item](const QQuickItem* stop) { return stop == item || item->isAncestorOf(stop); });
        };
        for (QQuickItem* item : items) QVERIFY2(reached(item), qPrintable(describe(item)));
        for (QQuickItem* item : order) QVERIFY2(!WindowDriver::name(item).isEmpty(), qPrintable(describe(item)));
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void isWhole_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<ui::ThemeChoice>("theme");
        QTest::newRow("light") << QSize(1280, 800) << ui::ThemeChoice::Light;
        QTest::newRow("dark") << QSize(1280, 800) << ui::ThemeChoice::Dark;
        QTest::newRow("small, light") << QSize(900, 600) << ui::ThemeChoice::Light;
        QTest::newRow("small, dark") << QSize(900, 600) << ui::ThemeChoice::Dark;
    }

    void isWhole() {
        QFETCH(const QSize, size);
        QFETCH(const ui::ThemeChoice, theme);
        WindowDriver window(size, theme);
        window.prepareExamples();
        QVERIFY(window.open());
        QCOMPARE(window.quickWindow()->size(), size);
        checkNamesAndTab(window);
        for (const QString& id : window.ports.store.conversationIds()) {
            window.openConversation(id);
            QCOMPARE(window.chat().conversationId(), id);
            QVERIFY(window.conversation());
        }
        window.openConversation(QStringLiteral("sorting"));
        window.press(QStringLiteral("Ctrl+Home"));
        checkNamesAndTab(window);
        const QColor ground = window.picture().pixelColor(size.width() / 2, 10);
        QCOMPARE(ground.lightness() < 128, theme == ui::ThemeChoice::Dark);
    }

    void welcomeIsWhole() {
        WindowDriver window;
        window.ports.library.models.clear();
        QVERIFY(window.open());
        QVERIFY(window.item(QStringLiteral("Choose a model to talk to")));
        QVERIFY(window.item(QStringLiteral("How to get 65B")));
        checkNamesAndTab(window);
    }

    void dialogsAreWhole_data() {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("sign");
        QTest::newRow("settings") << "Ctrl+," << QString() << "Temperature";
        QTest::newRow("model menu") << QString() << "Model: LLaMA 13B Q4_0" << "Show models folder";
        QTest::newRow("system prompt") << QString() << "System prompt, empty" << "Save";
        QTest::newRow("more") << QString() << "More" << "Export as JSON...";
    }

    void dialogsAreWhole() {
        QFETCH(const QString, keys);
        QFETCH(const QString, button);
        QFETCH(const QString, sign);
        WindowDriver window({900, 600});
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        if (keys.isEmpty())
            QVERIFY(window.click(button));
        else
            window.press(keys);
        QVERIFY(window.item(sign));
        for (QQuickItem* item : focusable(window))
            QVERIFY2(!WindowDriver::name(item).isEmpty(), qPrintable(describe(item)));
        window.press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window.item(sign));
        QVERIFY(window.quickWindow()->activeFocusItem());
    }

    void themeChangesAtOnce() {
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("trip"));
        QVERIFY(window.picture().pixelColor(640, 10).lightness() > 128);
        window.settings().setTheme(ui::SettingsController::Dark);
        QTRY_VERIFY(window.picture().pixelColor(640, 10).lightness() < 128);
    }

    void sideBarFoldsAway() {
        WindowDriver window;
        window.prepareExamples();
        QVERIFY(window.open());
        QVERIFY(window.item(QStringLiteral("Side bar")));
        window.press(QStringLiteral("Ctrl+B"));
        QVERIFY(!window.item(QStringLiteral("Side bar")));
        QVERIFY(!window.ports.settings.settings.sideBarVisible);
        QVERIFY(window.click(QStringLiteral("Show the side bar")));
        QVERIFY(window.item(QStringLiteral("Side bar")));

        window.quickWindow()->resize(800, 600);
        QTRY_VERIFY(!window.item(QStringLiteral("Side bar")));
        window.press(QStringLiteral("Ctrl+B"));
        QVERIFY(window.item(QStringLiteral("Side bar")));
        window.press(QStringLiteral("Esc"));
        QVERIFY(!window.item(QStringLiteral("Side bar")));
        QVERIFY(window.ports.settings.settings.sideBarVisible);
    }

    void aDroppedModelIsLoaded() {
        WindowDriver window;
        QVERIFY(window.open());
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("file:///tmp/mine.gguf"))});
        const QPoint place(640, 400);
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QGuiApplication::sendEvent(window.quickWindow(), &enter);
        QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, {});
        QGuiApplication::sendEvent(window.quickWindow(), &drop);
        QTRY_VERIFY(window.models().loaded());
        QVERIFY(window.models().currentName().endsWith(QStringLiteral("mine.gguf")));
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
