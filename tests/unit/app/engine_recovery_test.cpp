// How an answer goes on when the device under it fails.
#include <QTest>

#include "tests/support/engine_fixture.h"

using namespace app;
using namespace inference;
using namespace test_support;

class EngineRecoveryTest : public QObject {
    Q_OBJECT

    /// The next batch of the model at hand fails.
    static void failNext(const EngineFixture& f, ErrorKind kind) {
        const auto record = f.script->stage.lock()->record;
        record->failure = kind;
        record->fails_next = true;
    }
    /// Steps and acknowledges until so many letters are there, or nothing is left to do.
    static void runTo(EngineFixture& f, RequestId request, qsizetype letters) {
        for (int i = 0; i < 10'000 && f.heard.allText.size() < letters; ++i) {
            f.steps.step();
            f.steps.acknowledge(request);
        }
    }
    /// Loads, answers 20 of 60 letters and loses the device; the model is about to be loaded anew.
    static void stepToTheLoss(EngineFixture& f) {
        f.loadModel();
        f.steps.start(f.question(1, "ab", 60));
        runTo(f, 1, 20);
        failNext(f, ErrorKind::DeviceLost);
        while (f.heard.lines.filter("placed anew").isEmpty()) f.steps.step();
    }
    static QString alphabet(int letters) {
        QString text;
        for (int i = 0; i < letters; ++i) text += QChar('a' + (i + 2) % 26);
        return text;
    }

private slots:
    void aLostDeviceIsOpenedAgainAndTheAnswerGoesOn() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 60));
        runTo(f, 1, 20);
        failNext(f, ErrorKind::DeviceLost);
        runTo(f, 1, 60);
        QCOMPARE(f.heard.allText, alphabet(60));  // no letter twice, none missing
        QCOMPARE(f.heard.lines.filter("placed anew"), QStringList{"A placed anew for 1: lost"});
        QCOMPARE(f.heard.lines.filter("loaded A").size(), 1);
        QVERIFY(f.heard.lines.filter("unloaded").isEmpty());
        QVERIFY(f.heard.lines.filter("failed").isEmpty());
        QCOMPARE(f.heard.lines.last(), "ended 1 limit");
        QCOMPARE(f.heard.statistics.answer_tokens, 60U);
        QCOMPARE(f.script->engines_made.load(), 2);
        QCOMPARE(f.script->most_models_alive.load(), 1);
        QCOMPARE(f.script->last_options.device, std::string("auto"));
        QVERIFY(f.script->last_options.without.empty());
    }

    /// What an answer took is told, to correct what is kept of the devices' speed; not what it took on several.
    void onlyUndisturbedAnswersAreTimed() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 20));
        runTo(f, 1, 20);
        QCOMPARE(f.script->decoded.size(), std::size_t{1});
        QCOMPARE(f.script->decoded[0].tokens, 20U);
        QVERIFY(f.script->decoded[0].seconds > 0.0);
        QCOMPARE(f.script->decoded[0].position, f.heard.statistics.context_used - 10);
        f.heard.allText.clear();
        f.steps.start(f.question(2, "ab", 20));
        runTo(f, 2, 5);
        failNext(f, ErrorKind::DeviceLost);
        runTo(f, 2, 20);
        QCOMPARE(f.heard.lines.last(), "ended 2 limit");
        QCOMPARE(f.script->decoded.size(), std::size_t{1});
    }

    void whatIsLostTwiceIsLeftOut() {
        EngineFixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 60));
        for (const qsizetype letters : {20, 40}) {
            runTo(f, 1, letters);
            failNext(f, ErrorKind::DeviceLost);
        }
        runTo(f, 1, 60);
        QCOMPARE(f.heard.allText, alphabet(60));
        QCOMPARE(f.heard.lines.filter("placed anew"),
                 (QStringList{"A placed anew for 1: lost", "A placed anew for 1: left out"}));
        QCOMPARE(f.script->last_options.without, std::set<std::string>{"vulkan:0"});
        QCOMPARE(f.heard.lines.last(), "ended 1 limit");
    }

    void afterAWholeAnswerLossesAreForgotten() {
        EngineFixture f;
        f.loadModel();
        for (const RequestId request : {1U, 2U, 3U}) {
            f.heard.allText.clear();
            f.steps.start(f.question(request, "ab", 30));
            runTo(f, request, 10);
            failNext(f, ErrorKind::DeviceLost);
            runTo(f, request, 30);
            QCOMPARE(f.heard.allText, alphabet(30));
        }
        QVERIFY(f.script->last_options.without.empty());
    }

    void aDeviceThatDoesNotComeBackIsLeftOut() {
        EngineFixture f;
        f.loadModel();
        f.script->broken_devices = {{"vulkan:0", lost}};
        f.steps.start(f.question(1, "ab", 60));
        runTo(f, 1, 20);
        failNext(f, ErrorKind::DeviceLost);
        runTo(f, 1, 60);
        QCOMPARE(f.heard.allText, alphabet(60));
        QCOMPARE(f.script->last_options.without, std::set<std::string>{"vulkan:0"});
        QCOMPARE(f.heard.lines.filter("placed anew"),
                 (QStringList{"A placed anew for 1: lost", "A placed anew for 1: left out"}));
    }

    void whereNothingIsLeftTheAnswerEnds() {
        EngineFixture f;
        f.loadModel();
        f.script->broken_devices = {{"vulkan:0", lost}, {"cpu", full}};
        f.steps.start(f.question(1, "ab", 60));
        runTo(f, 1, 20);
        failNext(f, ErrorKind::DeviceLost);
        f.run();
        f.acknowledgeAndRun(1);
        QCOMPARE(f.heard.allText, alphabet(static_cast<int>(f.heard.allText.size())));
        QVERIFY(f.heard.allText.size() >= 20);
        QCOMPARE(f.heard.lines.mid(f.heard.lines.size() - 3),
                 (QStringList{"unloaded", "failed 1: the device is full", "load of A failed: the device is full"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        QVERIFY(!f.steps.hasWork());
        f.script->broken_devices.clear();
        f.loadModel();  // what was left out before is there again
        QVERIFY(f.script->last_options.without.empty());
    }

    void whereMemoryRunsOutAPlanTakesLess() {
        EngineFixture f;
        f.script->devices = {{"vulkan:0", 0.9}, {"vulkan:1", 0.7}, {"cpu", 0.0}};
        f.loadModel();
        f.steps.start(f.question(1, "ab", 60));
        for (const qsizetype letters : {20, 40}) {
            runTo(f, 1, letters);
            failNext(f, ErrorKind::OutOfMemory);
        }
        runTo(f, 1, 60);
        QCOMPARE(f.heard.allText, alphabet(60));
        QCOMPARE(f.heard.lines.filter("placed anew"),
                 (QStringList{"A placed anew for 1: memory", "A placed anew for 1: memory"}));
        QVERIFY(f.script->last_options.memory_share < 0.7);
        QCOMPARE(f.script->engines_made.load(), 1);  // no device was lost
    }

    void aLongerContextThanTheDeviceHasGoesElsewhere() {
        EngineFixture f;
        f.script->most_positions = {{"vulkan:0", 64}};
        f.loadModel();
        auto question = f.question(1, "ab", 5);
        question.memory.contextLength = 128;
        f.steps.start(std::move(question));
        runTo(f, 1, 5);
        QCOMPARE(f.heard.allText, alphabet(5));
        QCOMPARE(f.script->last_options.context_length, 128U);
        QCOMPARE(f.heard.lines.filter("placed anew"), QStringList{"A placed anew for 1: memory"});
    }

    void whereAPlanCannotTakeLessTheModelStays() {
        EngineFixture f;
        f.script->devices = {{"vulkan:0", 0.0}};
        f.script->most_positions = {{"vulkan:0", 64}};
        f.loadModel();
        auto question = f.question(1, "ab", 5);
        question.memory.contextLength = 128;
        f.steps.start(std::move(question));
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"failed 1: the imagined device is full"});
        QCOMPARE(f.script->models_alive.load(), 1);
        question = f.question(2, "ab", 5);
        question.memory.contextLength = 64;
        f.steps.start(std::move(question));
        f.run();
        f.acknowledgeAndRun(2);
        QCOMPARE(f.heard.lines.last(), "ended 2 limit");
    }

    void aStopMeanwhileKeepsWhatWasSaid() {
        EngineFixture f;
        stepToTheLoss(f);
        f.steps.stop(1);
        QCOMPARE(f.heard.lines.last(), "ended 1 stopped");
        QVERIFY(f.heard.statistics.answer_tokens >= 20);
        QVERIFY(f.heard.statistics.context_used >= 20);  // of the session that is gone
        f.run();
        QVERIFY(f.heard.lines.last().startsWith("loaded A"));  // the model comes back for the next question
        f.steps.start(f.question(2, "ab", 2));
        f.run();
        f.acknowledgeAndRun(2);
        QCOMPARE(f.heard.lines.last(), "ended 2 limit");
    }

    void aQuestionMeanwhileWaits() {
        EngineFixture f;
        stepToTheLoss(f);
        f.heard.taken();
        f.steps.start(f.question(2, "mn", 2));
        f.run();
        f.acknowledgeAndRun(2);
        const QStringList lines = f.heard.taken();
        QCOMPARE(lines.first(), "ended 1 stopped");
        QCOMPARE(lines.mid(lines.size() - 3), (QStringList{"text 2 o", "text 2 p", "ended 2 limit"}));
    }

    void theLoadCanBeGivenUp() {
        EngineFixture f;
        stepToTheLoss(f);
        f.heard.taken();
        f.steps.cancelLoad();
        QCOMPARE(f.heard.taken(), (QStringList{"ended 1 stopped", "unloaded"}));
        QVERIFY(!f.steps.hasWork());
        QCOMPARE(f.script->loadings_alive.load(), 0);
    }

    void anotherModelMayBeChosenMeanwhile() {
        EngineFixture f;
        stepToTheLoss(f);
        f.heard.taken();
        f.steps.load("B", {});
        f.run();
        const QStringList lines = f.heard.taken();
        QCOMPARE(lines.mid(0, 2), (QStringList{"ended 1 stopped", "unloaded"}));
        QVERIFY(lines.last().startsWith("loaded B"));
        QCOMPARE(f.script->models_alive.load(), 1);
    }
};
QTEST_GUILESS_MAIN(EngineRecoveryTest)
#include "engine_recovery_test.moc"
