// The window as a whole, in both themes and at its smallest size: nothing on the console, a name for
// everything the keyboard reaches, and the keyboard reaches everything.
#include <QAccessible>
#include <QMimeData>
#include <QQmlContext>
#include <QQmlExpression>
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

    /// What Tab visits until it comes round, and where the arrow keys lead from there.
    static QList<QQuickItem*> visited(WindowDriver& window) {
        QList<QQuickItem*> order;
        const auto focused = [&window] { return window.quickWindow()->activeFocusItem(); };
        for (int i = 0; i < 200; ++i) {
            QTest::keyClick(window.quickWindow(), Qt::Key_Tab);
            QQuickItem* stop = focused();
            if (order.contains(stop)) break;
            order.append(stop);
            const bool text = stop->property("browsed").toBool();
            const bool choice = WindowDriver::role(stop) == QAccessible::RadioButton;
            if (!text && !choice) continue;
            const auto walk = [&](Qt::Key key) {
                for (QQuickItem* last = nullptr; last != focused();) {
                    last = focused();
                    if (text) QTest::keyClick(window.quickWindow(), Qt::Key_End, Qt::ControlModifier);
                    QTest::keyClick(window.quickWindow(), key);
                    if (!order.contains(focused())) order.append(focused());
                }
            };
            walk(text ? Qt::Key_Down : Qt::Key_Right);
            if (choice)
                walk(Qt::Key_Left);
            else
                stop->forceActiveFocus(Qt::TabFocusReason);
        }
        return order;
    }

    /// Whether a click on it does something of its own.
    static bool takesClicks(const QQuickItem* item) {
        if (!item->isEnabled()) return false;
        if (item->acceptedMouseButtons() & Qt::LeftButton) return true;
        return std::ranges::any_of(item->children(), [](const QObject* child) {
            return child->inherits("QQuickTapHandler") && child->property("acceptedButtons").toInt() & Qt::LeftButton;
        });
    }

    /// What the mouse reaches and Tab does not, and need not: what scrolls, which keys do too; the ground of the
    /// composer, which gives the focus to the text on it; a row of a list, in which arrows move.
    static bool isForTheMouseAlone(const QQuickItem* item, const QList<QQuickItem*>& order) {
        const QQuickItem* parent = item->parentItem();
        if (item->inherits("QQuickScrollBar") || item->inherits("QQuickFlickable") ||
            (parent && parent->inherits("QQuickFlickable")))
            return true;
        if (item->inherits("QQuickRectangle") &&
            QString::fromLatin1(parent->metaObject()->className()).startsWith("Composer_"))
            return true;
        for (; parent; parent = parent->parentItem())
            if (parent->inherits("QQuickListView") && parent->activeFocusOnTab() &&
                std::ranges::any_of(order, [parent](const QQuickItem* stop) { return parent->isAncestorOf(stop); }))
                return parent->property("keyNavigationEnabled").toBool();
        return false;
    }

    static void checkNamesAndTab(WindowDriver& window, QQuickItem* within = nullptr) {
        const auto isWithin = [within](const QQuickItem* item) {
            return !within || item == within || within->isAncestorOf(item);
        };
        QList<QQuickItem*> items = focusable(window);
        items.removeIf([&](const QQuickItem* item) { return !isWithin(item); });
        QVERIFY(items.size() >= 2);
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
        QStringList unreached;
        for (QQuickItem* item : window.visibleItems())
            if (isWithin(item) && takesClicks(item) && !reached(item) && !isForTheMouseAlone(item, order))
                unreached.append(describe(item));
        QVERIFY2(unreached.isEmpty(), qPrintable(unreached.join(u'\n')));
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
        QTest::addColumn<QStringList>("clicks");
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<int>("role");
        const auto add = [](const char* name, const char* keys, const QStringList& clicks, const char* dialog,
                            QAccessible::Role role) { QTest::newRow(name) << keys << clicks << dialog << int(role); };
        add("settings", "Ctrl+,", {}, "Settings", QAccessible::Dialog);
        add("advanced settings", "Ctrl+,", {"Advanced, hidden"}, "Settings", QAccessible::Dialog);
        add("model menu", "", {"Model: LLaMA 13B Q4_0", "How to get 33B"}, "Models", QAccessible::PopupMenu);
        add("system prompt", "", {"System prompt, empty"}, "System prompt", QAccessible::Dialog);
        add("template", "", {"Show template"}, "Chat template", QAccessible::Dialog);
        add("about", "", {"More", "About Altiplano"}, "About Altiplano", QAccessible::Dialog);
        add("delete", "", {"More", "Delete..."}, "Delete the conversation?", QAccessible::Dialog);
    }

    void dialogsAreWhole() {
        QFETCH(const QString, keys);
        QFETCH(const QStringList, clicks);
        QFETCH(const QString, dialog);
        QFETCH(const int, role);
        WindowDriver window({900, 600});
        window.prepareExamples();
        for (ui::LoadedModel& model : window.ports.engine.models) model.formatSource = ui::ChatFormatSource::Assumed;
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        if (!keys.isEmpty()) window.press(keys);
        for (const QString& name : clicks) {
            // Some are below the edge of what scrolls.
            if (name.startsWith(QStringLiteral("Advanced"))) QVERIFY(window.focus(name));
            QVERIFY(window.click(name));
        }
        const auto panel = [&]() -> QQuickItem* {
            for (QQuickItem* item : window.visibleItems())
                if (WindowDriver::name(item) == dialog && WindowDriver::role(item) == role) return item->parentItem();
            return nullptr;
        };
        QTRY_VERIFY(panel());
        checkNamesAndTab(window, panel());
        window.press(QStringLiteral("Esc"));
        if (panel()) window.press(QStringLiteral("Esc"));
        QTRY_VERIFY(!panel());
        QVERIFY(window.quickWindow()->activeFocusItem());
    }

    /// Menus are walked through with the arrow keys.
    void menusAreWhole() {
        WindowDriver window({900, 600});
        window.prepareExamples();
        QVERIFY(window.open());
        window.openConversation(QStringLiteral("hum"));
        QVERIFY(window.focus(QStringLiteral("More")));
        window.press(QStringLiteral("Return"));
        QStringList rows;
        for (QQuickItem* item : window.visibleItems())
            if (WindowDriver::role(item) == QAccessible::MenuItem && item->isEnabled())
                rows.append(WindowDriver::name(item));
        QCOMPARE(rows.size(), 6);
        QStringList visited;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            window.press(QStringLiteral("Down"));
            visited.append(window.focusName());
        }
        QCOMPARE(visited, rows);
        window.press(QStringLiteral("Esc"));
        QTRY_COMPARE(window.focusName(), QStringLiteral("More"));
    }

    void keysCountRightAfterAPopupIsLeft_data() {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QStringList>("clicks");
        const auto add = [](const char* name, const char* keys, const QStringList& clicks) {
            QTest::newRow(name) << keys << clicks;
        };
        add("settings", "Ctrl+,", {});
        add("a choice in the settings", "Ctrl+,", {"Device"});
        add("template", "", {"Show template"});
        add("about", "", {"More", "About Altiplano"});
        add("delete", "", {"More", "Delete..."});
        add("menu", "", {"More"});
        add("model menu", "", {"Model: LLaMA 13B Q4_0"});
        add("system prompt", "", {"System prompt, empty"});
    }

    /// Also where things move, which they do not where the processor draws.
    void keysCountRightAfterAPopupIsLeft() {
        QFETCH(const QString, keys);
        QFETCH(const QStringList, clicks);
        WindowDriver window;
        window.prepareExamples();
        for (ui::LoadedModel& model : window.ports.engine.models) model.formatSource = ui::ChatFormatSource::Assumed;
        QVERIFY(window.open());
        QQmlExpression moves(qmlContext(window.quickWindow()), window.quickWindow(),
                             QStringLiteral("Theme.reducedMotion = false; Theme.calm > 0"));
        QVERIFY(moves.evaluate().toBool() && !moves.hasError());
        window.openConversation(QStringLiteral("hum"));
        if (!keys.isEmpty()) window.press(keys);
        for (const QString& name : clicks) QVERIFY(window.click(name));
        QTest::qWait(300);
        QTest::keyClick(window.quickWindow(), Qt::Key_Escape);
        if (keys == QStringLiteral("Ctrl+,") && !clicks.isEmpty())
            QTest::keyClick(window.quickWindow(), Qt::Key_Escape);
        QTest::keyClick(window.quickWindow(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(window.quickWindow(), Qt::Key_L);
        QCOMPARE(window.focusName(), QStringLiteral("Search"));
        QCOMPARE(window.quickWindow()->activeFocusItem()->property("text").toString(), QStringLiteral("l"));
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

    void opensAFileWithinTheRoomOfTheScreen_data() {
        QTest::addColumn<QSize>("room");
        QTest::addColumn<QSize>("size");
        QTest::newRow("unknown") << QSize() << QSize(1280, 800);
        QTest::newRow("small") << QSize(1024, 560) << QSize(1024, 560);
        QTest::newRow("low") << QSize(1920, 700) << QSize(1280, 700);
        QTest::newRow("large") << QSize(3840, 2160) << QSize(1280, 800);
    }

    void opensAFileWithinTheRoomOfTheScreen() {
        QFETCH(const QSize, room);
        QFETCH(const QSize, size);
        ui::demo::DemoPorts ports;
        ui::Window window(ports.ports());
        QVERIFY(window.open(QUrl(QStringLiteral("file:///tmp/mine.gguf")), room));
        QTRY_VERIFY(window.quickWindow()->isExposed());
        QCOMPARE(window.quickWindow()->size(), size);
        QTRY_VERIFY(window.controller().models()->loaded());
        QVERIFY(window.controller().models()->currentName().endsWith(QStringLiteral("mine.gguf")));
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
