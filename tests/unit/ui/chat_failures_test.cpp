#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"
#include "ui/controllers/chat_controller.h"

using namespace ui;

/// What is shown, and what is kept, when the engine or the disk fails.
class ChatFailuresTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

    const Problem full_{"the disk is full", "Make room."};

private slots:
    void aFailedAnswerKeepsItsTextAndSaysWhy() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = "One, two, three.";
        behaviour.pieceLength = 5;
        behaviour.failAfterPieces = 1;
        QVERIFY(it.ask("Count."));
        QCOMPARE(it.state(1), MessageListModel::Failed);
        QCOMPARE(it.text(1), "One, ");
        QCOMPARE(it.row(1, MessageListModel::ProblemWhatRole).toString(), behaviour.problem.what);
        QCOMPARE(it.row(1, MessageListModel::ProblemHintRole).toString(), behaviour.problem.hint);
        QCOMPARE(it.stored(1).text, "One, ");
        QCOMPARE(it.stored(1).statistics.end, AnswerEnd::Failed);
        QCOMPARE(it.stored(1).problem, behaviour.problem);
        QVERIFY(it.chat.canSend());

        behaviour.failAfterPieces = -1;
        const QString failed = it.id(1);
        it.chat.continueAnswer(failed);
        QCOMPARE(it.row(1, MessageListModel::ProblemWhatRole).toString(), QString());
        QVERIFY(it.ends());
        QCOMPARE(it.text(1), "One, two, three.");
        QCOMPARE(it.state(1), MessageListModel::Complete);
        QCOMPARE(it.stored(1).problem, Problem());
    }

    void retryMakesAnotherAnswer() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.failAfterPieces = 0;
        QVERIFY(it.ask("Why?"));
        QCOMPARE(it.state(1), MessageListModel::Failed);
        const QString failed = it.id(1);
        it.demo.engine.behaviour.failAfterPieces = -1;
        it.chat.retry(failed);
        QVERIFY(it.ends());
        QVERIFY(it.id(1) != failed);
        QCOMPARE(it.text(1), "An answer.");
        QCOMPARE(it.demo.store.message(failed)->statistics.end, AnswerEnd::Failed);
        QCOMPARE(it.demo.engine.lastTurns.size(), 1);  // an answer without a word is no turn
        QVERIFY(it.ask("And then?"));
        QCOMPARE(it.demo.engine.lastTurns.size(), 3);
    }

    void aFailureInTheBackgroundIsTold() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.demo.engine.behaviour.failAfterPieces = 2;
        it.demo.engine.behaviour.pieceMilliseconds = 20;
        it.demo.engine.behaviour.pieceLength = 2;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const QString id = it.id(1);
        it.chat.newConversation();
        QVERIFY(it.ends());
        QCOMPARE(problem.size(), 1);
        QCOMPARE(problem[0][0].toString(), it.demo.engine.behaviour.problem.what);
        QCOMPARE(it.demo.store.message(id)->problem, it.demo.engine.behaviour.problem);
    }

    void aQuestionThatCannotBeSavedStaysInTheComposer() {
        DemoWindow it;
        QVERIFY(it.load());
        QVERIFY(it.ask("Why?"));
        QSignalSpy sent(&it.chat, &ChatController::sent);
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.demo.store.failFor("*", full_);
        it.chat.send("And then?");
        QCOMPARE(it.messages.count(), 3);
        QTRY_COMPARE(problem.size(), 1);
        QCOMPARE(problem[0][0].toString(), full_.what);
        QCOMPARE(problem[0][1].toString(), full_.hint);
        QCOMPARE(sent.size(), 0);
        QCOMPARE(it.messages.count(), 2);
        QCOMPARE(it.chat.phase(), ChatController::Idle);
        QCOMPARE(it.demo.engine.started.size(), 1);
        it.demo.store.clearFailures();
        QVERIFY(it.ask("And then?"));
        QCOMPARE(sent.size(), 1);
        QCOMPARE(it.messages.count(), 4);
    }

    void aConversationThatCannotBeMadeIsNotThere() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.chat.setSystemPrompt("Mine.");
        it.demo.store.failFor("*", full_);
        it.chat.send("Why?");
        QTRY_COMPARE(problem.size(), 1);
        QCOMPARE(problem[0][0].toString(), full_.what);
        QCOMPARE(it.messages.count(), 0);
        QCOMPARE(it.chat.conversationId(), QString());
        QCOMPARE(it.chat.systemPrompt(), "Mine.");
        it.demo.store.clearFailures();
        QVERIFY(it.ask("Why?"));
        QCOMPARE(it.text(1), "An answer.");
        QCOMPARE(it.demo.store.conversationIds(), QStringList{it.chat.conversationId()});
        QTest::qWait(30);
        QCOMPARE(problem.size(), 1);
    }

    void anAnswerThatCannotBeMadeShowsAtItsQuestion() {
        DemoWindow it;
        QVERIFY(it.load());
        connect(&it.chat, &ChatController::sent, this, [&] { it.demo.store.failFor("*", full_); });
        it.chat.send("Why?");
        QTRY_COMPARE(it.state(0), MessageListModel::Failed);
        QCOMPARE(it.messages.count(), 1);
        QCOMPARE(it.row(0, MessageListModel::ProblemWhatRole).toString(), full_.what);
        QCOMPARE(it.stored(0).text, "Why?");
        QVERIFY(it.demo.engine.started.isEmpty());
        QVERIFY(it.chat.canSend());
        it.demo.store.clearFailures();
        it.chat.retry(it.id(0));
        QCOMPARE(it.state(0), MessageListModel::Complete);
        QVERIFY(it.ends());
        QCOMPARE(it.text(1), "An answer.");
    }

    void anAnswerGoesOnThoughItCannotBeSaved() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.demo.engine.behaviour.answer = QString(200, u'x');
        connect(&it.demo.engine, &ChatEngine::promptProgress, this,
                [&] { it.demo.store.failFor(it.messages.leaf(), full_); });
        QVERIFY(it.ask("Why?"));
        QCOMPARE(it.text(1), QString(200, u'x'));
        QTRY_COMPARE(it.row(1, MessageListModel::ProblemWhatRole).toString(), full_.what);
        QCOMPARE(it.state(1), MessageListModel::Complete);
        QCOMPARE(problem.size(), 0);
    }

    void aConversationThatCannotBeOpenedLeavesTheOneOnScreen() {
        DemoWindow it;
        QVERIFY(it.load());
        QVERIFY(it.ask("Why?"));
        const QString before = it.chat.conversationId();
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.chat.openConversation("gone");
        QVERIFY(!it.chat.canSend());
        QTRY_COMPARE(problem.size(), 1);
        QCOMPARE(it.chat.conversationId(), before);
        QVERIFY(it.chat.canSend());
        QCOMPARE(it.messages.count(), 2);
    }

    void aListThatFailsIsTold() {
        DemoWindow it;
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.demo.store.failFor("*", full_);
        it.window.start();
        QTRY_COMPARE(problem.size(), 1);
        QCOMPARE(problem[0][0].toString(), full_.what);
    }
};
QTEST_MAIN(ChatFailuresTest)
#include "chat_failures_test.moc"
