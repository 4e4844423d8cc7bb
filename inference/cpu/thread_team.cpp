#include "inference/cpu/thread_team.h"

#include <fmt/format.h>

#include <system_error>

namespace inference::cpu {
namespace {

/// Tells the core that this is a loop that waits: it takes less power, and less from a core's other thread.
void pause_briefly() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

/// About 30 us where a pause is 40 to 60 cycles (Zen 3 to 5), less where it is shorter.
constexpr int looks_before_sleep = 2000;

/// Returns when `value` is no longer `seen`.
void wait_for_change(const std::atomic<int>& value, int seen) {
    for (int look = 0; look < looks_before_sleep; ++look) {
        if (value.load(std::memory_order_acquire) != seen) return;
        pause_briefly();
    }
    value.wait(seen, std::memory_order_acquire);
}

}  // namespace

Result<std::unique_ptr<ThreadTeam>> ThreadTeam::create(unsigned threads) {
    if (threads == 0)
        return fail(ErrorKind::InvalidArgument, "a team of 0 threads cannot work", "Ask for at least 1 thread.");
    auto team = std::unique_ptr<ThreadTeam>(new ThreadTeam(threads));
    for (unsigned index = 1; index < threads; ++index) {
        try {
            team->others_.emplace_back([own = team.get(), index] { own->work_until_told(index); });
        } catch (const std::system_error& error) {
            team->threads_ = index;  // those that are there are told to leave
            return fail(
                ErrorKind::OutOfMemory,
                fmt::format("the system starts no more than {} of {} threads: {}", index, threads, error.what()),
                "Ask for fewer threads.");
        }
    }
    return team;
}

ThreadTeam::~ThreadTeam() {
    leaving_ = true;
    jobs_.fetch_add(1, std::memory_order_release);
    jobs_.notify_all();
}  // the threads are joined as others_ goes, before what they look at

void ThreadTeam::run_erased(Job job) {
    job_ = job;
    jobs_.fetch_add(1, std::memory_order_release);
    jobs_.notify_all();
    job.call(job.callable, {0, threads_});
    barrier();
}

void ThreadTeam::barrier() {
    const int seen = barriers_.load(std::memory_order_relaxed);  // it cannot change before this thread has arrived
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == static_cast<int>(threads_)) {
        arrived_.store(0, std::memory_order_relaxed);
        barriers_.fetch_add(1, std::memory_order_release);
        barriers_.notify_all();
        return;
    }
    wait_for_change(barriers_, seen);
}

void ThreadTeam::work_until_told(unsigned index) {
    for (int done = 0;; ++done) {
        wait_for_change(jobs_, done);
        if (leaving_) return;
        job_.call(job_.callable, {index, threads_});
        barrier();
    }
}

}  // namespace inference::cpu
