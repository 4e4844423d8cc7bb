#include "inference/cpu/work_queue.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace inference::cpu {

WorkQueue::WorkQueue(std::unique_ptr<ThreadTeam> team) : team_(std::move(team)) {}

Result<std::shared_ptr<WorkQueue>> WorkQueue::create(unsigned threads) {
    auto team = ThreadTeam::create(threads);
    if (!team) return std::unexpected(std::move(team.error()));
    auto queue = std::shared_ptr<WorkQueue>(new WorkQueue(std::move(*team)));
    try {
        queue->leader_ = std::thread([own = queue.get()] { own->lead(); });
    } catch (const std::system_error& error) {
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("the system starts no thread to compute with: {}", error.what()),
                    "Close other programs.");
    }
    return queue;
}

WorkQueue::~WorkQueue() {
    {
        const std::lock_guard lock(mutex_);
        leaving_ = true;
    }
    changed_.notify_one();
    if (leader_.joinable()) leader_.join();
}

void WorkQueue::lead() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return leaving_ || !work_.empty(); });
        if (work_.empty()) return;
        const Work work = std::move(work_.front());
        work_.erase(work_.begin());
        lock.unlock();
        work(*team_);
        lock.lock();
        ++done_;
        ended_.notify_all();
    }
}

std::uint64_t WorkQueue::submit(Work work) {
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        work_.push_back(std::move(work));
        number = ++submitted_;
    }
    changed_.notify_one();
    return number;
}

bool WorkQueue::wait(std::uint64_t number, std::chrono::nanoseconds deadline) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, deadline, [&] { return done_ >= number; });
}

void WorkQueue::wait(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return done_ >= number; });
}

}  // namespace inference::cpu
