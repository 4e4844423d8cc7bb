#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "inference/device_engine.h"
#include "tests/support/generated_model.h"
#include "tests/support/pretended_card.h"

using namespace inference;
using namespace test_support;
using test::PretendedCard;

/// Plans for a machine with a graphics card beside the processor, which the software driver plays.
class PlanningTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const ModelFile> file_ = generated_model({.type = gguf::TensorType::Q4_0});
    QTemporaryDir folder_;
    QString speeds_ = folder_.filePath("speeds.txt");

    std::unique_ptr<Engine> engine() const {
        return create_engine(speeds_.toStdString(), [pipelines = folder_.filePath("pipelines").toStdString()] {
            return Machine::look({.replace = PretendedCard::install, .pipelines = pipelines});
        });
    }
    /// Devices of which a speed is kept.
    int measured() const {
        QFile file(speeds_);
        return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
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
    }
};
QTEST_GUILESS_MAIN(PlanningTest)
#include "planning_test.moc"
