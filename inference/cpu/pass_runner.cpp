#include "inference/cpu/pass_runner.h"

#include <algorithm>
#include <utility>

namespace inference::cpu {

namespace {

/// What is taken at once at most: some milliseconds on a slow core (5 billion a second in float32), less elsewhere.
constexpr double most_multiply_adds = 5e7;

/// Of what a stretch has left, a quarter at a time: long runs of weights at first, short ones when the end is near.
constexpr std::uint32_t shrinking = 4;

}  // namespace

PassRunner::PassRunner(std::vector<PassStep> steps, unsigned threads)
    : steps_(std::move(steps)),
      threads_(threads),
      stretches_(std::make_unique<Stretch[]>(std::size_t{2} * threads)),
      step_seconds_(steps_.size()) {
    multiply_adds_before_.reserve(steps_.size() + 1);
    multiply_adds_before_.push_back(0.0);
    for (const PassStep& step : steps_)
        multiply_adds_before_.push_back(multiply_adds_before_.back() + step.multiply_adds);
    restart();
}

void PassRunner::restart() {
    next_ = 0;
    hand_out(0);
    std::ranges::fill(step_seconds_, 0.0);
    error_.reset();
}

void PassRunner::hand_out(std::size_t step) {
    if (step >= steps_.size()) return;
    const std::uint32_t parts = parts_of(steps_[step]);
    for (unsigned thread = 0; thread < threads_; ++thread) {
        const auto [begin, end] = Share{thread, threads_}.of(parts);
        stretches_of(step)[thread].next.store(begin, std::memory_order_relaxed);
        stretches_of(step)[thread].end = end;
    }
}

Share PassRunner::take(std::size_t step, unsigned thread) {
    const std::uint32_t parts = parts_of(steps_[step]);
    const double share = steps_[step].multiply_adds / parts;
    const auto most = static_cast<std::uint32_t>(std::clamp(most_multiply_adds / std::max(share, 1.0), 1.0, 1e6));
    const unsigned reach = steps_[step].parts == 0 ? 1 : threads_;  // what is cut for each thread is its own
    for (unsigned other = 0; other < reach; ++other) {
        Stretch& stretch = stretches_of(step)[(thread + other) % threads_];
        std::uint32_t first = stretch.next.load(std::memory_order_relaxed);
        while (first < stretch.end) {
            const std::uint32_t span = std::clamp((stretch.end - first) / shrinking, 1U, most);
            // What the parts read was complete before the barrier, what they write is behind the next.
            if (stretch.next.compare_exchange_weak(first, first + span, std::memory_order_relaxed))
                return {first, parts, span};
        }
    }
    return {0, 1, 0};
}

void PassRunner::run(const PassStep& step, Share part, unsigned thread) {
    Result<void> ran;
    try {
        ran = step.run(part, thread);
    } catch (const std::bad_alloc&) {
        ran = out_of_memory();
    }
    if (ran) return;
    const std::lock_guard lock(error_mutex_);
    if (!error_) error_ = std::move(ran.error());
}

std::uint32_t PassRunner::left_of(std::size_t step) const {
    std::uint32_t left = 0;
    for (unsigned thread = 0; thread < threads_; ++thread) {
        const Stretch& stretch = stretches_of(step)[thread];
        left += stretch.end - std::min(stretch.next.load(std::memory_order_relaxed), stretch.end);
    }
    return left;
}

bool PassRunner::work(std::size_t step, unsigned thread, Clock::time_point end) {
    for (;;) {
        const Share part = take(step, thread);
        if (part.span == 0) return true;
        run(steps_[step], part, thread);
        if (thread == 0 && Clock::now() >= end) late_.store(true, std::memory_order_relaxed);
        if (late_.load(std::memory_order_relaxed)) return left_of(step) == 0;
    }
}

void PassRunner::advance(ThreadTeam& team, Share share, std::chrono::nanoseconds budget) {
    const auto end = Clock::now() + budget;
    auto step_start = Clock::now();
    for (std::size_t at = next_;; ++at) {
        const bool none_left = work(at, share.index, end);
        bool& goes_on = goes_on_[at % 2];
        if (share.index == 0) {
            hand_out(at + 1);
            goes_on = none_left && at + 1 < steps_.size() && Clock::now() < end;
        }
        team.barrier();
        const bool stops = !goes_on;  // read before the leading thread can come to the step after the next
        if (share.index == 0) {
            const auto now = Clock::now();
            step_seconds_[at] += std::chrono::duration<double>(now - step_start).count();
            step_start = now;
        }
        if (!stops) continue;
        if (share.index != 0) return;
        // Only now: whoever began late has read them.
        next_ = none_left ? at + 1 : at;
        late_.store(false, std::memory_order_relaxed);
        return;
    }
}

void PassRunner::add_to(PassProfile& profile) const {
    for (std::size_t step = 0; step < steps_.size(); ++step)
        profile.add(steps_[step].name, true, step_seconds_[step], steps_[step].bytes, steps_[step].multiply_adds);
}

float PassRunner::fraction() const {
    const double all = multiply_adds_before_.back();
    if (next_ == steps_.size() || all == 0.0) return 1.0F;
    const double left = steps_[next_].multiply_adds * left_of(next_) / parts_of(steps_[next_]);
    return static_cast<float>((multiply_adds_before_[next_ + 1] - left) / all);
}

}  // namespace inference::cpu
