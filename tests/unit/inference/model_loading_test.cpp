#include "inference/model_loading.h"

#include <QTest>

#include "tests/support/fake_stage.h"

using namespace inference;
using namespace test_support;

namespace {

/// A stage whose weights are there after two steps.
class FakeStageLoading : public StageLoading {
public:
    FakeStageLoading(std::shared_ptr<FakeStage> stage, std::vector<std::string>& log)
        : stage_(std::move(stage)), log_(log) {}

    std::uint64_t bytes_total() const override { return 100; }
    std::uint64_t bytes_done() const override { return 50 * steps_; }
    Result<bool> advance() override { return ++steps_ == 2; }
    Result<std::shared_ptr<Stage>> take() override {
        log_.emplace_back("made");
        return stage_;
    }

private:
    std::shared_ptr<FakeStage> stage_;
    std::vector<std::string>& log_;
    std::uint64_t steps_ = 0;
};

}  // namespace

class ModelLoadingTest : public QObject {
    Q_OBJECT

    /// What came of each step, in order: a stage that was made, and whether the next step compiles.
    static std::vector<std::string> load(const std::vector<std::string>& devices,
                                         const std::shared_ptr<FakeStage::Record>& record) {
        std::vector<std::string> log;
        std::vector<std::unique_ptr<StageLoading>> stages;
        Plan plan;
        for (std::size_t i = 0; i < devices.size(); ++i) {
            auto stage = std::make_shared<FakeStage>(
                [](std::span<const Token> context) { return hashed_row(context, 32); },
                FakeStage::Settings{.first_layer = static_cast<std::uint32_t>(i), .last = i + 1 == devices.size()},
                record);
            stages.push_back(std::make_unique<FakeStageLoading>(std::move(stage), log));
            plan.stages.push_back({.selector = devices[i], .name = devices[i], .layers = {}, .bytes = {}});
        }
        ModelLoading loading({}, nullptr, Precision::Fast, CacheType::Q8_0, plan, std::move(stages));
        float fraction = 0.0F;
        for (;;) {
            const auto progress = loading.advance();
            if (!progress || progress->fraction < fraction) qFatal("the load fails, or goes back");
            fraction = progress->fraction;
            log.emplace_back(progress->compiling ? "compiles" : "-");
            if (progress->done) return log;
        }
    }

private slots:
    /// Making a stage and the first runs are where a graphics driver takes its time: the step before says so.
    void whatADriverCompilesIsToldBefore() {
        const auto record = std::make_shared<FakeStage::Record>();
        QCOMPARE(load({"vulkan:0", "cpu"}, record),
                 (std::vector<std::string>{"-", "compiles", "made", "-", "-", "-", "made", "compiles", "compiles",
                                           "compiles", "compiles", "compiles", "-"}));
        QCOMPARE(record->opened, (std::vector{CacheType::Q8_0, CacheType::Q8_0}));  // as the conversations will be
    }

    void aProcessorCompilesNothing() {
        for (const std::string& line : load({"cpu"}, std::make_shared<FakeStage::Record>()))
            QVERIFY(line != "compiles");
    }
};
QTEST_GUILESS_MAIN(ModelLoadingTest)
#include "model_loading_test.moc"
