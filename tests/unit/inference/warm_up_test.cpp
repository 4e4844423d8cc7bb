#include "inference/warm_up.h"

#include <QTest>

#include "tests/support/fake_stage.h"

using namespace inference;
using namespace test_support;

namespace {

std::shared_ptr<FakeStage> stage(std::uint32_t first_layer, bool last, std::uint32_t submissions = 3) {
    return std::make_shared<FakeStage>(
        [](std::span<const Token> context) { return hashed_row(context, 32); },
        FakeStage::Settings{.first_layer = first_layer, .last = last, .submissions_per_batch = submissions});
}

}  // namespace

class WarmUpTest : public QObject {
    Q_OBJECT
private slots:
    void runsBothPassesOnEveryStageAndLeavesNothing() {
        const std::vector<std::shared_ptr<FakeStage>> stages = {stage(0, false), stage(1, true)};
        const auto model = fake_model(stages, 32, 64);
        {
            auto warm_up = WarmUp::begin(*model, CacheType::Q8_0);
            QVERIFY(warm_up.has_value());
            float fraction = 0.0F;
            int steps = 0;
            for (bool done = false; !done; ++steps) {
                const auto advanced = warm_up->advance();
                QVERIFY(advanced.has_value());
                QVERIFY(warm_up->fraction() >= fraction && warm_up->fraction() <= 1.0F);
                fraction = warm_up->fraction();
                done = *advanced;
            }
            QCOMPARE(fraction, 1.0F);
            QCOMPARE(steps, 2 * 2 * 3);  // a submission a step
        }
        for (const auto& one : stages) {
            QCOMPARE(one->record->batches.size(), std::size_t{2});
            QCOMPARE(one->record->batches[0], (FakeStage::SeenBatch{0, 2, Pass::Prompt, Output::LastCandidates}));
            QCOMPARE(one->record->batches[1], (FakeStage::SeenBatch{2, 1, Pass::Decode, Output::LastCandidates}));
            QCOMPARE(one->record->opened, std::vector{CacheType::Q8_0});
            QCOMPARE(one->record->open_states, 0U);
        }
    }

    void aFailureEndsIt() {
        const auto one = stage(0, true);
        const auto model = fake_model({one}, 32, 64);
        auto warm_up = WarmUp::begin(*model, CacheType::Q8_0);
        QVERIFY(warm_up.has_value());
        one->record->fails_next = true;
        const auto advanced = warm_up->advance();
        QVERIFY(!advanced.has_value());
        QCOMPARE(advanced.error().kind, ErrorKind::DeviceLost);
    }
};
QTEST_GUILESS_MAIN(WarmUpTest)
#include "warm_up_test.moc"
