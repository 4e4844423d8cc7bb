// The end stays in view while an answer grows, until the reader goes up.
#include <QTest>
#include <QWheelEvent>

#include "tests/support/window_driver.h"

class WindowScrollingTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;

    QQuickItem* view() const { return window_->conversation(); }
    double position() const { return view()->property("contentY").toDouble(); }
    double end() const { return view()->property("lowest").toDouble(); }
    bool follows() const { return view()->property("follows").toBool(); }

    void wheel(int notches) {
        const QPointF place = view()->mapToScene(view()->boundingRect().center());
        QWheelEvent event(place, window_->quickWindow()->mapToGlobal(place), {}, QPoint(0, notches * 120), Qt::NoButton,
                          {}, Qt::NoScrollPhase, false);
        QGuiApplication::sendEvent(window_->quickWindow(), &event);
        window_->settle();
    }
    void ask(const QString& question) {
        window_->type(question);
        window_->press(QStringLiteral("Return"));
    }
    static QString longAnswer() {
        QString text;
        for (int i = 1; i <= 60; ++i) text += QStringLiteral("Paragraph %1 of a long answer.\n\n").arg(i);
        return text;
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>(QSize(900, 600));
        window_->ports.engine.behaviour.answer = longAnswer();
        window_->ports.engine.behaviour.pieceMilliseconds = 0;
        window_->prepareExamples();
    }
    void cleanup() { window_.reset(); }

    void opensAtTheEnd() {
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("trip"));
        QVERIFY(end() > 500);
        QTRY_COMPARE(position(), end());
        QVERIFY(!window_->item(QStringLiteral("To the end")));
    }

    void followsAGrowingAnswer() {
        QVERIFY(window_->open());
        ask(QStringLiteral("Tell me everything"));
        QTRY_VERIFY_WITH_TIMEOUT(end() > 300, 20000);
        QVERIFY(follows());
        QTRY_VERIFY_WITH_TIMEOUT(!window_->chat().busy(), 20000);
        window_->settle();
        QCOMPARE(position(), end());
    }

    void letsGoWhenTheReaderGoesUp() {
        window_->ports.engine.behaviour.holdAfterPieces = 80;
        QVERIFY(window_->open());
        ask(QStringLiteral("Tell me everything"));
        QTRY_VERIFY_WITH_TIMEOUT(end() > 300, 20000);
        wheel(1);
        QVERIFY(!follows());
        const double before = position();
        window_->chat().stop();
        window_->settle();
        window_->ports.engine.behaviour.holdAfterPieces = -1;
        window_->chat().continueAnswer(window_->chat().messages()->leaf());
        QTRY_VERIFY_WITH_TIMEOUT(!window_->chat().busy(), 20000);
        window_->settle();
        QCOMPARE(position(), before);
        QVERIFY(end() > before + 300);

        QVERIFY(window_->click(QStringLiteral("To the end")));
        QVERIFY(follows());
        QTRY_COMPARE(position(), end());
        QVERIFY(!window_->item(QStringLiteral("To the end")));
    }

    void aNotchIsExact() {
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("trip"));
        QTRY_COMPARE(position(), end());
        const double before = position();
        for (int i = 0; i < 5; ++i) wheel(1);
        QCOMPARE(position(), before - 5 * 72);
        for (int i = 0; i < 6; ++i) wheel(-1);
        QCOMPARE(position(), end());
        QVERIFY(follows());
    }

    void keysScroll() {
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("trip"));
        QTRY_COMPARE(position(), end());
        window_->press(QStringLiteral("PgUp"));
        QVERIFY(position() < end() - 200);
        QVERIFY(!follows());
        window_->press(QStringLiteral("Ctrl+Home"));
        QTRY_COMPARE(position(), view()->property("originY").toDouble());
        window_->press(QStringLiteral("Ctrl+End"));
        QTRY_COMPARE(position(), end());
        QVERIFY(follows());
    }

    void sendingGoesToTheEnd() {
        QVERIFY(window_->open());
        window_->openConversation(QStringLiteral("trip"));
        window_->press(QStringLiteral("Ctrl+Home"));
        ask(QStringLiteral("And then?"));
        QTRY_VERIFY_WITH_TIMEOUT(!window_->chat().busy(), 20000);
        window_->settle();
        QCOMPARE(position(), end());
    }
};

QTEST_MAIN(WindowScrollingTest)
#include "window_scrolling_test.moc"
