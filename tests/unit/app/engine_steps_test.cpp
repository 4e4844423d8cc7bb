// How EngineSteps answers, a submission a step.
#include <QTest>

#include "tests/support/engine_fixture.h"

using namespace app;
using namespace inference;
using namespace test_support;

class EngineStepsTest : public QObject {
    Q_OBJECT
private slots:
    void withoutAModelItFails() {
        EngineFixture f;
        f.steps.start(f.question(7, "ab"));
        QCOMPARE(f.heard.taken(), QStringList{"failed 7: no model is loaded"});
        f.steps.load("A", {});
        f.heard.taken();
        f.steps.start(f.question(8, "ab"));
        QCOMPARE(f.heard.taken(), QStringList{"failed 8: the model is still being loaded"});
        f.run();
        QVERIFY(f.heard.lines.last().startsWith("loaded A"));  // the load went on
    }

    /// As when the window is closed during a load: the step was called for before.
    void aStepThatComesTooLateDoesNothing() {
        EngineFixture f;
        f.steps.enterConversation("a", {});
        f.steps.load("A", {});
        QVERIFY(f.steps.hasWork());
        f.steps.finish(std::chrono::steady_clock::now());
        QVERIFY(!f.steps.hasWork());
        f.heard.taken();
        f.steps.step();
        QVERIFY(f.heard.lines.isEmpty());
    }

    /// Told before the session opens, which is when a driver compiles, and until its first kernels have run.
    void kernelsThatAreCompiledForAnAnswerAreTold() {
        EngineFixture f;
        f.script->compiles = true;
        f.loadModel();
        f.heard.taken();
        auto question = f.question(1, "ab", 2);
        f.steps.start(question);
        QVERIFY(f.heard.lines.isEmpty());
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"compiling", "text 1 c", "compiled"}));
        f.acknowledgeAndRun(1);
        f.heard.taken();
        question.request = 2;
        f.steps.start(question);
        f.run();
        QCOMPARE(f.heard.taken().first(), "text 2 c");  // they are there
        question.request = 3;
        question.memory.cacheType = CacheType::Q8_0;
        f.steps.start(question);
        f.run();
        QVERIFY(f.heard.lines.contains("compiling"));
    }

    void anAnswerThatIsStoppedWaitsForNoKernels() {
        EngineFixture f;
        f.script->compiles = true;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 2));
        f.heard.taken();
        while (!f.heard.lines.contains("compiling")) f.steps.step();
        f.steps.stop(1);
        QCOMPARE(f.heard.taken(), (QStringList{"compiling", "compiled", "ended 1 stopped"}));
    }

    void aChosenFormatIsUsedInsteadOfTheModelsOwn() {
        EngineFixture f;
        f.loadModel();
        auto question = f.question(1, "ab", 2);
        f.steps.start(question);
        f.run();
        f.acknowledgeAndRun(1);
        QCOMPARE(f.heard.statistics.prompt_tokens, 3U);  // the plain text
        question.request = 2;
        question.format = inference::ChatFormatName::Llama2;
        f.steps.start(question);
        f.run();
        f.acknowledgeAndRun(2);
        QCOMPARE(f.heard.statistics.prompt_tokens, 18U);  // BOS "[INST] ab [/INST]"
    }

    void stopTextsEndAnAnswer() {
        EngineFixture f;
        f.loadModel();
        auto question = f.question(1, "ab", 20);
        question.stopTexts = {"fg"};
        f.steps.start(question);
        f.run();
        f.heard.taken();
        f.acknowledgeAndRun(1);
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 de", "ended 1 end of turn"}));
    }

    void oneTextIsUnderWayAndTheRestIsJoined() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 6));
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"text 1 c"});  // all six are there, five of them wait
        f.steps.acknowledge(1);
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 defgh", "ended 1 limit"}));
        QVERIFY(!f.steps.hasWork());
        f.steps.acknowledge(1);
        QVERIFY(f.heard.lines.isEmpty());
        QCOMPARE(f.heard.statistics.answer_tokens, 6U);
        QCOMPARE(f.heard.statistics.prompt_tokens, 3U);  // BOS, a, b
        QCOMPARE(f.heard.prompts, QStringList{"1: 3 of 3"});
        QCOMPARE(f.heard.contexts.size(), 2);  // one a piece
    }

    void acknowledgedInTimeTextArrivesTokenByToken() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 3));
        while (f.steps.hasWork()) {
            f.steps.step();
            f.steps.acknowledge(1);
        }
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 c", "text 1 d", "text 1 e", "ended 1 limit"}));
    }

    void aModelMayEndItsAnswer() {
        EngineFixture f;
        f.script->next = [](auto context) { return context.back() == 'd' ? FakeTokenizer::end : context.back() + 1; };
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run();
        f.acknowledgeAndRun(1);
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 c", "text 1 d", "ended 1 end of turn"}));
    }

    void anAnswerWithoutTextEndsToo() {
        EngineFixture f;
        f.script->next = [](auto) { return FakeTokenizer::end; };
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 end of turn"});
    }

    void stopDropsWhatWaits() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(10);
        QCOMPARE(f.heard.taken(), QStringList{"text 1 c"});
        f.steps.stop(1);
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 stopped"});
        QVERIFY(!f.steps.hasWork());
        f.steps.acknowledge(1);
        f.steps.stop(1);
        QVERIFY(f.heard.lines.isEmpty());
    }

    void stopHeardWhileTheLastTextWaits() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 4));
        f.run();
        f.heard.taken();
        f.steps.stop(1);
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 stopped"});
    }

    void otherRequestsAreNotTouched() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(2, "ab", 4));
        f.run();
        f.heard.taken();
        f.steps.stop(1);
        f.steps.acknowledge(1);
        QVERIFY(f.heard.lines.isEmpty());
        f.steps.acknowledge(2);
        QCOMPARE(f.heard.taken(), (QStringList{"text 2 def", "ended 2 limit"}));
    }

    void theStopTokenIsSeenInsideTheWork() {
        EngineFixture f;
        f.script->submissions_per_batch = 5;
        f.loadModel();
        std::stop_source stop;
        auto question = f.question(1, std::string(100, 'x'), 100);
        question.stop = stop.get_token();
        f.steps.start(std::move(question));
        f.run(3);
        const auto stage = f.script->stage.lock();
        const auto sent = stage->record->submissions;
        stop.request_stop();
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 stopped"});
        QCOMPARE(stage->record->submissions, sent);
    }

    void aStopBeforeTheFirstStep() {
        EngineFixture f;
        f.loadModel();
        std::stop_source stop;
        auto question = f.question(1, "ab");
        question.stop = stop.get_token();
        stop.request_stop();
        f.steps.start(std::move(question));
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 stopped"});
        QCOMPARE(f.script->stage.lock()->record->submissions, 0U);
    }

    void aNewQuestionStopsTheAnswerUnderWay() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(10);
        f.heard.taken();
        f.steps.start(f.question(2, "mn", 2));
        f.run();
        f.acknowledgeAndRun(2);
        QCOMPARE(f.heard.taken(), (QStringList{"ended 1 stopped", "text 2 o", "text 2 p", "ended 2 limit"}));
    }

    void aLoadStopsTheAnswerUnderWay() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(10);
        f.heard.taken();
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().mid(0, 3), (QStringList{"ended 1 stopped", "loading B 0%", "unloaded"}));
    }

    void theNextQuestionComputesOnlyWhatIsNew() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "a long question ab", 3));
        f.run();
        f.acknowledgeAndRun(1);
        auto question = f.question(2, "a long question ab", 2);
        question.turns = {{Role::User, "a long question ab"}, {Role::Assistant, "cde"}, {Role::User, "and"}};
        f.steps.start(std::move(question));
        f.run();
        f.acknowledgeAndRun(2);
        QVERIFY(f.heard.statistics.reused_tokens >= 19);
        QCOMPARE(f.script->stage.lock()->record->open_states, 1U);
    }

    void anotherContextLengthOpensAnotherSession() {
        EngineFixture f;
        f.loadModel();
        for (const std::uint32_t length : {64U, 100'000U}) {
            auto question = f.question(length, "ab", 2);
            question.memory.contextLength = length;
            f.steps.start(std::move(question));
            f.run();
            f.acknowledgeAndRun(length);
            QCOMPARE(f.heard.statistics.context_length, std::min(length, 256U));
            QCOMPARE(f.script->stage.lock()->record->most_open_states, 1U);  // never two caches at a time
        }
    }

    void turnsThatLeaveAreTold() {
        EngineFixture f;
        f.loadModel();
        auto question = f.question(1, "", 2);
        question.memory.contextLength = 64;
        question.turns = {
            {Role::User, std::string(40, 'a')}, {Role::Assistant, std::string(20, 'b')}, {Role::User, "xy"}};
        f.steps.start(std::move(question));
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"dropped 1 2", "text 1 z"}));
    }

    void anAnswerThatOutgrowsTheContextIsTold() {
        EngineFixture f;
        f.loadModel();
        auto question = f.question(1, "ab", 100);
        question.memory.contextLength = 64;
        f.steps.start(std::move(question));
        QStringList heard;
        for (int i = 0; i < 1000 && !heard.contains("shortened 1"); ++i) {
            f.steps.step();
            f.steps.acknowledge(1);
            heard += f.heard.taken();
        }
        QVERIFY(heard.contains("shortened 1"));
    }

    void aQuestionThatIsTooLongFailsAlone() {
        EngineFixture f;
        f.loadModel();
        auto question = f.question(1, std::string(300, 'a'));
        f.steps.start(std::move(question));
        f.run();
        QVERIFY2(f.heard.lines.last().startsWith("failed 1: the newest message has 301 tokens"),
                 qPrintable(f.heard.lines.last()));
        f.heard.taken();
        f.steps.start(f.question(2, "ab", 1));
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"text 2 c", "ended 2 limit"}));
    }

    void whatWasComputedBeforeAFailureArrives() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(6);
        const auto record = f.script->stage.lock()->record;
        record->failure = inference::ErrorKind::DeviceFailure;  // nothing that could be cured
        record->fails_next = true;
        f.run();
        const QStringList lines = f.heard.taken();
        QCOMPARE(f.heard.allText.left(3), "cde");
        QCOMPARE(static_cast<std::uint32_t>(f.heard.allText.size()), f.heard.statistics.answer_tokens);
        QCOMPARE(lines.last(), "failed 1: the imagined device stopped");
        QCOMPARE(f.script->models_alive.load(), 1);
        f.steps.start(f.question(2, "ab", 2));
        f.run();
        f.acknowledgeAndRun(2);
        QCOMPARE(f.heard.lines.last(), "ended 2 limit");
    }

    void nothingIsLostHoweverLateTheWindowIs() {
        EngineFixture f;
        f.script->context_length = 4096;
        f.loadModel();
        f.steps.start(f.question(1, "z", 1000));
        for (int i = 0; f.steps.hasWork(); ++i) {
            f.steps.step();
            if (i % 17 == 0) f.steps.acknowledge(1);
        }
        f.steps.acknowledge(1);
        f.steps.acknowledge(1);
        QString expected;
        for (int i = 0; i < 1000; ++i) expected += QChar('a' + i % 26);
        QCOMPARE(f.heard.allText, expected);
        QCOMPARE(f.heard.lines.last(), "ended 1 limit");
    }
};
QTEST_GUILESS_MAIN(EngineStepsTest)
#include "engine_steps_test.moc"
