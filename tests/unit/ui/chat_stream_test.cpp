#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"
#include "ui/controllers/chat_controller.h"

using namespace ui;

/// The text of an answer on its way: nothing lost, nothing doubled, nothing late, wherever one looks meanwhile.
class ChatStreamTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

    static QString longAnswer(int words) {
        QString text;
        for (int i = 0; i < words; ++i) text += QStringLiteral("word%1 ").arg(i);
        return text;
    }

private slots:
    void everyPieceArrivesInOrderAtMostOneAFrame() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.answer = longAnswer(40);
        it.demo.engine.behaviour.pieceLength = 8;
        QElapsedTimer clock;
        clock.start();
        QVERIFY(it.ask("Count."));
        const int pieces = it.demo.engine.acknowledged;
        QVERIFY(pieces >= 30);
        QVERIFY(clock.elapsed() >= (pieces - 1) * 15);
        QCOMPARE(it.demo.engine.mostPending, 1);
        QCOMPARE(it.text(1), longAnswer(40));
        QCOMPARE(it.stored(1).text, longAnswer(40));
    }

    void anEngineThatDoesNotWaitLosesNothingEither() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = longAnswer(2000);
        behaviour.pieceLength = 3;
        behaviour.waitsForAcknowledgement = false;
        QVERIFY(it.ask("Count."));
        QCOMPARE(it.text(1), longAnswer(2000));
        QCOMPARE(it.stored(1).text, longAnswer(2000));
    }

    void textGoesToTheStoreWhileItComes() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = longAnswer(200);
        behaviour.waitsForAcknowledgement = false;
        behaviour.holdAfterPieces = 100;
        QSignalSpy pieces(&it.demo.engine, &ChatEngine::text);
        it.chat.send("Count.");
        while (pieces.size() < 100) QVERIFY(pieces.wait());
        QCOMPARE(it.text(1).size(), 100 * behaviour.pieceLength);
        QTRY_COMPARE(it.stored(1).text, it.text(1));
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::Unfinished);
        QCOMPARE(it.chat.phase(), ChatController::Answering);
        QVERIFY(it.demo.store.calls.filter("appendText " + it.id(1)).size() < 50);  // not one a piece
    }

    void leavingHandsOverWhatIsThere() {
        demo::DemoPorts demo;
        demo.engine.behaviour.promptMilliseconds = demo.engine.behaviour.pieceMilliseconds = 0;
        demo.engine.behaviour.loadMilliseconds = 0;
        demo.engine.behaviour.holdAfterPieces = 1;
        QString id;
        QString shown;
        {
            WindowController window(demo.ports());
            window.models()->choose(demo.library.models.first().id);
            QTRY_VERIFY(window.chat()->canSend());
            window.chat()->send("Why?");
            QTRY_COMPARE(window.chat()->phase(), ChatController::Answering);
            id = window.chat()->messages()->leaf();
            shown = window.chat()->messages()->tree().find(id)->text;
        }
        QVERIFY(!shown.isEmpty());
        QCOMPARE(demo.store.message(id)->text, shown);
        QCOMPARE(demo.store.message(id)->statistics.end, AnswerEnd::Unfinished);
        QCOMPARE(demo.engine.stopped, demo.engine.started);
    }

    void stopShowsAtOnceAndLateSignalsAreDropped() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.lateSignals = true;
        behaviour.holdAfterPieces = 1;
        behaviour.answer = longAnswer(10);
        it.chat.send("Count.");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const QString shown = it.text(1);
        const quint64 request = it.demo.engine.started.last();
        it.chat.stop();
        QCOMPARE(it.chat.phase(), ChatController::Stopping);
        QVERIFY(!it.chat.busy());
        QVERIFY(it.chat.canSend());
        QCOMPARE(it.state(1), MessageListModel::Stopped);
        QCOMPARE(it.stored(1).text, shown);
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::Stopped);
        QCOMPARE(it.demo.engine.stopped, QList{request});

        // The next question does not wait for the engine's word about the last one.
        behaviour.lateSignals = false;
        behaviour.holdAfterPieces = -1;
        behaviour.answer = "The second.";
        it.chat.send("Again.");
        QVERIFY(it.ends());
        QTRY_VERIFY(it.stored(1).statistics.answerTokens > 0);  // its figures came late, its text did not
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::Stopped);
        QCOMPARE(it.text(1), shown);
        QCOMPARE(it.stored(1).text, shown);
        QCOMPARE(it.text(3), "The second.");
        QVERIFY(it.row(1, MessageListModel::CaptionRole).toString().contains("3 tokens"));
    }

    void stoppedWhileSavedIsStoredAndNotAnswered() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy sent(&it.chat, &ChatController::sent);
        it.demo.store.hold();
        it.chat.send("Why?");
        it.chat.stop();
        QVERIFY(!it.chat.busy());
        QVERIFY(!it.chat.canSend());
        it.demo.store.release();
        QVERIFY(it.ends());
        QCOMPARE(sent.size(), 1);
        QCOMPARE(it.stored(0).text, "Why?");
        QCOMPARE(it.messages.count(), 1);
        QVERIFY(it.demo.engine.started.isEmpty());

        it.chat.retry(it.id(0));
        QCOMPARE(it.messages.count(), 2);
        it.chat.stop();  // now the empty answer is on its way
        QCOMPARE(it.state(1), MessageListModel::Stopped);
        QVERIFY(it.ends());
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::Stopped);
        QVERIFY(it.demo.engine.started.isEmpty());
        it.chat.retry(it.id(0));
        QVERIFY(it.ends());
        QCOMPARE(it.text(1), "An answer.");
        QCOMPARE(it.row(1, MessageListModel::SiblingCountRole).toInt(), 2);
    }

    void continuingAStoppedAnswerKeepsLateFigures() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = "One, two, three, four.";
        behaviour.pieceLength = 10;
        behaviour.holdAfterPieces = 1;
        it.chat.send("Count.");
        QTRY_COMPARE(it.text(1), "One, two, ");
        behaviour.holdAfterPieces = -1;
        it.chat.stop();
        it.chat.continueAnswer(it.id(1));
        QVERIFY(it.ends());
        QCOMPARE(it.text(1), "One, two, three, four.");
        QCOMPARE(it.stored(1).text, it.text(1));
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::EndOfTurn);
        QCOMPARE(it.stored(1).statistics.answerTokens, 3 + 3);
        QTest::qWait(30);
        QCOMPARE(it.state(1), MessageListModel::Complete);
    }

    void anAnswerGoesOnInTheBackground() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = longAnswer(60);
        behaviour.pieceMilliseconds = 2;
        it.chat.send("Count.");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const QString answering = it.chat.conversationId();
        const QString id = it.id(1);
        it.chat.newConversation();
        QVERIFY(it.chat.busy());
        QVERIFY(!it.chat.answeringHere());
        QVERIFY(!it.chat.canSend());
        QCOMPARE(it.messages.count(), 0);
        QTRY_VERIFY(it.demo.store.message(id)->text.size() > 40);
        QCOMPARE(it.messages.count(), 0);

        it.chat.openConversation(answering);
        QTRY_COMPARE(it.chat.conversationId(), answering);
        QVERIFY(it.chat.answeringHere());
        QCOMPARE(it.state(1), MessageListModel::Answering);
        QVERIFY(it.text(1).size() >=
                it.demo.store.message(id)->text.size());  // what the store has not got yet is there
        QVERIFY(longAnswer(60).startsWith(it.text(1)));
        QVERIFY(it.ends());
        QCOMPARE(it.text(1), longAnswer(60));
        QCOMPARE(it.stored(1).text, longAnswer(60));

        it.chat.regenerate(it.id(1));
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const QString second = it.id(1);
        it.chat.newConversation();
        QVERIFY(it.ends());
        QCOMPARE(it.demo.store.message(second)->text, longAnswer(60));
        QCOMPARE(it.demo.store.message(second)->statistics.end, AnswerEnd::EndOfTurn);
    }

    void aQuestionIsAnsweredThoughOneLooksElsewhere() {
        DemoWindow it;
        QVERIFY(it.load());
        it.chat.send("Why?");
        const QString conversation = it.chat.conversationId();
        const QString question = it.id(0);
        it.chat.newConversation();  // before the question is on disk
        QVERIFY(it.ends());
        QCOMPARE(it.messages.count(), 0);
        QCOMPARE(it.demo.engine.lastTurns, (QList<ChatTurn>{{ChatTurn::Role::User, "Why?"}}));
        it.chat.openConversation(conversation);
        QTRY_COMPARE(it.messages.count(), 2);
        QCOMPARE(it.id(0), question);
        QCOMPARE(it.text(1), "An answer.");
    }

    void removingTheConversationEndsItsAnswer() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.demo.engine.behaviour.holdAfterPieces = 1;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        it.window.conversations()->remove(it.chat.conversationId());
        QCOMPARE(it.chat.phase(), ChatController::Idle);
        QCOMPARE(it.chat.conversationId(), QString());
        QCOMPARE(it.demo.engine.stopped.size(), 1);
        QVERIFY(it.chat.canSend());
        it.chat.send("Once more");  // and again, while the question is being saved
        it.window.conversations()->remove(it.chat.conversationId());
        QTest::qWait(30);
        QCOMPARE(it.demo.store.conversationIds(), QStringList());
        QCOMPARE(it.demo.engine.started.size(), 1);
        QCOMPARE(problem.size(), 0);
    }

    void aModelThatLeavesStopsTheAnswer() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.holdAfterPieces = 1;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const QString shown = it.text(1);
        it.window.models()->unload();
        QCOMPARE(it.state(1), MessageListModel::Stopped);
        QVERIFY(!it.chat.canSend());
        QVERIFY(it.ends());
        QCOMPARE(it.stored(1).text, shown);
    }
};
QTEST_MAIN(ChatStreamTest)
#include "chat_stream_test.moc"
