#include "ui/controllers/chat_controller.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"

using namespace ui;
using Role = ChatTurn::Role;

/// What a person does in a conversation, and what the engine and the store are asked for it.
class ChatControllerTest : public QObject {
    Q_OBJECT

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

private slots:
    void nothingIsSentWithoutAModelOrWords() {
        DemoWindow it;
        QSignalSpy problem(&it.chat, &ChatController::problem);
        QVERIFY(!it.chat.canSend());
        QCOMPARE(it.chat.cannotSendReason(), "Choose a model first.");
        it.chat.send("Hello");
        QCOMPARE(problem.size(), 1);
        QVERIFY(it.load());
        it.chat.send(" \n\t ");
        QCOMPARE(problem.size(), 1);
        QCOMPARE(it.messages.count(), 0);
        QCOMPARE(it.callIndex("create"), -1);
    }

    void theQuestionIsOnDiskBeforeTheEngineHearsOfIt() {
        DemoWindow it;
        QVERIFY(it.load());
        QSignalSpy sent(&it.chat, &ChatController::sent);
        it.demo.store.hold();
        it.chat.send("Why do llamas hum?");
        QCOMPARE(it.chat.phase(), ChatController::Committing);
        QVERIFY(it.chat.busy() && it.chat.answeringHere() && !it.chat.canSend());
        QCOMPARE(it.messages.count(), 1);
        QTest::qWait(50);
        QCOMPARE(sent.size(), 0);
        QCOMPARE(it.callIndex("add " + it.id(0)), it.callIndex("create") + 1);
        QVERIFY(it.demo.engine.started.isEmpty());

        // The empty answer waits for the disk too.
        connect(&it.chat, &ChatController::sent, this, [&] { it.demo.store.hold(); });
        it.demo.store.release();
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(it.messages.count(), 2);
        QCOMPARE(it.state(1), MessageListModel::Waiting);
        QTest::qWait(50);
        QVERIFY(it.demo.engine.started.isEmpty());
        it.demo.store.release();
        QVERIFY(it.ends());
        QCOMPARE(it.demo.engine.started.size(), 1);
        QCOMPARE(it.text(1), "An answer.");
        QCOMPARE(it.state(1), MessageListModel::Complete);
        QVERIFY(it.callIndex("add " + it.id(0)) < it.callIndex("add " + it.id(1)));
        QVERIFY(it.callIndex("add " + it.id(1)) < it.callIndex("appendText " + it.id(1)));
        QVERIFY(it.callIndex("appendText " + it.id(1)) < it.callIndex("finishAnswer " + it.id(1)));
        QCOMPARE(it.stored(1).text, "An answer.");
        QCOMPARE(it.stored(1).parentId, it.id(0));
    }

    void phasesFollowTheEngine() {
        DemoWindow it;
        QVERIFY(it.load());
        QList<ChatController::Phase> phases;
        connect(&it.chat, &ChatController::phaseChanged, this, [&] {
            if (phases.isEmpty() || phases.last() != it.chat.phase()) phases.append(it.chat.phase());
        });
        QVERIFY(it.ask("Why?"));
        using enum ChatController::Phase;
        QCOMPARE(phases, (QList{Idle, Committing, Waiting, Reading, Answering, Idle}));
        QCOMPARE(it.chat.promptFraction(), 1.0);
        QCOMPARE(it.chat.tokensPerSecond(), 41.0);
        QCOMPARE(it.chat.contextLength(), 4096);
        QVERIFY(it.chat.contextUsed() > 0);
    }

    void readingIsShownAtTheMessage() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.holdPromptAt = 0.5;
        it.chat.send(QString(400, u'x'));
        QTRY_COMPARE(it.chat.promptFraction(), 0.5);
        QCOMPARE(it.state(1), MessageListModel::Reading);
        QCOMPARE(it.chat.phase(), ChatController::Reading);
    }

    void theAnswerKeepsWhatMadeIt() {
        DemoWindow it;
        QVERIFY(it.load());
        it.window.settings()->setTemperature(0.5);
        it.window.settings()->setSeed("42");
        it.window.settings()->setSmallCache(true);
        QVERIFY(it.ask("Why?"));
        const StoredMessage answer = it.stored(1);
        QCOMPARE(answer.modelName, "LLaMA 7B Q4_0");
        QCOMPARE(answer.modelIdentity, it.window.models()->model()->identity);
        const LoadedModel& model = *it.window.models()->model();
        QVERIFY((answer.format == ChatFormatUse{model.format, model.formatSource}));
        QCOMPARE(it.demo.engine.lastConversation, it.chat.conversationId());
        QCOMPARE(it.demo.engine.entered, QStringList{it.chat.conversationId()});
        QCOMPARE(it.demo.engine.enteredWith, CacheType::Q8_0);
        QCOMPARE(answer.settings.cacheType, CacheType::Q8_0);
        QCOMPARE(answer.settings.temperature, 0.5);
        QCOMPARE(answer.settings.seed, std::optional<quint64>(42));
        QCOMPARE(answer.statistics.seed, 42U);
        QCOMPARE(answer.statistics.end, AnswerEnd::EndOfTurn);
        QVERIFY(answer.statistics.answerTokens > 0);
        QCOMPARE(it.demo.engine.lastSettings, answer.settings);
        it.window.settings()->setChatFormat(model.identity, "vicuna");
        QVERIFY(it.ask("And alpacas?"));
        QVERIFY((it.stored(3).format == ChatFormatUse{"vicuna", ChatFormatSource::Chosen}));
    }

    void theConversationIsMadeWithItsFirstMessage() {
        DemoWindow it;
        QVERIFY(it.load());
        it.window.settings()->setSystemPrompt("Answer briefly.");
        QCOMPARE(it.chat.systemPrompt(), "Answer briefly.");
        QSignalSpy conversation(&it.chat, &ChatController::conversationChanged);
        QVERIFY(it.ask("\n  Trip to   the Altiplano\nWith the children."));
        QCOMPARE(conversation.size(), 1);
        QCOMPARE(it.chat.title(), "Trip to the Altiplano");
        const StoredConversation* stored = it.demo.store.conversation(it.chat.conversationId());
        QVERIFY(stored);
        QCOMPARE(stored->summary.title, "Trip to the Altiplano");
        QCOMPARE(stored->systemPrompt, "Answer briefly.");
        QVERIFY(it.ask("And then?"));
        QCOMPARE(it.demo.store.conversationIds().size(), 1);
        const QList<ChatTurn> turns{{Role::System, "Answer briefly."},
                                    {Role::User, it.text(0)},
                                    {Role::Assistant, "An answer."},
                                    {Role::User, "And then?"}};
        QCOMPARE(it.demo.engine.lastTurns, turns);
        // The page's own prompt is not touched by the settings any more.
        it.window.settings()->setSystemPrompt("Another.");
        QCOMPARE(it.chat.systemPrompt(), "Answer briefly.");
        it.chat.setSystemPrompt("Mine.");
        QCOMPARE(it.demo.store.conversation(it.chat.conversationId())->systemPrompt, "Mine.");
        it.chat.newConversation();
        QCOMPARE(it.chat.systemPrompt(), "Another.");
    }

    void regenerateMakesASibling() {
        DemoWindow it;
        QVERIFY(it.load());
        QVERIFY(it.ask("Why?"));
        const QString first = it.id(1);
        it.demo.engine.behaviour.answer = "Another answer.";
        it.chat.regenerate(first);
        QVERIFY(it.ends());
        QCOMPARE(it.messages.count(), 2);
        QCOMPARE(it.text(1), "Another answer.");
        QCOMPARE(it.row(1, MessageListModel::SiblingNumberRole).toInt(), 2);
        QCOMPARE(it.row(1, MessageListModel::SiblingCountRole).toInt(), 2);
        QCOMPARE(it.demo.store.message(first)->text, "An answer.");
        QCOMPARE(it.demo.engine.lastTurns, (QList<ChatTurn>{{Role::User, "Why?"}}));

        it.chat.showSibling(it.id(1), -1);
        QCOMPARE(it.id(1), first);
        QCOMPARE(it.demo.store.conversation(it.chat.conversationId())->currentLeafId, first);
        it.chat.showSibling(first, -1);  // there is none before
        QCOMPARE(it.id(1), first);
    }

    void anEditedQuestionIsASiblingWithItsOwnAnswers() {
        DemoWindow it;
        QVERIFY(it.load());
        QVERIFY(it.ask("Why?"));
        QVERIFY(it.ask("And then?"));
        const QString last = it.id(3);
        const QString second = it.id(2);
        it.chat.editAndResend(second, "And before?");
        QVERIFY(it.ends());
        QCOMPARE(it.messages.count(), 4);
        QCOMPARE(it.text(2), "And before?");
        QCOMPARE(it.stored(2).parentId, it.id(1));
        QCOMPARE(it.row(2, MessageListModel::SiblingNumberRole).toInt(), 2);
        QCOMPARE(it.demo.store.message(second)->text, "And then?");
        QCOMPARE(it.demo.engine.lastTurns.last().text, "And before?");
        it.chat.showSibling(it.id(2), -1);
        QCOMPARE(it.messages.leaf(), last);

        it.chat.editAndResend(it.id(0), "Why not?");
        QVERIFY(it.ends());
        QCOMPARE(it.messages.count(), 2);
        QCOMPARE(it.stored(0).parentId, QString());
        it.chat.editAndResend(it.id(1), "an answer is not edited");
        it.chat.editAndResend(it.id(0), "  ");
        QCOMPARE(it.chat.phase(), ChatController::Idle);
    }

    void continueGoesOnInTheSameMessage() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& behaviour = it.demo.engine.behaviour;
        behaviour.answer = "One, two, three, four.";
        behaviour.pieceLength = 5;
        behaviour.holdAfterPieces = 2;
        it.chat.send("Count.");
        QTRY_COMPARE(it.text(1), "One, two, ");
        it.chat.stop();
        QVERIFY(it.ends());
        QTRY_VERIFY(it.stored(1).statistics.answerTokens > 0);
        const QString id = it.id(1);
        const AnswerStatistics before = it.stored(1).statistics;

        behaviour.holdAfterPieces = -1;
        it.chat.continueAnswer(id);
        QCOMPARE(it.state(1), MessageListModel::Waiting);
        QVERIFY(it.ends());
        QCOMPARE(it.demo.engine.lastTurns, (QList<ChatTurn>{{Role::User, "Count."}, {Role::Assistant, "One, two, "}}));
        QCOMPARE(it.messages.count(), 2);
        QCOMPARE(it.id(1), id);
        QCOMPARE(it.text(1), "One, two, three, four.");
        QCOMPARE(it.stored(1).text, "One, two, three, four.");
        QCOMPARE(it.state(1), MessageListModel::Complete);
        const AnswerStatistics after = it.stored(1).statistics;
        QCOMPARE(after.answerTokens, before.answerTokens + 3);  // "three, four.", four characters a token
        QCOMPARE(after.promptTokens, before.promptTokens);
        QCOMPARE(after.tokensPerSecond, 41.0);
        QCOMPARE(after.end, AnswerEnd::EndOfTurn);
    }

    /// One record, one seed and one set of settings: true of every piece of the answer.
    void continueKeepsTheAnswersSettingsAndSeed() {
        DemoWindow it;
        QVERIFY(it.load());
        auto& engine = it.demo.engine;
        auto& settings = *it.window.settings();
        settings.setTemperature(0.3);
        settings.setStopTexts("###");
        engine.behaviour.answer = "One, two, three, four.";
        engine.behaviour.pieceLength = 5;
        engine.behaviour.holdAfterPieces = 2;
        it.chat.send("Count.");
        QTRY_COMPARE(it.text(1), "One, two, ");
        const AnswerSettings first = engine.lastSettings;
        QVERIFY(first.seed);
        QCOMPARE(it.stored(1).statistics.seed, *first.seed);  // before it has ended
        QVERIFY(!it.stored(1).settings.seed);                 // none was wished for
        it.chat.stop();

        settings.setTemperature(1.5);
        settings.setStopTexts("END");
        settings.setSeed("7");
        settings.setContextLength(8192);
        settings.setAnswerLimit(512);
        it.window.models()->setFormat("vicuna");
        engine.behaviour.holdAfterPieces = -1;
        it.chat.continueAnswer(it.id(1));
        QVERIFY(it.ends());
        AnswerSettings expected = first;
        expected.contextLength = 8192;  // how far it may go is asked for anew
        expected.answerLimit = 512;
        QCOMPARE(engine.lastSettings, expected);
        QCOMPARE(it.stored(1).text, "One, two, three, four.");
        QCOMPARE(it.stored(1).statistics.seed, *first.seed);
        QCOMPARE(it.stored(1).settings.temperature, 0.3);

        QVERIFY(it.ask("And now?"));
        QCOMPARE(engine.lastSettings.temperature, 1.5);
        QCOMPARE(engine.lastSettings.seed, std::optional<quint64>(7));
    }

    void eachAnswerDrawsItsSeed() {
        DemoWindow it;
        QVERIFY(it.load());
        QSet<quint64> seeds;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(it.ask("Why?"));
            seeds.insert(it.stored(2 * i + 1).statistics.seed);
        }
        QCOMPARE(seeds.size(), 5);
    }

    void anAnswerWithoutAWordIsBegunAgainInItsMessage() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.holdPromptAt = 0.5;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Reading);
        it.chat.stop();
        QVERIFY(it.ends());
        it.demo.engine.behaviour.holdPromptAt = -1;
        it.chat.continueAnswer(it.id(1));
        QVERIFY(it.ends());
        QCOMPARE(it.demo.engine.lastTurns, (QList<ChatTurn>{{Role::User, "Why?"}}));
        QCOMPARE(it.text(1), "An answer.");
    }

    void anotherModelDoesNotContinueAnAnswer() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.end = AnswerEnd::Limit;
        QVERIFY(it.ask("Why?"));
        QCOMPARE(it.state(1), MessageListModel::Limit);
        it.window.models()->choose(it.demo.library.models[1].id);
        QVERIFY(!it.chat.canSend());
        QCOMPARE(it.chat.cannotSendReason(), "The model is being loaded.");
        QTRY_VERIFY(it.chat.canSend());
        QCOMPARE(it.messages.count(), 2);  // the conversation stays
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.chat.continueAnswer(it.id(1));
        QCOMPARE(problem.size(), 1);
        QVERIFY(problem[0][0].toString().contains("LLaMA 7B Q4_0"));
        QCOMPARE(it.demo.engine.started.size(), 1);
    }

    void whatLeftTheContextIsSaid() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.turnsDropped = 3;
        QVERIFY(it.ask("Why?"));
        QVERIFY(it.chat.notice().contains("3 messages"));
        it.demo.engine.behaviour.turnsDropped = 0;
        it.chat.newConversation();
        QCOMPARE(it.chat.notice(), QString());
    }

    void anAnswerThatOutgrowsTheContextIsSaid() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.holdAfterPieces = 1;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        QCOMPARE(it.chat.notice(), QString());
        emit it.demo.engine.answerShortened(it.demo.engine.started.last() + 1);  // another's
        QCOMPARE(it.chat.notice(), QString());
        emit it.demo.engine.answerShortened(it.demo.engine.started.last());
        QVERIFY(it.chat.notice().contains("beginning of this answer"));
    }

    void aDeviceThatFailsUnderAnAnswerIsSaid() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.holdAfterPieces = 1;
        it.chat.send("Why?");
        QTRY_COMPARE(it.chat.phase(), ChatController::Answering);
        const quint64 request = it.demo.engine.started.last();
        const QString model = it.window.models()->model()->id;
        emit it.demo.engine.placedAnew(model, request + 1, PlacedAnew::DeviceLost);
        QCOMPARE(it.chat.notice(), QString());
        emit it.demo.engine.placedAnew(model, request, PlacedAnew::DeviceLost);
        QVERIFY(it.chat.notice().contains("loaded again"));
        emit it.demo.engine.placedAnew(model, request, PlacedAnew::DeviceLeftOut);
        QVERIFY(it.chat.notice().contains("without it"));
        emit it.demo.engine.placedAnew(model, request, PlacedAnew::OutOfMemory);
        QVERIFY(it.chat.notice().contains("Memory ran out"));
        QCOMPARE(it.chat.phase(), ChatController::Answering);  // it goes on
        emit it.demo.engine.loaded(*it.window.models()->model());
        QCOMPARE(it.chat.phase(), ChatController::Answering);
        it.chat.stop();
        QTRY_VERIFY(it.chat.canSend());
        it.demo.engine.behaviour.holdAfterPieces = -1;
        QVERIFY(it.ask("And now?"));
        QCOMPARE(it.chat.notice(), QString());
    }

    void copiesAsItWasWritten() {
        DemoWindow it;
        QVERIFY(it.load());
        it.demo.engine.behaviour.answer = "**bold** <b>&amp;</b>";
        QVERIFY(it.ask("Why?"));
        it.chat.copyMessage(it.id(1));
        QCOMPARE(QGuiApplication::clipboard()->text(), "**bold** <b>&amp;</b>");
        it.chat.copyText("code");
        QCOMPARE(QGuiApplication::clipboard()->text(), "code");
    }

    void aConversationOpensWhereItWasLeft() {
        DemoWindow it;
        QVERIFY(it.load());
        QVERIFY(it.ask("Why?"));
        it.chat.regenerate(it.id(1));
        QVERIFY(it.ends());
        it.chat.showSibling(it.id(1), -1);
        const QString conversation = it.chat.conversationId();
        const QString leaf = it.messages.leaf();
        const int used = it.chat.contextUsed();
        it.chat.newConversation();
        QCOMPARE(it.messages.count(), 0);
        QCOMPARE(it.chat.contextUsed(), 0);
        it.chat.openConversation(conversation);
        QVERIFY(!it.chat.canSend());
        QTRY_COMPARE(it.chat.conversationId(), conversation);
        QCOMPARE(it.messages.leaf(), leaf);
        QCOMPARE(it.chat.title(), "Why?");
        QCOMPARE(it.chat.contextUsed(), used);
        QVERIFY(it.chat.canSend());
    }

    void theLastOneChosenIsOpened() {
        DemoWindow it;
        it.demo.store.fillWithMany(3);
        const QStringList ids = it.demo.store.conversationIds();
        it.chat.openConversation(ids[0]);
        it.chat.openConversation(ids[1]);
        QTRY_COMPARE(it.chat.conversationId(), ids[1]);
        it.chat.openConversation(ids[2]);
        it.chat.newConversation();
        QTest::qWait(30);
        QCOMPARE(it.chat.conversationId(), QString());
    }
};
QTEST_MAIN(ChatControllerTest)
#include "chat_controller_test.moc"
