#include "app/engine/engine_steps.h"

#include <QTest>

#include "tests/support/scripted_engine.h"

using namespace app;
using namespace inference;
using namespace test_support;

namespace {

QString nameOf(EndReason reason) {
    return reason == EndReason::EndOfTurn ? "end of turn" : reason == EndReason::Limit ? "limit" : "stopped";
}

/// Everything that was heard, a line each.
class Heard : public EngineListener {
public:
    QStringList lines;
    Answer::Statistics statistics;  // of the last answer that ended
    QString allText;

    void loadProgress(const std::string& id, double fraction) override {
        say(QString("loading %1 %2%").arg(QString::fromStdString(id)).arg(qRound(fraction * 100)));
    }
    void loaded(const std::string& id, const OpenedModel& opened, const Model& model) override {
        say(QString("loaded %1, %2, on %3").arg(id.c_str(), opened.identity.c_str(), model.device.name.c_str()));
    }
    void loadFailed(const std::string& id, const Error& error) override {
        say(QString("load of %1 failed: %2").arg(id.c_str(), error.what.c_str()));
    }
    void unloaded() override { say("unloaded"); }
    void promptProgress(RequestId request, std::uint32_t done, std::uint32_t total) override {
        prompts += QString("%1: %2 of %3").arg(request).arg(done).arg(total);
    }
    void text(RequestId request, std::string piece) override {
        allText += QString::fromStdString(piece);
        say(QString("text %1 %2").arg(request).arg(piece.c_str()));
    }
    void turnsDropped(RequestId request, std::uint32_t count) override {
        say(QString("dropped %1 %2").arg(request).arg(count));
    }
    void answerShortened(RequestId request) override { say(QString("shortened %1").arg(request)); }
    void contextUsed(RequestId request, std::uint32_t used, std::uint32_t length) override {
        contexts += QString("%1: %2 of %3").arg(request).arg(used).arg(length);
    }
    void ended(RequestId request, EndReason reason, const Answer::Statistics& counted) override {
        statistics = counted;
        say(QString("ended %1 %2").arg(request).arg(nameOf(reason)));
    }
    void failed(RequestId request, const Error& error, const Answer::Statistics& counted) override {
        statistics = counted;
        say(QString("failed %1: %2").arg(request).arg(error.what.c_str()));
    }

    QStringList prompts, contexts;
    QStringList taken() { return std::exchange(lines, {}); }

private:
    void say(const QString& line) { lines += line; }
};

struct Fixture {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    Heard heard;
    EngineSteps steps{scripted_parts(script), heard};

    int run(int most = 10'000) {
        int done = 0;
        while (steps.hasWork() && done < most) {
            steps.step();
            ++done;
        }
        return done;
    }
    void loadModel(const char* id = "A") {
        steps.load(id, {});
        run();
        heard.taken();
    }
    EngineSteps::Question question(RequestId request, std::string text, std::uint32_t limit = 5) {
        EngineSteps::Question question;
        question.request = request;
        question.turns = {{Role::User, std::move(text)}};
        question.sampling.temperature = 0.0F;
        question.answerLimit = limit;
        return question;
    }
    void acknowledgeAndRun(RequestId request) {
        steps.acknowledge(request);
        run();
    }
};

const Error damaged{ErrorKind::InvalidFile, "it is damaged", "Get it again."};
const Error full{ErrorKind::OutOfMemory, "the device is full", "Choose a smaller model."};
const Error lost{ErrorKind::DeviceLost, "the device is gone", "Look for it."};

}  // namespace

class EngineStepsTest : public QObject {
    Q_OBJECT
private slots:
    // Loading

    void loadsAStepAtATime() {
        Fixture f;
        QVERIFY(!f.steps.hasWork());
        f.steps.load("A", {});
        QCOMPARE(f.heard.taken(), QStringList{"loading A 0%"});
        QCOMPARE(f.run(), 5);  // open, begin, and three of the loading
        QCOMPARE(f.heard.lines,
                 (QStringList{"loading A 33%", "loading A 67%", "loaded A, identity of A, on imagined"}));
        QCOMPARE(f.script->engines_made.load(), 1);
        QCOMPARE(f.script->loadings_alive.load(), 0);
    }

    void aBrokenFileLeavesTheModelThatWasThere() {
        Fixture f;
        f.script->broken_files = {{"B", damaged}};
        f.loadModel();
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"loading B 0%", "load of B failed: it is damaged"}));
        f.steps.start(f.question(1, "ab"));
        f.run();
        QVERIFY(f.heard.lines.contains("text 1 c"));
    }

    void theOldModelsMemoryIsFreeBeforeTheNewOneTakesAny() {
        Fixture f;
        f.loadModel("A");
        f.loadModel("B");
        QCOMPARE(f.script->most_models_alive.load(), 1);
        f.steps.load("C", {});
        f.run(2);  // opened, begun
        QCOMPARE(f.heard.taken(), (QStringList{"loading C 0%", "unloaded"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        f.run();
        QCOMPARE(f.heard.taken().last(), "loaded C, identity of C, on imagined");
    }

    void aLoadThatFailsFreesWhatItTook() {
        Fixture f;
        f.script->broken_loads = {{"B", full}};
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of B failed: the device is full");
        QCOMPARE(f.script->loadings_alive.load(), 0);
        QVERIFY(!f.steps.hasWork());
        f.steps.load("A", {.device = "cpu"});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of A failed: there is no processor stage");
    }

    void cancelSaysNothing() {
        for (int steps = 0; steps < 5; ++steps) {
            Fixture f;
            f.steps.load("A", {});
            f.run(steps);
            f.heard.taken();
            f.steps.cancelLoad();
            QVERIFY(!f.steps.hasWork());
            QCOMPARE(f.script->loadings_alive.load(), 0);
            f.run();
            QVERIFY(f.heard.lines.isEmpty());
            f.steps.cancelLoad();  // nothing to cancel
        }
    }

    void anotherLoadTakesThePlaceOfTheFirst() {
        Fixture f;
        f.steps.load("A", {});
        f.run(3);
        f.heard.taken();
        f.steps.load("B", {});
        QVERIFY(f.script->loadings_alive.load() == 0);
        f.run();
        QCOMPARE(f.heard.lines, (QStringList{"loading B 0%", "loading B 33%", "loading B 67%",
                                             "loaded B, identity of B, on imagined"}));
    }

    void unloadFreesAtOnce() {
        Fixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab"));
        f.run(2);
        f.heard.taken();
        const auto stage = f.script->stage.lock();
        f.steps.unload();
        QCOMPARE(f.heard.taken(), (QStringList{"ended 1 stopped", "unloaded"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        QCOMPARE(stage->record->open_states, 0U);
        f.steps.unload();
        QVERIFY(f.heard.lines.isEmpty());  // nothing was there
    }

    void devices() {
        Fixture f;
        QCOMPARE(f.steps.devices().value().size(), std::size_t{2});
        QCOMPARE(f.script->engines_made.load(), 1);
    }

    // Answering

    void withoutAModelItFails() {
        Fixture f;
        f.steps.start(f.question(7, "ab"));
        QCOMPARE(f.heard.taken(), QStringList{"failed 7: no model is loaded"});
        f.steps.load("A", {});
        f.heard.taken();
        f.steps.start(f.question(8, "ab"));
        QCOMPARE(f.heard.taken(), QStringList{"failed 8: the model is still being loaded"});
        f.run();
        QVERIFY(f.heard.lines.last().startsWith("loaded A"));  // the load went on
    }

    void aChosenFormatIsUsedInsteadOfTheModelsOwn() {
        Fixture f;
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
        Fixture f;
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
        Fixture f;
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
        Fixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 3));
        while (f.steps.hasWork()) {
            f.steps.step();
            f.steps.acknowledge(1);
        }
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 c", "text 1 d", "text 1 e", "ended 1 limit"}));
    }

    void aModelMayEndItsAnswer() {
        Fixture f;
        f.script->next = [](auto context) { return context.back() == 'd' ? FakeTokenizer::end : context.back() + 1; };
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run();
        f.acknowledgeAndRun(1);
        QCOMPARE(f.heard.taken(), (QStringList{"text 1 c", "text 1 d", "ended 1 end of turn"}));
    }

    void anAnswerWithoutTextEndsToo() {
        Fixture f;
        f.script->next = [](auto) { return FakeTokenizer::end; };
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run();
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 end of turn"});
    }

    void stopDropsWhatWaits() {
        Fixture f;
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
        Fixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 4));
        f.run();
        f.heard.taken();
        f.steps.stop(1);
        QCOMPARE(f.heard.taken(), QStringList{"ended 1 stopped"});
    }

    void otherRequestsAreNotTouched() {
        Fixture f;
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
        Fixture f;
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
        Fixture f;
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
        Fixture f;
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
        Fixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(10);
        f.heard.taken();
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().mid(0, 3), (QStringList{"ended 1 stopped", "loading B 0%", "unloaded"}));
    }

    void theNextQuestionComputesOnlyWhatIsNew() {
        Fixture f;
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
        Fixture f;
        f.loadModel();
        for (const std::uint32_t length : {64U, 100'000U}) {
            auto question = f.question(length, "ab", 2);
            question.contextLength = length;
            f.steps.start(std::move(question));
            f.run();
            f.acknowledgeAndRun(length);
            QCOMPARE(f.heard.statistics.context_length, std::min(length, 256U));
            QCOMPARE(f.script->stage.lock()->record->most_open_states, 1U);  // never two caches at a time
        }
    }

    void turnsThatLeaveAreTold() {
        Fixture f;
        f.loadModel();
        auto question = f.question(1, "", 2);
        question.contextLength = 64;
        question.turns = {
            {Role::User, std::string(40, 'a')}, {Role::Assistant, std::string(20, 'b')}, {Role::User, "xy"}};
        f.steps.start(std::move(question));
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"dropped 1 2", "text 1 z"}));
    }

    void anAnswerThatOutgrowsTheContextIsTold() {
        Fixture f;
        f.loadModel();
        auto question = f.question(1, "ab", 100);
        question.contextLength = 64;
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
        Fixture f;
        f.loadModel();
        auto question = f.question(1, std::string(300, 'a'));
        f.steps.start(std::move(question));
        f.run();
        QVERIFY2(f.heard.lines.last().startsWith("failed 1: the system prompt and the newest message have 301 tokens"),
                 qPrintable(f.heard.lines.last()));
        f.heard.taken();
        f.steps.start(f.question(2, "ab", 1));
        f.run();
        QCOMPARE(f.heard.taken(), (QStringList{"text 2 c", "ended 2 limit"}));
    }

    void whatWasComputedBeforeAFailureArrives() {
        Fixture f;
        f.loadModel();
        f.steps.start(f.question(1, "ab", 100));
        f.run(6);
        f.script->stage.lock()->record->fails_next = true;
        f.run();
        const QStringList lines = f.heard.taken();
        QCOMPARE(f.heard.allText.left(3), "cde");
        QCOMPARE(static_cast<std::uint32_t>(f.heard.allText.size()), f.heard.statistics.answer_tokens);
        // A lost device takes the model with it, and the next load makes a new engine.
        QCOMPARE(lines.mid(lines.size() - 2), (QStringList{"unloaded", "failed 1: the imagined device stopped"}));
        QCOMPARE(f.script->models_alive.load(), 0);
        f.loadModel();
        QCOMPARE(f.script->engines_made.load(), 2);
    }

    void aDeviceLostWhileLoading() {
        Fixture f;
        f.script->broken_loads = {{"B", lost}};
        f.steps.load("B", {});
        f.run();
        QCOMPARE(f.heard.taken().last(), "load of B failed: the device is gone");
        f.loadModel("A");
        QCOMPARE(f.script->engines_made.load(), 2);
    }

    void nothingIsLostHoweverLateTheWindowIs() {
        Fixture f;
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
