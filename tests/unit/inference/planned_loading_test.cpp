#include "inference/planned_loading.h"

#include <QTest>

using namespace inference;

/// Memory that another program takes between the plan and the load.
class PlannedLoadingTest : public QObject {
    Q_OBJECT

    struct FakeLoading final : Loading {
        ErrorKind failure;
        bool fails;
        int* alive;
        FakeLoading(ErrorKind kind, bool failing, int* count) : failure(kind), fails(failing), alive(count) {
            ++*alive;
        }
        ~FakeLoading() override { --*alive; }
        Result<Progress> advance() override {
            if (fails) return fail(failure, "memory ran out", "Close other programs.");
            return Progress{.fraction = 1.0F, .done = true};
        }
        Result<std::shared_ptr<const Model>> take() override { return std::make_shared<const Model>(); }
    };

    /// Where memory runs out, as often: when the stages are placed, or in the middle of the load.
    enum class Moment { Placing, Loading };
    struct Outcome {
        std::vector<double> shares;  ///< of the plans made after the first
        int attempts = 0;
        Result<void> result;
        int alive = 0;
        int most_alive = 0;
    };
    static Outcome load(int failures, ErrorKind kind, Moment moment = Moment::Loading,
                        std::optional<Result<void>> smaller_plan = Result<void>()) {
        Outcome outcome;
        const auto place = [&]() -> Result<std::unique_ptr<Loading>> {
            const bool fails = ++outcome.attempts <= failures;
            if (fails && moment == Moment::Placing) return fail(kind, "memory ran out", "Close other programs.");
            auto one = std::make_unique<FakeLoading>(kind, fails, &outcome.alive);
            outcome.most_alive = std::max(outcome.most_alive, outcome.alive);
            return one;
        };
        PlannedLoading::Shrink shrink;
        if (smaller_plan)
            shrink = [&](double share) {
                outcome.shares.push_back(share);
                if (outcome.alive > 0) qFatal("a plan is made while memory is still taken");
                return *smaller_plan;
            };
        PlannedLoading loading([] { return Loading::Progress{.done = true}; }, place, shrink, 1.0);
        for (;;) {
            const auto progress = loading.advance();
            if (!progress) {
                outcome.result = std::unexpected(progress.error());
                break;
            }
            if (progress->done) break;
        }
        if (outcome.result && !loading.take()) qFatal("what is loaded can be taken");
        return outcome;
    }

private slots:
    void aSmallerPlanIsTried() {
        for (const Moment moment : {Moment::Placing, Moment::Loading}) {
            const Outcome outcome = load(2, ErrorKind::OutOfMemory, moment);
            QVERIFY(outcome.result.has_value());
            QCOMPARE(outcome.attempts, 3);
            QCOMPARE(outcome.shares.size(), std::size_t{2});
            QVERIFY(outcome.shares[0] < 0.9 && outcome.shares[1] < outcome.shares[0]);
            QCOMPARE(outcome.most_alive, 1);  // one has left before the next takes memory
        }
    }
    void thenTheErrorIsTold() {
        for (const Moment moment : {Moment::Placing, Moment::Loading}) {
            const Outcome outcome = load(100, ErrorKind::OutOfMemory, moment);
            QVERIFY(outcome.result.error().kind == ErrorKind::OutOfMemory);
            QCOMPARE(outcome.attempts, 4);
        }
    }
    void noSmallerPlanFits() {
        const Outcome outcome = load(1, ErrorKind::OutOfMemory, Moment::Placing,
                                     fail(ErrorKind::OutOfMemory, "it fits nowhere", "Choose a smaller model."));
        QCOMPARE(outcome.result.error().what, std::string("it fits nowhere"));
        QCOMPARE(outcome.attempts, 1);
    }
    void whatAPersonChoseStays() {
        for (const Moment moment : {Moment::Placing, Moment::Loading}) {
            const Outcome outcome = load(1, ErrorKind::OutOfMemory, moment, std::nullopt);
            QVERIFY(outcome.result.error().kind == ErrorKind::OutOfMemory);
            QCOMPARE(outcome.attempts, 1);
        }
    }
    void otherErrorsAreToldAtOnce() {
        for (const Moment moment : {Moment::Placing, Moment::Loading}) {
            const Outcome outcome = load(1, ErrorKind::Unreadable, moment);
            QVERIFY(outcome.result.error().kind == ErrorKind::Unreadable);
            QCOMPARE(outcome.attempts, 1);
            QVERIFY(outcome.shares.empty());
        }
    }
    void devicesAreMeasuredBefore() {
        int steps = 0;
        int attempts = 0;
        int alive = 0;
        PlannedLoading loading(
            [&]() -> Result<Loading::Progress> {
                ++steps;
                return Loading::Progress{.done = steps == 3, .compiling = steps == 2};
            },
            [&]() -> Result<std::unique_ptr<Loading>> {
                ++attempts;
                return std::make_unique<FakeLoading>(ErrorKind::OutOfMemory, false, &alive);
            },
            [](double) { return Result<void>(); }, 1.0);
        for (int i = 1; i <= 3; ++i) {
            const auto progress = loading.advance();
            QVERIFY(!progress->done);
            QCOMPARE(progress->compiling, i == 2);
        }
        QCOMPARE(attempts, 0);
        QVERIFY(!loading.take().has_value());
        while (!loading.advance()->done) {
        }
        QCOMPARE(steps, 3);
        QCOMPARE(attempts, 1);
    }
};
QTEST_GUILESS_MAIN(PlannedLoadingTest)
#include "planned_loading_test.moc"
