#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "inference/cpu/share.h"
#include "inference/cpu/thread_team.h"
#include "inference/error.h"
#include "inference/pass_profile.h"

namespace inference::cpu {

/// One step of a pass: threads do parts of it, then everything it wrote is complete.
struct PassStep {
    std::string_view name;       ///< "attention"
    double multiply_adds = 0.0;  ///< about, of the whole step
    /// Does any share; `thread` is the one of the team that does.
    std::function<Result<void>(Share, unsigned thread)> run;
    double bytes = 0.0;  ///< of weights, or of keys and values, that the whole step reads
    /// Into how many parts it can be cut that are worth their while; 0: one for each thread, which does it itself.
    std::uint32_t parts = 0;
};

/// A pass on its way: steps in order, cut into submissions by the clock. Each thread begins with its own stretch of a
/// step's parts and, when that is done, takes of the others': cores are not equally fast, nor is one of them at all
/// times. Where a step is cut its result is the same.
class PassRunner {
public:
    /// For a team of so many threads.
    PassRunner(std::vector<PassStep> steps, unsigned threads);
    /// From the first step again. Not while it runs.
    void restart();

    /// On every thread of the team: goes on where the last call ended, until `budget` is used up or all is done. Throws
    /// nothing: memory that a step cannot have is its error.
    void advance(ThreadTeam& team, Share share, std::chrono::nanoseconds budget);

    // Between calls.
    bool done() const { return next_ == steps_.size() || error_; }
    float fraction() const;                                       ///< of the work, 0 to 1
    const std::optional<Error>& error() const { return error_; }  ///< the first that a step gave
    /// Adds each step with the time that it has taken.
    void add_to(PassProfile& profile) const;

private:
    using Clock = std::chrono::steady_clock;
    /// A thread's own stretch of a step's parts: those from `next` on are not yet taken.
    struct alignas(64) Stretch {
        std::atomic<std::uint32_t> next = 0;
        std::uint32_t end = 0;
    };

    Stretch* stretches_of(std::size_t step) const { return &stretches_[step % 2 * threads_]; }
    std::uint32_t parts_of(const PassStep& step) const { return step.parts == 0 ? threads_ : step.parts; }
    void hand_out(std::size_t step);
    /// Some parts of the step, of this thread's own while there are any; a span of 0: none is left.
    Share take(std::size_t step, unsigned thread);
    std::uint32_t left_of(std::size_t step) const;                ///< parts that no thread has taken
    void run(const PassStep& step, Share part, unsigned thread);  ///< an error is kept
    /// Takes parts and does them until none is left, or until the leading thread finds that it is late. Whether none
    /// is left.
    bool work(std::size_t step, unsigned thread, Clock::time_point end);

    std::vector<PassStep> steps_;
    unsigned threads_;
    std::vector<double> multiply_adds_before_;  // each step, and all
    std::size_t next_ = 0;
    // Of this step and of the next, which the leading thread hands out before the barrier.
    std::unique_ptr<Stretch[]> stretches_;
    bool goes_on_[2] = {};  // decided by the leading thread before a barrier, read by all after it, in turns
    std::atomic<bool> late_ = false;
    std::vector<double> step_seconds_;
    std::mutex error_mutex_;
    std::optional<Error> error_;
};

}  // namespace inference::cpu
