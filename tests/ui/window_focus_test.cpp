// Whatever the keyboard's focus comes to is in sight, also in a small window where lists and pages scroll.
#include <QSet>
#include <QTest>

#include "tests/support/window_driver.h"

class WindowFocusTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;

    QQuickItem* focused() const { return window_->quickWindow()->activeFocusItem(); }
    /// What is seen of it, in the window, behind all that cuts it off.
    static QRectF place(QQuickItem* item) { return item->mapRectToScene({0, 0, item->width(), item->height()}); }
    QRectF seen(QQuickItem* item) const {
        QRectF seen = place(item) & QRectF(QPointF(), window_->quickWindow()->size());
        for (QQuickItem* above = item->parentItem(); above; above = above->parentItem())
            if (above->clip()) seen &= place(above);
        return seen;
    }
    /// All of it, or, where it is taller than what shows it, as much as can be.
    bool isInSight(QQuickItem* item) const {
        return seen(item).height() > 0.9 * std::min(item->height(), 40.0) && seen(item).width() > 1;
    }
    /// Presses Tab until the focus is where it has been; gives how many places it came to.
    int goRound(const QString& key) {
        QSet<QQuickItem*> been;
        for (; been.size() < 200; window_->press(key)) {
            QQuickItem* item = focused();
            if (!item || been.contains(item)) break;
            been.insert(item);
            if (!isInSight(item)) {
                qWarning("%s is out of sight", qPrintable(WindowDriver::name(item)));
                return -1;
            }
        }
        return static_cast<int>(been.size());
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>(QSize(640, 400));
    }
    void cleanup() { window_.reset(); }

    void inTheModelMenu() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B Q4_0")));
        QVERIFY(goRound(QStringLiteral("Tab")) >= 8);
        QVERIFY(goRound(QStringLiteral("Shift+Backtab")) >= 8);
    }

    /// Help that opens below a row makes it longer than what is seen.
    void inTheModelMenuWithHelpOpen() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        QVERIFY(window_->click(QStringLiteral("Model: LLaMA 13B Q4_0")));
        QVERIFY(window_->focus(QStringLiteral("How to get 65B")));
        window_->press(QStringLiteral("Space"));
        QVERIFY(isInSight(focused()));
        window_->press(QStringLiteral("Tab"));
        QVERIFY(WindowDriver::name(focused()).contains(QStringLiteral("65B")));
        QVERIFY(isInSight(focused()));
    }

    void inTheSettings() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+,"));
        QVERIFY(window_->focus(QStringLiteral("Advanced, hidden")));
        window_->press(QStringLiteral("Space"));
        QVERIFY(goRound(QStringLiteral("Tab")) > 25);
        QVERIFY(goRound(QStringLiteral("Shift+Backtab")) > 25);
    }

    /// A text that scrolls within its own frame: the frame is in sight, wherever the text stands in it.
    void inALongSystemPrompt() {
        window_->prepareExamples();
        window_->ports.settings.settings.systemPrompt = QStringLiteral("Be brief.\n").repeated(60);
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+,"));
        QVERIFY(window_->focus(QStringLiteral("System prompt")));
        window_->press(QStringLiteral("Ctrl+End"));
        QVERIFY(isInSight(focused()));
        window_->press(QStringLiteral("Tab"));
        window_->press(QStringLiteral("Shift+Backtab"));
        QVERIFY(isInSight(focused()));
    }

    void inTheListOfFormats() {
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+,"));
        QVERIFY(window_->focus(QStringLiteral("Chat format")));
        window_->press(QStringLiteral("Space"));
        QVERIFY(window_->item(QStringLiteral("Vicuna")));
        for (int i = 0; i < 12; ++i) window_->press(QStringLiteral("Down"));
        QQuickItem* last = window_->item(QStringLiteral("Plain text, The model goes on with what is written"));
        QVERIFY(last && last->property("highlighted").toBool());
        QTRY_VERIFY(isInSight(last));
    }

    void onTheWelcomePage() {
        window_->ports.library.models.clear();
        QVERIFY(window_->open());
        QVERIFY(window_->focus(QStringLiteral("How to get 7B")));
        QVERIFY(goRound(QStringLiteral("Tab")) >= 8);
    }

    void onTheGreetingPage() {
        auto& models = window_->ports.library.models;
        models = {models.last()};
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        QVERIFY(goRound(QStringLiteral("Tab")) >= 6);
        QVERIFY(goRound(QStringLiteral("Shift+Backtab")) >= 6);
    }

    /// Arrows go through the list; Tab then goes on to the open conversation's button, which may have been scrolled
    /// away.
    void inTheListOfConversations() {
        window_->prepareExamples();
        window_->ports.store.fillWithMany(60);
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+B"));
        window_->press(QStringLiteral("Ctrl+K"));
        window_->press(QStringLiteral("Down"));
        for (int i = 0; i < 40; ++i) {
            QVERIFY(isInSight(focused()));
            window_->press(QStringLiteral("Down"));
        }
        window_->press(QStringLiteral("Home"));
        QVERIFY(isInSight(focused()));
        window_->press(QStringLiteral("End"));
        QVERIFY(isInSight(focused()));
    }

    void onTheButtonOfTheOpenConversation() {
        window_ = std::make_unique<WindowDriver>(QSize(1000, 400));
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->press(QStringLiteral("Ctrl+K"));
        for (int i = 0; i < 9; ++i) window_->press(QStringLiteral("Down"));
        const QString title = WindowDriver::name(focused());
        window_->press(QStringLiteral("Return"));
        QQuickItem* more = window_->item(QStringLiteral("More about ") + title);
        QVERIFY(more && isInSight(more));
        QQuickItem* list = window_->item(QStringLiteral("Conversations"));
        QVERIFY(list);
        list->setProperty("contentY", 0);
        window_->settle();
        QVERIFY(!isInSight(more));  // it is kept beyond the edge, and Tab comes to it
        QVERIFY(window_->focus(QStringLiteral("Settings")));
        window_->press(QStringLiteral("Backtab"));
        QCOMPARE(focused(), more);
        QVERIFY(isInSight(more));
    }
};

QTEST_MAIN(WindowFocusTest)
#include "window_focus_test.moc"
