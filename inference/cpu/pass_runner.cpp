#include "inference/cpu/pass_runner.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inference::cpu {

namespace {

/// Some milliseconds on two slow cores (10 billion a second in float32), less elsewhere.
constexpr double slice_multiply_adds = 1e8;

}  // namespace

PassRunner::PassRunner(std::vector<PassStep> steps) : steps_(std::move(steps)), step_seconds_(steps_.size()) {
    for (std::size_t step = 0; step < steps_.size(); ++step) {
        const auto count =
            static_cast<unsigned>(std::clamp(std::ceil(steps_[step].multiply_adds / slice_multiply_adds), 1.0, 1e6));
        for (unsigned index = 0; index < count; ++index) {
            slices_.push_back({step, index, count, multiply_adds_});
            multiply_adds_ += steps_[step].multiply_adds / count;
        }
    }
}

void PassRunner::restart() {
    next_ = 0;
    std::ranges::fill(step_seconds_, 0.0);
    error_.reset();
}

void PassRunner::run(const Slice& slice, Share share) {
    const Share part{slice.index * share.count + share.index, slice.count * share.count};
    Result<void> ran;
    try {
        ran = steps_[slice.step].run(part, share.index);
    } catch (const std::bad_alloc&) {
        ran = out_of_memory();
    }
    if (ran) return;
    const std::lock_guard lock(error_mutex_);
    if (!error_) error_ = std::move(ran.error());
}

void PassRunner::advance(ThreadTeam& team, Share share, std::chrono::nanoseconds budget) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto slice_start = start;
    std::size_t at = next_;
    for (unsigned turn = 0;; turn ^= 1U) {
        const Slice& slice = slices_[at++];
        run(slice, share);
        if (share.index == 0) {
            const auto now = Clock::now();
            goes_on_[turn] = at < slices_.size() && now - start < budget;
            step_seconds_[slice.step] += std::chrono::duration<double>(now - slice_start).count();
            slice_start = now;
        }
        team.barrier();
        if (goes_on_[turn]) continue;
        if (share.index == 0) next_ = at;  // all have read it: they passed the barrier
        return;
    }
}

void PassRunner::add_to(PassProfile& profile) const {
    for (std::size_t step = 0; step < steps_.size(); ++step)
        profile.add(steps_[step].name, true, step_seconds_[step], steps_[step].bytes, steps_[step].multiply_adds);
}

float PassRunner::fraction() const {
    if (next_ == slices_.size() || multiply_adds_ == 0.0) return 1.0F;
    return static_cast<float>(slices_[next_].multiply_adds_before / multiply_adds_);
}

}  // namespace inference::cpu
