#include <QTest>

#include <numeric>

#include "inference/vulkan/vulkan_stage_schedule.h"

using namespace inference;
using namespace inference::vulkan;

namespace {

/// A device whose every kind of work takes `slowness` times what the first guess says.
double imagined_seconds(const std::vector<PassStep>& steps, const std::vector<Portion>& submission,
                        SubmissionBudget::DeviceKind kind, double slowness) {
    const SubmissionBudget guess(kind);
    return slowness * estimate_seconds(steps, submission, Pass::Prompt, guess);
}

std::vector<PassStep> steps_of_a_prompt() {
    std::vector<PassStep> steps;
    for (int layer = 0; layer < 20; ++layer) {
        steps.push_back({"product", {WorkKind::Product, 3e9, 50e6}, 512, {}});
        steps.push_back({"attention", {WorkKind::Attention, 2e8, 1e6}, 32, {}});
        steps.push_back({"small", {WorkKind::Gather, 1e4, 1e4}, 1, {}});
    }
    return steps;
}

std::vector<Portion> next_of(const std::vector<PassStep>& steps, PassCursor& cursor, const SubmissionBudget& budget) {
    std::vector<Portion> submission;
    next_submission(submission, steps, cursor, Pass::Prompt, budget);
    return submission;
}

}  // namespace

class ScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void everySliceOfEveryStepOnceAndInOrder() {
        const auto steps = steps_of_a_prompt();
        const SubmissionBudget budget(SubmissionBudget::DeviceKind::Software);
        PassCursor cursor;
        std::size_t step = 0;
        std::uint32_t slice = 0;
        int submissions = 0;
        for (;;) {
            const auto submission = next_of(steps, cursor, budget);
            if (submission.empty()) break;
            ++submissions;
            QVERIFY(estimate_seconds(steps, submission, Pass::Prompt, budget) <= budget.target_seconds() * 1.001);
            for (const Portion& portion : submission) {
                QCOMPARE(portion.step, step);
                QCOMPARE(portion.slice.first, slice);
                slice = portion.slice.count == UINT32_MAX ? steps[step].slices : slice + portion.slice.count;
                QVERIFY(slice <= steps[step].slices);
                if (slice == steps[step].slices) {
                    ++step;
                    slice = 0;
                }
            }
        }
        QCOMPARE(step, steps.size());
        QVERIFY(submissions > 40);
    }

    void oneSliceIsTakenHoweverLongItIs() {
        const std::vector<PassStep> steps = {{"huge", {WorkKind::Product, 1e15, 0.0}, 3, {}}};
        const SubmissionBudget budget(SubmissionBudget::DeviceKind::Desktop);
        PassCursor cursor;
        for (std::uint32_t i = 0; i < 3; ++i) {
            const auto submission = next_of(steps, cursor, budget);
            QVERIFY(submission == std::vector<Portion>({{0, {i, 1}}}));
        }
        QVERIFY(next_of(steps, cursor, budget).empty());
    }

    /// Whatever the device's speed, submissions come to keep the budget, and to make use of it.
    void learnsTheSpeedOfTheDevice_data() {
        using enum SubmissionBudget::DeviceKind;
        QTest::addColumn<SubmissionBudget::DeviceKind>("kind");
        QTest::addColumn<double>("slowness");
        const std::pair<const char*, SubmissionBudget::DeviceKind> kinds[] = {
            {"draws the desktop", Desktop}, {"headless", Headless}, {"software", Software}};
        for (const auto& [name, kind] : kinds) {
            QTest::addRow("%s, much faster", name) << kind << 0.02;
            QTest::addRow("%s, as guessed", name) << kind << 1.0;
            QTest::addRow("%s, slower", name) << kind << 6.0;
        }
    }
    void learnsTheSpeedOfTheDevice() {
        QFETCH(SubmissionBudget::DeviceKind, kind);
        QFETCH(double, slowness);
        const auto steps = steps_of_a_prompt();
        SubmissionBudget budget(kind);
        double last = 0.0;
        bool whole = false;  // the pass is one submission
        for (int pass = 0; pass < 3; ++pass) {
            PassCursor cursor;
            double longest = 0.0;
            int count = 0;
            for (;; ++count) {
                const auto submission = next_of(steps, cursor, budget);
                if (submission.empty()) break;
                const double seconds = imagined_seconds(steps, submission, kind, slowness);
                longest = std::max(longest, seconds);
                if (pass > 0 || count > 0)
                    QVERIFY2(seconds <= budget.budget_seconds(), qPrintable(QString::number(seconds)));
                std::vector<Work> works;
                for (const Portion& portion : submission) works.push_back(work_of(steps, portion));
                budget.measured(Pass::Prompt, works, seconds);
            }
            last = longest;
            whole = count == 1;
        }
        QVERIFY2(whole || last > 0.5 * budget.target_seconds(), qPrintable(QString::number(last)));
    }

    void badMeasurementsAreNotBelieved() {
        SubmissionBudget budget(SubmissionBudget::DeviceKind::Headless);
        const Work work{WorkKind::Product, 1e9, 1e9};
        const double before = budget.estimate_seconds(Pass::Decode, work);
        budget.measured(Pass::Decode, {}, 1.0);
        budget.measured(Pass::Decode, std::span(&work, 1), 0.0);
        budget.measured(Pass::Decode, std::span(&work, 1), std::nan(""));
        QCOMPARE(budget.estimate_seconds(Pass::Decode, work), before);
        budget.measured(Pass::Decode, std::span(&work, 1), 1e9);
        QVERIFY(std::isfinite(budget.estimate_seconds(Pass::Decode, work)));
        QCOMPARE(budget.estimate_seconds(Pass::Prompt, work), before);  // the passes are apart
    }
};
QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
