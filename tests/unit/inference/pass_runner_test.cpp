#include "inference/cpu/pass_runner.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <ctime>

#include "inference/cpu/work_queue.h"

using namespace inference;
using namespace inference::cpu;

namespace {

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Sends the runner's submissions until it is done; how many there were.
int run_to_the_end(WorkQueue& queue, PassRunner& runner, std::chrono::nanoseconds budget) {
    int submissions = 0;
    while (!runner.done()) {
        queue.wait(queue.submit(
            [&](ThreadTeam& team) { team.run([&](Share share) { runner.advance(team, share, budget); }); }));
        ++submissions;
    }
    return submissions;
}

}  // namespace

/// Work handed over to threads: in order, cut by the clock, each part once, and nothing spins when nothing is to do.
class PassRunnerTest : public QObject {
    Q_OBJECT
private slots:
    void everyPartOnceAndInOrder_data() {
        QTest::addColumn<unsigned>("threads");
        QTest::addColumn<int>("budget_us");
        for (const unsigned threads : {1U, 2U, 3U, 5U})
            for (const int budget : {0, 50, 1'000'000})
                QTest::addRow("%u, %d us", threads, budget) << threads << budget;
    }
    void everyPartOnceAndInOrder() {
        QFETCH(unsigned, threads);
        QFETCH(int, budget_us);
        const auto queue = WorkQueue::create(threads).value();
        QCOMPARE(queue->threads(), threads);
        constexpr std::uint32_t items = 1000;
        constexpr int steps_of_pass = 40;
        // Not atomic: a step reads what the one before it wrote, on other threads too.
        std::vector<std::uint32_t> values(items, 0);
        std::atomic<int> wrong = 0;
        std::vector<PassStep> steps;
        for (std::uint32_t number = 0; number < steps_of_pass; ++number) {
            const bool much = number % 3 == 0;
            steps.push_back({"step", much ? 5e8 : 0.0,
                             [&, number](Share share, unsigned thread) -> Result<void> {
                                 if (thread >= threads) ++wrong;
                                 const Share::Range own = share.of(items);
                                 for (std::uint32_t i = own.begin; i < own.end; ++i) {
                                     const std::uint32_t at = (i * 7 + number) % items;  // others' of the last step
                                     if (values[at] != number) ++wrong;
                                     values[at] = number + 1;
                                 }
                                 return {};
                             },
                             0.0, much ? 50U : 0U});
        }
        PassRunner runner(std::move(steps), threads);
        QVERIFY(!runner.done());
        const int submissions = run_to_the_end(*queue, runner, std::chrono::microseconds(budget_us));
        QCOMPARE(wrong.load(), 0);
        QVERIFY(std::ranges::all_of(values, [](std::uint32_t value) { return value == steps_of_pass; }));
        QCOMPARE(runner.fraction(), 1.0F);
        QVERIFY(!runner.error());
        if (budget_us == 0) QVERIFY(submissions >= steps_of_pass);  // a part of a step at least, and no second step
        // Every third step has 50 parts, of which at most 5 are done at once.
        if (budget_us == 0 && threads == 1)
            QVERIFY2(submissions >= 14 * 10 + 26, qPrintable(QString::number(submissions)));
        if (budget_us == 1'000'000) QVERIFY(submissions <= 2);
    }

    /// A core that is slow, or has been taken away, holds up the others by the part that it is at and no more.
    void whoIsReadySoonerTakesMore() {
        constexpr std::uint32_t parts = 64;
        const auto queue = WorkQueue::create(2).value();
        std::atomic<std::uint32_t> done = 0;  // by the first thread
        std::atomic<std::uint32_t> held = 0;  // parts that the second has begun with
        const auto wait_until = [](auto condition) {
            for (int i = 0; i < 20'000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return condition();
        };
        std::atomic<bool> as_wanted = true;
        std::vector<PassStep> steps;
        steps.push_back({"step", 1.0,
                         [&](Share share, unsigned thread) -> Result<void> {
                             const auto [begin, end] = share.of(parts);
                             if (thread == 0) {
                                 as_wanted = wait_until([&] { return held > 0; }) && as_wanted;
                                 done += end - begin;
                             } else {
                                 held = end - begin;
                                 as_wanted = wait_until([&] { return done == parts - held; }) && as_wanted;
                             }
                             return {};
                         },
                         0.0, parts});
        PassRunner runner(std::move(steps), 2);
        run_to_the_end(*queue, runner, std::chrono::seconds(60));
        QVERIFY(as_wanted);
        QVERIFY(held < parts / 2);  // not all of its own
        QCOMPARE(done + held, parts);
    }

    void anErrorOfOneThreadEndsThePass() {
        const auto queue = WorkQueue::create(3).value();
        std::atomic<int> after = 0;
        std::vector<PassStep> steps;
        steps.push_back({"fails", 0.0, [](Share share, unsigned) -> Result<void> {
                             if (share.index != 1) return {};
                             return fail(ErrorKind::Unreadable, "the file is shorter", "Leave it.");
                         }});
        steps.push_back({"never", 0.0, [&](Share, unsigned) -> Result<void> {
                             ++after;
                             return {};
                         }});
        PassRunner runner(std::move(steps), 3);
        QCOMPARE(run_to_the_end(*queue, runner, std::chrono::nanoseconds(0)), 1);
        QVERIFY(runner.error() && runner.error()->kind == ErrorKind::Unreadable);
        QCOMPARE(after.load(), 0);
    }

    void workIsDoneInTheOrderOfItsSubmission() {
        const auto queue = WorkQueue::create(2).value();
        std::vector<int> done;
        std::uint64_t last = 0;
        for (int i = 0; i < 100; ++i) last = queue->submit([&done, i](ThreadTeam&) { done.push_back(i); });
        QVERIFY(queue->wait(last, std::chrono::seconds(10)));
        for (int i = 0; i < 100; ++i) QCOMPARE(done[static_cast<std::size_t>(i)], i);
        QVERIFY(queue->wait(1, std::chrono::nanoseconds(0)));
    }

    /// Whoever waits sleeps, and so do threads that have nothing to do.
    void nobodySpinsForLong() {
        const auto queue = WorkQueue::create(3).value();
        queue->wait(queue->submit([](ThreadTeam& team) { team.run([](Share) {}); }));
        std::atomic<bool> release = false;
        const auto number = queue->submit([&](ThreadTeam&) { release.wait(false); });
        const double before = processor_seconds();
        QVERIFY(!queue->wait(number, std::chrono::milliseconds(400)));
        const double used = processor_seconds() - before;
        QVERIFY2(used < 0.1, qPrintable(QString::number(used)));
        release = true;
        release.notify_all();
        queue->wait(number);
    }

    void whatWasHandedOverIsDoneBeforeTheEnd() {
        std::atomic<int> done = 0;
        {
            const auto queue = WorkQueue::create(2).value();
            for (int i = 0; i < 20; ++i) queue->submit([&](ThreadTeam& team) { team.run([&](Share) { ++done; }); });
        }
        QCOMPARE(done.load(), 40);
        QVERIFY(!WorkQueue::create(0).has_value());
    }
};
QTEST_GUILESS_MAIN(PassRunnerTest)
#include "pass_runner_test.moc"
