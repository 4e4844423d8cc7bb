#include "inference/plan/speed_correction.h"

#include <QTest>

using namespace inference;

/// What decoding took in truth, against what the plan said.
class SpeedCorrectionTest : public QObject {
    Q_OBJECT
    SpeedRecord record_ = SpeedRecord::open({}, "kernels");
    static constexpr DeviceSpeed card{200e9, 4e12, 2e9, true}, processor{25e9, 2e11, 1e9, true};

    /// Of 10 ms a token on each of two devices, behind 256 tokens; each further 1000 tokens take 1 ms more on the card.
    static Plan plan() {
        Plan plan{.stages = {}, .conversation = {.context_length = 4096}};
        plan.stages.push_back({.selector = "vulkan:0",
                               .name = "a card",
                               .layers = {0, 20},
                               .bytes = {},
                               .token_seconds = 0.01,
                               .speed = card,
                               .speed_name = "card",
                               .position_bytes = 200'000});
        plan.stages.push_back({.selector = "cpu",
                               .name = "a processor",
                               .layers = {20, 12},
                               .bytes = {},
                               .token_seconds = 0.01,
                               .speed = processor,
                               .speed_name = "processor"});
        return plan;
    }
    double card_reads() const { return record_.find("card")->read_bytes_per_second; }
    double processor_reads() const { return record_.find("processor")->read_bytes_per_second; }

private slots:
    void init() {
        record_ = SpeedRecord::open({}, "kernels");
        QVERIFY(record_.keep("card", card));
        QVERIFY(record_.keep("processor", processor));
    }

    void whatIsNearIsLeft() {
        for (const double seconds : {0.0165, 0.02, 0.0245}) {
            correct_speeds(record_, plan(), {.tokens = 100, .seconds = 100 * seconds, .position = 256});
            QCOMPARE(card_reads(), 200e9);
            QCOMPARE(processor_reads(), 25e9);
        }
    }

    void whatIsFarIsCorrected() {
        for (int answer = 0; answer < 3; ++answer) {  // by the same plan: corrected once
            correct_speeds(record_, plan(), {.tokens = 100, .seconds = 4.0, .position = 256});
            QCOMPARE(card_reads(), 100e9);
            QCOMPARE(processor_reads(), 12.5e9);
        }
        QCOMPARE(record_.find("card")->multiply_adds_per_second, 4e12);
        correct_speeds(record_, plan(), {.tokens = 100, .seconds = 1.0, .position = 256});
        QCOMPARE(card_reads(), 400e9);
        correct_speeds(record_, plan(), {.tokens = 100, .seconds = 2.0, .position = 256});  // it was right after all
        QCOMPARE(card_reads(), 200e9);
    }

    /// What stands before makes a token slower, and no device.
    void theConversationsLengthCounts() {
        QVERIFY(std::abs(plan().token_seconds_at(10'256) - 0.03) < 1e-9);
        correct_speeds(record_, plan(), {.tokens = 100, .seconds = 3.0, .position = 10'256});
        QCOMPARE(card_reads(), 200e9);
        correct_speeds(record_, plan(), {.tokens = 100, .seconds = 3.0, .position = 256});
        QVERIFY(card_reads() < 140e9);
    }

    void whatSaysLittleChangesNothing() {
        correct_speeds(record_, plan(), {.tokens = 31, .seconds = 31.0, .position = 256});
        correct_speeds(record_, plan(), {.tokens = 100, .seconds = 0.0, .position = 256});
        Plan from_disk = plan();
        from_disk.stages[1].mapped_layers = 1;
        correct_speeds(record_, from_disk, {.tokens = 100, .seconds = 100.0, .position = 256});
        QCOMPARE(card_reads(), 200e9);
        QCOMPARE(processor_reads(), 25e9);
        Plan guessed = plan();
        for (PlannedStage& stage : guessed.stages) stage.speed_name += ", guessed";
        correct_speeds(record_, guessed, {.tokens = 100, .seconds = 100.0, .position = 256});
        QVERIFY(!record_.find("card, guessed"));
    }
};
QTEST_GUILESS_MAIN(SpeedCorrectionTest)
#include "speed_correction_test.moc"
