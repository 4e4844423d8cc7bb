#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "inference/device_engine.h"
#include "tests/support/flaky_vulkan.h"
#include "tests/support/generated_model.h"
#include "tests/support/pretended_card.h"

using namespace inference;
using namespace test_support;
using test::FlakyVulkan;
using test::PretendedCard;

/// Plans for a machine with a graphics card beside the processor, which the software driver plays.
class PlanningTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const ModelFile> file_ = generated_model({.type = gguf::TensorType::Q4_0});
    QTemporaryDir folder_;
    QString speeds_ = folder_.filePath("speeds.txt");

    using Install = void (*)(vulkan::Functions&);
    std::unique_ptr<Engine> engine(Install install = PretendedCard::install) const {
        return create_engine(speeds_.toStdString(), [install, pipelines = folder_.filePath("pipelines").toStdString()] {
            return Machine::look({.replace = install, .pipelines = pipelines});
        });
    }
    /// A card of which one call fails. What pretends it is put in before the level of devices.
    static void install_flaky(vulkan::Functions& functions) {
        if (functions.QueueSubmit == nullptr) PretendedCard::install(functions);
        FlakyVulkan::install(functions);
    }
    /// The processor's speed alone is kept.
    void forgetTheCard() const {
        QFile file(speeds_);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArrayList lines = file.readAll().split('\n');
        lines.removeIf([](const QByteArray& line) { return !line.contains(" threads\t"); });
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(lines.join('\n') + '\n');
    }
    int callsOfAMeasurement(const LoadOptions& options) const {
        FlakyVulkan::reset(0, VK_SUCCESS);
        const auto planning = engine(install_flaky)->plan(file_, options).value();
        const int before = FlakyVulkan::calls();
        while (!planning->advance().value()) {
        }
        return FlakyVulkan::calls() - before;
    }
    /// So many calls after its plan was made, one fails.
    Result<std::shared_ptr<const Model>> loadedFailing(const LoadOptions& options, int call, VkResult result) const {
        FlakyVulkan::reset(0, VK_SUCCESS);
        auto loading = engine(install_flaky)->load(file_, options).value();
        FlakyVulkan::fail_after(call, result);
        for (;;) {
            const auto progress = loading->advance();
            if (!progress) return std::unexpected(progress.error());
            if (progress->done) return loading->take();
        }
    }

    /// Devices of which a speed is kept.
    int measured() const {
        QFile file(speeds_);
        return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) - 1
                                              : 0;  // but the first line
    }
    Result<Plan> planned() const {
        auto planning = engine()->plan(file_, {.threads = 1});
        if (!planning) return std::unexpected(planning.error());
        for (bool done = false; !done;) {
            const auto known = (*planning)->advance();
            if (!known) return std::unexpected(known.error());
            done = *known;
        }
        return (*planning)->take();
    }
    std::shared_ptr<const Model> loaded(const LoadOptions& options) const {
        auto loading = engine()->load(file_, options).value();
        while (!loading->advance().value().done) {
        }
        return loading->take().value();
    }

private slots:
    void init() {
        PretendedCard::kind = VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
        PretendedCard::memory_bytes = 0;
        PretendedCard::full = false;
        QFile::remove(speeds_);
    }

    /// The card is guessed to be faster, so that the layers lie there until it is measured.
    void whereTheLayersCameToLieIsMeasuredToo() {
        const auto guessed = engine()->estimate(file_, {}).value();
        QCOMPARE(guessed.device(), std::string("vulkan:0"));
        QVERIFY(!guessed.measured);
        const auto plan = planned();
        QVERIFY2(plan, plan ? "" : plan.error().what.c_str());
        QVERIFY(plan->measured);
        QCOMPARE(measured(), 2);
        for (const PlannedStage& stage : plan->stages) QVERIFY(stage.token_seconds > 0.0);
    }

    void aLoadMeasuresWhatDecides() {
        loaded({.threads = 1});
        QCOMPARE(measured(), 2);
    }

    void aLoadThatDecidesNothingMeasuresNothing() {
        QVERIFY(!loaded({.device = "cpu", .threads = 1})->plan.measured);
        QCOMPARE(measured(), 0);
        QVERIFY(loaded({.device = "cpu", .threads = 1, .measure = true})->plan.measured);  // but where it is wished
        QCOMPARE(measured(), 1);
    }

    /// It is faster by the guess, but cannot be given a layer's 268 MB of keys at once.
    void aCardThatCannotBindTheCacheIsPassedOver() {
        const auto file = generated_model({.type = gguf::TensorType::Q4_0, .context_length = 1U << 21U});
        const auto plan = engine()->estimate(file, {.threads = 1, .context_length = 1U << 21U});
        QVERIFY2(plan, plan ? "" : plan.error().what.c_str());
        QCOMPARE(plan->device(), std::string("cpu"));
        QCOMPARE(engine()->estimate(file, {.threads = 1, .context_length = 4096})->device(), std::string("vulkan:0"));
        QVERIFY(!engine()->estimate(file, {.device = "vulkan:0", .context_length = 1U << 21U}));
    }

    void aCardWithoutMemoryForThatStaysGuessed() {
        PretendedCard::full = true;
        const auto plan = planned();
        QVERIFY2(plan, plan ? "" : plan.error().what.c_str());
        QVERIFY(!plan->measured);
        QCOMPARE(plan->device(), std::string("vulkan:0"));
        QCOMPARE(measured(), 1);  // the processor
        QCOMPARE(plan->unmeasured.size(), std::size_t{1});
        QCOMPARE(plan->unmeasured[0].selector, std::string("vulkan:0"));
        QVERIFY(!plan->unmeasured[0].left_out && !plan->unmeasured[0].reason.empty());
    }

    /// A device that is lost while it is measured, or fails otherwise, ends no load: another one has its layers.
    void aCardThatFailsAsItIsMeasuredIsLeftOut_data() {
        QTest::addColumn<int>("result");
        QTest::newRow("device lost") << int{VK_ERROR_DEVICE_LOST};
        QTest::newRow("out of memory") << int{VK_ERROR_OUT_OF_DEVICE_MEMORY};
        QTest::newRow("any other") << int{VK_ERROR_UNKNOWN};
    }
    void aCardThatFailsAsItIsMeasuredIsLeftOut() {
        QFETCH(int, result);
        FlakyVulkan::reset(0, VK_SUCCESS);
        QVERIFY(loaded({.threads = 1})->plan.unmeasured.empty());
        forgetTheCard();
        const int calls = callsOfAMeasurement({.threads = 1});
        QVERIFY(calls > 60);
        std::set<std::string> names;
        for (const int call : {2, calls / 20, calls / 10, calls / 6, calls / 3}) {
            forgetTheCard();
            const auto model = loadedFailing({.threads = 1}, call, static_cast<VkResult>(result));
            QVERIFY2(model, model ? "" : model.error().what.c_str());
            const Plan& plan = (*model)->plan;
            if (plan.unmeasured.empty()) continue;  // the measurement was done sooner this time
            names.insert(FlakyVulkan::failed());
            const std::string where = FlakyVulkan::failed() + " on " + plan.device();
            QVERIFY2(plan.unmeasured.size() == 1, where.c_str());
            QCOMPARE(plan.unmeasured[0].selector, std::string("vulkan:0"));
            QVERIFY2(plan.unmeasured[0].reason.find("VK_") != std::string::npos || result != VK_ERROR_DEVICE_LOST,
                     plan.unmeasured[0].reason.c_str());
            const bool left_out = plan.unmeasured[0].left_out;
            QVERIFY2(left_out || result == VK_ERROR_OUT_OF_DEVICE_MEMORY, where.c_str());
            QVERIFY2(plan.device() == (left_out ? "cpu" : "vulkan:0"), where.c_str());
        }
        QVERIFY2(names.size() >= 3, "too few kinds of calls failed");
        QCOMPARE(FlakyVulkan::alive(), std::string());
    }

    void aDeviceThatWasNamedStays() {
        const LoadOptions options{.device = "vulkan:0", .measure = true};
        const int calls = callsOfAMeasurement(options);
        QFile::remove(speeds_);
        const auto model = loadedFailing(options, calls / 3, VK_ERROR_DEVICE_LOST);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        QCOMPARE((*model)->plan.device(), std::string("vulkan:0"));
        QVERIFY(!(*model)->plan.unmeasured.at(0).left_out && !(*model)->plan.measured);
    }

    /// Nor is one left out without which the model fits nowhere: it may work when it is asked again.
    void aCardThatIsNeededStays() {
        PretendedCard::memory_bytes = std::uint64_t{1} << 42U;
        constexpr std::uint32_t context = 1U << 20U;
        const std::uint64_t layer_bytes = std::uint64_t{2} * 2 * context * 64;  // keys and values of two heads
        const auto available = engine()->devices().value().back().memory_free_bytes;
        const auto file = generated_model({.type = gguf::TensorType::Q4_0,
                                           .layer_count = static_cast<std::uint32_t>(available / layer_bytes) + 2,
                                           .context_length = context});
        const LoadOptions options{.threads = 1, .context_length = context};
        FlakyVulkan::reset(0, VK_SUCCESS);
        const auto planning = engine(install_flaky)->plan(file, options).value();
        FlakyVulkan::fail_after(20, VK_ERROR_DEVICE_LOST);
        while (!planning->advance().value()) {
        }
        QVERIFY(!FlakyVulkan::failed().empty());
        const Plan plan = planning->take().value();
        QCOMPARE(plan.unmeasured.size(), std::size_t{1});
        QVERIFY(!plan.unmeasured[0].left_out);
        QVERIFY(plan.device().starts_with("vulkan:0"));
    }
};
QTEST_GUILESS_MAIN(PlanningTest)
#include "planning_test.moc"
