#pragma once
#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

#include "inference/cpu/share.h"
#include "inference/error.h"

namespace inference::cpu {

/// Cores that this process may run on (its affinity mask), threads of one core counted once. At least 1.
unsigned physical_cores();

/// Threads that stay: starting one takes 205 us, waking one that still looks for work 0.3 us (measured on two cores of
/// a Zen 3 server). Whoever waits looks again and again for some 30 us, which spans the gaps between the kernels of a
/// pass, and then sleeps: an idle team takes no time.
class ThreadTeam {
public:
    /// `threads` counts the caller of run(). Fails with OutOfMemory if the system starts no more.
    static Result<std::unique_ptr<ThreadTeam>> create(unsigned threads = physical_cores());
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    unsigned threads() const { return threads_; }

    /// Calls `work(share)` on every thread, the caller being index 0, and returns when all have ended. What was written
    /// before is seen by all of them, what they wrote is seen afterwards. One caller at a time; `work` does not throw.
    template <typename Work>
    void run(Work&& work) {
        using Callable = std::remove_reference_t<Work>;
        run_erased({[](const void* callable, Share share) {
                        (*const_cast<Callable*>(static_cast<const Callable*>(callable)))(share);
                    },
                    std::addressof(work)});
    }

    /// Within run(): returns when every thread has come here. What any wrote before is seen by all of them.
    void barrier();

private:
    struct Job {
        void (*call)(const void* callable, Share share);
        const void* callable;
    };
    explicit ThreadTeam(unsigned threads) : threads_(threads) {}
    void run_erased(Job job);
    void work_until_told(unsigned index);

    unsigned threads_;
    bool leaving_ = false;
    Job job_{};
    // On lines of their own: each is written by one side while others look at it.
    alignas(64) std::atomic<int> jobs_{0};      ///< how many were given out
    alignas(64) std::atomic<int> arrived_{0};   ///< threads at the barrier under way
    alignas(64) std::atomic<int> barriers_{0};  ///< how many were passed
    std::vector<std::jthread> others_;
};

}  // namespace inference::cpu
