#include "app/engine/engine_service.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/scripted_engine.h"

using app::EngineService;
using inference::Token;
using namespace test_support;
using ui::AnswerEnd;

namespace {

constexpr int patience_ms = 60'000;  // a slow machine under a sanitizer; nothing waits this long when all is well

/// What a window does with an engine: listens, acknowledges, keeps what came of each request.
class Window : public QObject {
public:
    struct Request {
        QString text;
        int pieces = 0;
        int ends = 0;      // finished or failed
        int afterEnd = 0;  // signals that came after that
        ui::AnswerStatistics statistics;
        ui::Problem problem;
    };
    QHash<quint64, Request> requests;
    bool acknowledges = true;

    explicit Window(std::shared_ptr<EngineScript> script) : engine(scripted_parts(std::move(script))) {
        connect(&engine, &EngineService::text, this, [this](quint64 id, const QString& piece) {
            onMainThread();
            requests[id].text += piece;
            ++requests[id].pieces;
            requests[id].afterEnd += requests[id].ends;
            if (acknowledges) engine.acknowledge(id);
        });
        connect(&engine, &EngineService::finished, this, [this](quint64 id, const ui::AnswerStatistics& statistics) {
            onMainThread();
            ++requests[id].ends;
            requests[id].statistics = statistics;
        });
        connect(&engine, &EngineService::failed, this,
                [this](quint64 id, const ui::Problem& problem, const ui::AnswerStatistics& statistics) {
                    onMainThread();
                    ++requests[id].ends;
                    requests[id].problem = problem;
                    requests[id].statistics = statistics;
                });
        connect(&engine, &EngineService::promptProgress, this,
                [this](quint64 id) { requests[id].afterEnd += requests[id].ends; });
        connect(&engine, &EngineService::contextUsed, this,
                [this](quint64 id) { requests[id].afterEnd += requests[id].ends; });
    }
    /// Loads and waits.
    bool loads(const QString& id) {
        QSignalSpy loaded(&engine, &EngineService::loaded);
        engine.load(id, {});
        return loaded.wait(patience_ms);
    }
    void ask(quint64 id, const QString& text, int limit, std::optional<quint64> seed = {}) {
        ui::AnswerSettings settings;
        settings.answerLimit = limit;
        settings.seed = seed;
        engine.start(id, {}, {{ui::ChatTurn::Role::User, text}}, settings);
    }
    bool waitsForEndOf(quint64 id) {
        return QTest::qWaitFor([&] { return requests.value(id).ends > 0; }, patience_ms);
    }
    /// Lets everything come that is still on its way: what the engine answers comes after all before it.
    bool settles() {
        QSignalSpy devices(&engine, &EngineService::devicesFound);
        engine.findDevices();
        return devices.wait(patience_ms);
    }

    EngineService engine;  // last, so that nothing of it arrives in a window that is gone

private:
    void onMainThread() { QCOMPARE(QThread::currentThread(), thread()); }
};

QString alphabetAfter(char last, int count) {
    QString text;
    for (int i = 0; i < count; ++i) text += QChar('a' + (last - 'a' + 1 + i) % 26);
    return text;
}

/// Closes a gate that the engine's thread stops at before each token.
struct Gate {
    QSemaphore places;
    std::atomic<int> waiting = 0;
    std::atomic<bool> open = false;
    std::function<Token(std::span<const Token>)> alphabet() {
        return [this](std::span<const Token> context) {
            if (!open) {
                ++waiting;
                places.acquire();
            }
            return context.back() >= 'a' && context.back() < 'z' ? context.back() + 1 : Token{'a'};
        };
    }
    void release() {
        open = true;
        places.release(1'000'000);
    }
};

}  // namespace

class EngineServiceTest : public QObject {
    Q_OBJECT

    std::shared_ptr<EngineScript> script_;

private slots:
    void init() { script_ = std::make_shared<EngineScript>(); }
    void cleanup() {
        QCOMPARE(script_->models_alive.load(), 0);
        QCOMPARE(script_->loadings_alive.load(), 0);
        QCOMPARE(script_.use_count(), 1L);  // engine and worker are gone
    }

    void loadsAndUnloads() {
        Window window(script_);
        QSignalSpy progress(&window.engine, &EngineService::loadProgress);
        QSignalSpy loaded(&window.engine, &EngineService::loaded);
        QSignalSpy unloaded(&window.engine, &EngineService::unloaded);
        QVERIFY(window.loads("A"));
        QCOMPARE(loaded.size(), 1);
        const auto model = loaded[0][0].value<ui::LoadedModel>();
        QCOMPARE(model.id, "A");
        QCOMPARE(model.name, "A");
        QCOMPARE(model.identity, "identity of A");
        QCOMPARE(model.device, "imagined");
        QCOMPARE(model.devices.size(), 1);
        QCOMPARE(model.devices[0].device, "vulkan:0");
        QCOMPARE(model.devices[0].bytes, 123);
        QCOMPARE(model.devices[0].budgetBytes, 1000);
        QCOMPARE(model.format, "plain");
        QVERIFY(model.formats.contains(ui::ChatFormatChoice{"llama-3", "Llama-3"}));
        QCOMPARE(model.formats.size(), 9);
        QCOMPARE(model.quantisation, "F32");
        QCOMPARE(model.contextLength, 256);
        QCOMPARE(model.memoryBytes, 1000);
        QCOMPARE(progress.size(), 3);
        QCOMPARE(progress[0][1].toDouble(), 0.0);
        window.engine.unload();
        QVERIFY(unloaded.wait(patience_ms));
        QCOMPARE(script_->models_alive.load(), 0);
    }

    void saysWhyAFormatIsAssumed() {
        script_->format.source = inference::FileFormat::Source::Assumed;
        script_->format.problem = "line 1: so it is";
        script_->format.template_text = "{{ \xC3\xA4 }}\xC3";  // whatever bytes it has
        Window window(script_);
        QSignalSpy loaded(&window.engine, &EngineService::loaded);
        QVERIFY(window.loads("A"));
        const auto model = loaded[0][0].value<ui::LoadedModel>();
        QCOMPARE(model.formatSource, ui::ChatFormatSource::Assumed);
        QCOMPARE(model.formatProblem, "line 1: so it is");
        QCOMPARE(model.formatTemplate, QString::fromUtf8("{{ \u00E4 }}\uFFFD"));
    }

    void takesFormatAndStopTexts() {
        Window window(script_);
        QVERIFY(window.loads("A"));
        ui::AnswerSettings settings;
        settings.answerLimit = 20;
        settings.chatFormat = "dialogue";
        settings.stopTexts = QStringList{"nothing", "d"};
        window.engine.start(1, {}, {{ui::ChatTurn::Role::User, "b"}}, settings);
        QVERIFY(window.waitsForEndOf(1));
        QCOMPARE(window.requests[1].text, "abc");  // behind "Assistant:" the alphabet begins anew; behind "b", with c
    }

    void theMemoryAndTheThreadsAskedForArePassedOn() {
        Window window(script_);
        QSignalSpy loaded(&window.engine, &EngineService::loaded);
        window.engine.load("A", {.threads = 3});
        QVERIFY(loaded.wait(patience_ms));
        QCOMPARE(script_->threads_asked_for.load(), 3U);
        QVERIFY(!loaded[0][0].value<ui::LoadedModel>().onProcessor);
        ui::AnswerSettings settings;
        settings.answerLimit = 1;
        settings.cacheType = ui::CacheType::Q8_0;
        window.engine.start(1, {}, {{ui::ChatTurn::Role::User, "b"}}, settings);
        QVERIFY(window.waitsForEndOf(1));
        window.engine.enterConversation("one", settings.contextLength, ui::CacheType::F16);
        settings.cacheType = ui::CacheType::F16;
        window.engine.start(2, "one", {{ui::ChatTurn::Role::User, "b"}}, settings);
        QVERIFY(window.waitsForEndOf(2));
        using inference::CacheType;
        QCOMPARE(script_->stage.lock()->record->opened, (std::vector{CacheType::Q8_0, CacheType::F16}));
    }

    void aLoadThatFailsIsTold() {
        script_->broken_files = {{"B", {inference::ErrorKind::InvalidFile, "it is damaged", "Get it again."}}};
        Window window(script_);
        QSignalSpy failed(&window.engine, &EngineService::loadFailed);
        window.engine.load("B", {.threads = 3});
        QVERIFY(failed.wait(patience_ms));
        QCOMPARE(script_->threads_asked_for.load(), 0U);  // it did not come so far
        QCOMPARE(failed[0][0].toString(), "B");
        QVERIFY((failed[0][1].value<ui::Problem>() == ui::Problem{"it is damaged", "Get it again."}));
    }

    void findsDevices() {
        Window window(script_);
        QSignalSpy found(&window.engine, &EngineService::devicesFound);
        window.engine.findDevices();
        QVERIFY(found.wait(patience_ms));
        const auto devices = found[0][0].value<QList<ui::DeviceChoice>>();
        QCOMPARE(devices.size(), 3);
        QCOMPARE(devices[0].selector, "auto");
        QCOMPARE(devices[1].selector, "vulkan:0");
        QVERIFY(devices[1].usable);
        QCOMPARE(devices[1].leftOut, "a feature");
        QVERIFY(!devices[2].usable);
        QCOMPARE(devices[2].reason, "it is too old");
    }

    void aLongAnswerArrivesWholeAndInOrder() {
        script_->context_length = 4096;
        Window window(script_);
        QVERIFY(window.loads("A"));
        window.ask(1, "ab", 2000, 77);
        QVERIFY(window.waitsForEndOf(1));
        const auto& answer = window.requests[1];
        QCOMPARE(answer.text, alphabetAfter('b', 2000));
        QCOMPARE(answer.statistics.end, AnswerEnd::Limit);
        QCOMPARE(answer.statistics.answerTokens, 2000);
        QCOMPARE(answer.statistics.promptTokens, 3);
        QCOMPARE(answer.statistics.seed, 77U);
        QVERIFY(answer.statistics.tokensPerSecond > 0);
    }

    void aWindowThatFallsBehindGetsJoinedText() {
        script_->context_length = 4096;
        Window window(script_);
        window.acknowledges = false;
        QVERIFY(window.loads("A"));
        window.ask(1, "ab", 500);
        QVERIFY(QTest::qWaitFor([&] { return window.requests.value(1).pieces == 1; }, patience_ms));
        QVERIFY(window.settles());
        QTest::qWait(50);
        QCOMPARE(window.requests[1].pieces, 1);  // nothing more, however long it takes
        QCOMPARE(window.requests[1].ends, 0);
        window.acknowledges = true;
        window.engine.acknowledge(1);
        QVERIFY(window.waitsForEndOf(1));
        QCOMPARE(window.requests[1].text, alphabetAfter('b', 500));
    }

    void nothingWaitsForABusyEngine() {
        Gate gate;
        script_->next = gate.alphabet();
        Window window(script_);
        QVERIFY(window.loads("A"));
        window.ask(1, "ab", 5);
        QVERIFY(QTest::qWaitFor([&] { return gate.waiting > 0; }, patience_ms));
        // The engine's thread stands still now, until this thread opens the gate.
        window.engine.stop(1);
        window.engine.acknowledge(1);
        window.ask(2, "mn", 3);
        window.engine.findDevices();
        window.engine.stop(99);
        QCOMPARE(window.requests.value(1).ends, 0);
        gate.release();
        QVERIFY(window.waitsForEndOf(2));
        QCOMPARE(window.requests[1].statistics.end, AnswerEnd::Stopped);
        QCOMPARE(window.requests[2].text, "opq");
        QCOMPARE(window.requests[2].statistics.end, AnswerEnd::Limit);
    }

    void stopsInsideThePrompt() {
        script_->submissions_per_batch = 100'000'000;  // days
        Window window(script_);
        QVERIFY(window.loads("A"));
        window.ask(1, QString(200, 'x'), 5);
        const auto stage = script_->stage.lock();
        QTest::qWait(20);
        window.engine.stop(1);
        QVERIFY(window.waitsForEndOf(1));
        QCOMPARE(window.requests[1].statistics.end, AnswerEnd::Stopped);
        QVERIFY(window.requests[1].text.isEmpty());
        // And the next question is answered as ever.
        QVERIFY(window.settles());
    }

    void lateSignalsEndWithTheRequest() {
        script_->context_length = 1024;
        Window window(script_);
        QVERIFY(window.loads("A"));
        for (quint64 id = 1; id <= 50; ++id) {
            window.ask(id, "ab", 100'000);
            QVERIFY(QTest::qWaitFor([&] { return window.requests.value(id).pieces > 1; }, patience_ms));
            window.engine.stop(id);
        }
        QVERIFY(window.waitsForEndOf(50));
        QVERIFY(window.settles());
        for (const auto& request : std::as_const(window.requests)) {
            QCOMPARE(request.ends, 1);
            QCOMPARE(request.afterEnd, 0);
            QCOMPARE(request.text, alphabetAfter('b', static_cast<int>(request.text.size())));
        }
    }

    void aThousandQuickStartsAndStops() {
        Window window(script_);
        QVERIFY(window.loads("A"));
        constexpr quint64 count = 1000;
        for (quint64 id = 1; id <= count; ++id) {
            window.ask(id, "ab", 4);
            if (id % 3 == 0 && id != count) window.engine.stop(id);
            if (id % 7 == 0) QCoreApplication::processEvents();
        }
        QVERIFY(window.waitsForEndOf(count));
        QVERIFY(window.settles());
        QCOMPARE(window.requests.size(), static_cast<qsizetype>(count));
        for (const auto& request : std::as_const(window.requests)) {
            QCOMPARE(request.ends, 1);
            QCOMPARE(request.afterEnd, 0);
            QVERIFY(QStringLiteral("cdef").startsWith(request.text));
        }
        QCOMPARE(window.requests[count].text, "cdef");
    }

    void loadsAndCancelsInTurn() {
        Window window(script_);
        QSignalSpy loaded(&window.engine, &EngineService::loaded);
        for (int i = 0; i < 200; ++i) {
            window.engine.load(QString("M%1").arg(i), {});
            if (i % 2 == 0) window.engine.cancelLoad();
            if (i % 5 == 0) window.engine.unload();
        }
        window.engine.load("last", {});
        const auto newest = [&] { return loaded.isEmpty() ? QString() : loaded.last()[0].value<ui::LoadedModel>().id; };
        QVERIFY(QTest::qWaitFor([&] { return newest() == "last"; }, patience_ms));
        QCOMPARE(script_->most_models_alive.load(), 1);
        QCOMPARE(script_->models_alive.load(), 1);
    }

    void anAnswerWithoutAModelFailsUnderItsOwnSeed() {
        Window window(script_);
        window.ask(1, "ab", 4, 5);
        QVERIFY(window.waitsForEndOf(1));
        QCOMPARE(window.requests[1].problem.what, "no model is loaded");
        QCOMPARE(window.requests[1].statistics.end, AnswerEnd::Failed);
        QCOMPARE(window.requests[1].statistics.seed, 5U);
    }

    void anAnswerThatIsReplacedEndsUnderItsOwnSeed() {
        Window window(script_);
        QVERIFY(window.loads("A"));
        window.acknowledges = false;
        window.ask(1, "ab", 1000, 5);
        window.ask(2, "ab", 1000, 6);
        window.engine.stop(2);
        QVERIFY(window.waitsForEndOf(2));
        QCOMPARE(window.requests[1].statistics.seed, 5U);
        QCOMPARE(window.requests[2].statistics.seed, 6U);
    }

    void aSeedIsDrawnWhereNoneIsSet() {
        Window window(script_);
        QVERIFY(window.loads("A"));
        QSet<quint64> seeds;
        for (quint64 id = 1; id <= 4; ++id) {
            window.ask(id, "ab", 1);
            QVERIFY(window.waitsForEndOf(id));
            seeds.insert(window.requests[id].statistics.seed);
        }
        QVERIFY(seeds.size() > 1);
    }

    void goesAwayInTheMiddleOfAnything() {
        for (int moment = 0; moment < 6; ++moment) {
            script_->submissions_per_batch = moment == 4 ? 100'000'000 : 1;
            QElapsedTimer timer;
            {
                Window window(script_);
                if (moment >= 1) window.engine.load("A", {});
                if (moment >= 2) QVERIFY(window.loads("A"));
                if (moment >= 3) window.ask(1, QString(200, 'x'), 1'000'000);
                if (moment == 4) QTest::qWait(20);
                if (moment == 5)
                    QVERIFY(QTest::qWaitFor([&] { return window.requests.value(1).pieces > 0; }, patience_ms));
                timer.start();
            }
            QVERIFY(timer.elapsed() < 10'000);  // it was stopped, not left behind after 20 s
        }
    }
};
QTEST_GUILESS_MAIN(EngineServiceTest)
#include "engine_service_test.moc"
