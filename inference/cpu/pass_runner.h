#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "inference/cpu/share.h"
#include "inference/cpu/thread_team.h"
#include "inference/error.h"
#include "inference/pass_profile.h"

namespace inference::cpu {

/// One step of a pass: threads do their shares of it, then everything it wrote is complete.
struct PassStep {
    std::string_view name;       ///< "attention"
    double multiply_adds = 0.0;  ///< about, of the whole step
    /// Does any share, also finer ones than the team's where a step is cut; `thread` is the one of the team that does.
    std::function<Result<void>(Share, unsigned thread)> run;
    double bytes = 0.0;  ///< of weights, or of keys and values, that the whole step reads
};

/// A pass on its way: steps in order, cut into submissions by the clock. A step of much work is itself cut into slices,
/// so that a submission can end within it; its result is the same.
class PassRunner {
public:
    explicit PassRunner(std::vector<PassStep> steps);
    /// From the first step again. Not while it runs.
    void restart();

    /// On every thread of the team: goes on where the last call ended, until `budget` is used up or all is done. Throws
    /// nothing: memory that a step cannot have is its error.
    void advance(ThreadTeam& team, Share share, std::chrono::nanoseconds budget);

    // Between calls.
    bool done() const { return next_ == slices_.size() || error_; }
    float fraction() const;                                       ///< of the work, 0 to 1
    const std::optional<Error>& error() const { return error_; }  ///< the first that a step gave
    /// Adds each step with the time that its slices have taken.
    void add_to(PassProfile& profile) const;

private:
    struct Slice {
        std::size_t step;
        unsigned index;
        unsigned count;
        double multiply_adds_before;
    };
    void run(const Slice& slice, Share share);  ///< an error is kept

    std::vector<PassStep> steps_;
    std::vector<Slice> slices_;
    double multiply_adds_ = 0.0;
    std::size_t next_ = 0;
    bool goes_on_[2] = {};  // decided by the leading thread before a barrier, read by all after it, in turns
    std::vector<double> step_seconds_;
    std::mutex error_mutex_;
    std::optional<Error> error_;
};

}  // namespace inference::cpu
