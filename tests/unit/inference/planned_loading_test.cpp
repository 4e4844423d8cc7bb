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

    /// Fails as often; the shares that were tried.
    struct Outcome {
        std::vector<double> shares;
        Result<void> result;
        int alive = 0;
        int most_alive = 0;
    };
    static Outcome load(int failures, ErrorKind kind) {
        Outcome outcome;
        PlannedLoading loading([] { return true; },
                               [&](double share) -> Result<std::unique_ptr<Loading>> {
                                   outcome.shares.push_back(share);
                                   const bool fails = static_cast<int>(outcome.shares.size()) <= failures;
                                   auto one = std::make_unique<FakeLoading>(kind, fails, &outcome.alive);
                                   outcome.most_alive = std::max(outcome.most_alive, outcome.alive);
                                   return one;
                               },
                               1.0);
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
        const Outcome outcome = load(2, ErrorKind::OutOfMemory);
        QVERIFY(outcome.result.has_value());
        QCOMPARE(outcome.shares.size(), std::size_t{3});
        QCOMPARE(outcome.shares[0], 1.0);
        QVERIFY(outcome.shares[1] < 0.9 && outcome.shares[2] < outcome.shares[1]);
        QCOMPARE(outcome.most_alive, 1);  // one has left before the next takes memory
    }
    void thenTheErrorIsTold() {
        const Outcome outcome = load(100, ErrorKind::OutOfMemory);
        QVERIFY(outcome.result.error().kind == ErrorKind::OutOfMemory);
        QCOMPARE(outcome.shares.size(), std::size_t{4});
    }
    void otherErrorsAreToldAtOnce() {
        const Outcome outcome = load(1, ErrorKind::Unreadable);
        QVERIFY(outcome.result.error().kind == ErrorKind::Unreadable);
        QCOMPARE(outcome.shares.size(), std::size_t{1});
    }
    void devicesAreMeasuredBefore() {
        int steps = 0;
        int attempts = 0;
        int alive = 0;
        PlannedLoading loading([&]() -> Result<bool> { return ++steps == 3; },
                               [&](double) -> Result<std::unique_ptr<Loading>> {
                                   ++attempts;
                                   return std::make_unique<FakeLoading>(ErrorKind::OutOfMemory, false, &alive);
                               },
                               1.0);
        for (int i = 0; i < 3; ++i) QVERIFY(!loading.advance()->done);
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
