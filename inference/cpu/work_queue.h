#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "inference/cpu/thread_team.h"
#include "inference/error.h"

namespace inference::cpu {

/// A thread team as a device: work is handed over, goes on without the caller, one piece after the other, and can be
/// waited for. A thread of its own leads the team, so that nobody who waits computes or spins. Thread-safe.
class WorkQueue {
public:
    using Work = std::function<void(ThreadTeam&)>;  ///< on the leading thread; does not throw

    /// `threads` for the work, the leading one included. Fails as ThreadTeam::create.
    static Result<std::shared_ptr<WorkQueue>> create(unsigned threads);
    /// Does what was handed over before.
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    unsigned threads() const { return team_->threads(); }

    /// Returns at once; the number names the work in `wait`.
    std::uint64_t submit(Work work);
    /// Sleeps until the work with this number has ended, and no longer than `deadline`. Whether it has ended; what it
    /// wrote is then seen.
    bool wait(std::uint64_t number, std::chrono::nanoseconds deadline);
    void wait(std::uint64_t number);

private:
    explicit WorkQueue(std::unique_ptr<ThreadTeam> team);
    void lead();

    std::unique_ptr<ThreadTeam> team_;
    std::mutex mutex_;
    std::condition_variable changed_;  // `work_` or `leaving_`
    std::condition_variable ended_;    // `done_`
    std::vector<Work> work_;           // the oldest first; a few, one a conversation
    std::uint64_t submitted_ = 0;
    std::uint64_t done_ = 0;
    bool leaving_ = false;
    std::thread leader_;
};

}  // namespace inference::cpu
