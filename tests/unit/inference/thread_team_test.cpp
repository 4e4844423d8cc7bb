// Threads that stay: all work, none misses a barrier, and while there is nothing to do they take no time.
#include <sys/resource.h>

#include <QTest>
#include <numeric>
#include <thread>
#include <vector>

#include "inference/cpu/thread_team.h"

using namespace inference;
using namespace inference::cpu;

namespace {

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

class ThreadTeamTest : public QObject {
    Q_OBJECT
private slots:
    void refusesNoThreads() {
        const auto team = ThreadTeam::create(0);
        QVERIFY(!team.has_value());
        QCOMPARE(team.error().kind, ErrorKind::InvalidArgument);
    }

    void runsOnEveryThreadOnce_data() {
        QTest::addColumn<unsigned>("threads");
        for (const unsigned threads : {1U, 2U, 3U, 8U}) QTest::newRow(std::to_string(threads).c_str()) << threads;
    }
    void runsOnEveryThreadOnce() {
        QFETCH(unsigned, threads);
        const auto team = ThreadTeam::create(threads);
        QVERIFY(team.has_value());
        QCOMPARE((*team)->threads(), threads);
        const auto caller = std::this_thread::get_id();
        for (int round = 0; round < 200; ++round) {
            std::vector<int> calls(threads);  // plain numbers: run() must order what the threads write
            std::vector<std::thread::id> ids(threads);
            (*team)->run([&](Share share) {
                ++calls[share.index];
                ids[share.index] = std::this_thread::get_id();
                if (share.count != threads) calls[share.index] += 100;
            });
            for (const int count : calls) QCOMPARE(count, 1);
            QVERIFY(ids[0] == caller);
        }
    }

    /// Each thread reads what its neighbour wrote before the barrier.
    void barriersOrderWhatIsWritten() {
        constexpr unsigned threads = 4;
        constexpr int steps = 500;
        const auto team = ThreadTeam::create(threads);
        QVERIFY(team.has_value());
        std::vector<int> numbers(threads);
        std::vector<int> wrong(threads);
        (*team)->run([&](Share share) {
            for (int step = 0; step < steps; ++step) {
                numbers[share.index] = step;
                (*team)->barrier();
                if (numbers[(share.index + 1) % threads] != step) ++wrong[share.index];
                (*team)->barrier();
            }
        });
        QCOMPARE(std::accumulate(wrong.begin(), wrong.end(), 0), 0);
    }

    void takesNoTimeWhenIdle() {
        const auto team = ThreadTeam::create(4);
        QVERIFY(team.has_value());
        (*team)->run([](Share) {});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));  // until they sleep
        const double before = processor_seconds();
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        // Three threads that looked for work would take up to 1.5 s of it.
        QVERIFY2(processor_seconds() - before < 0.05, "an idle team computes");
    }

    void sharesHaveEachItemOnce() {
        for (const std::uint32_t total : {0U, 1U, 7U, 8U, 1000U, 0xffffffffU})
            for (const unsigned count : {1U, 2U, 3U, 16U}) {
                std::uint32_t next = 0;
                for (unsigned index = 0; index < count; ++index) {
                    const Share::Range range = Share{index, count}.of(total);
                    QCOMPARE(range.begin, next);
                    QVERIFY(range.end >= range.begin);
                    next = range.end;
                }
                QCOMPARE(next, total);
            }
    }

    void countsCoresWithinTheMask() {
        const unsigned cores = physical_cores();
        QVERIFY(cores >= 1);
        cpu_set_t all;
        QCOMPARE(sched_getaffinity(0, sizeof all, &all), 0);
        QVERIFY(cores <= static_cast<unsigned>(CPU_COUNT(&all)));
        int first = 0;
        while (!CPU_ISSET(first, &all)) ++first;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
        const unsigned alone = physical_cores();
        QCOMPARE(sched_setaffinity(0, sizeof all, &all), 0);
        QCOMPARE(alone, 1U);
    }
};

QTEST_GUILESS_MAIN(ThreadTeamTest)
#include "thread_team_test.moc"
