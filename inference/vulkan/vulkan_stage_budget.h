#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "inference/stage.h"

namespace inference::vulkan {

/// Kinds of work whose speed is measured apart.
enum class WorkKind { Gather, Product, Attention, Candidates };
inline constexpr std::size_t work_kinds = 4;

/// What a dispatch has to do, for an estimate of the time it takes.
struct Work {
    WorkKind kind = WorkKind::Product;
    double multiply_adds = 0.0;
    double bytes = 0.0;  ///< read and written in device memory

    Work part(double fraction) const { return {kind, multiply_adds * fraction, bytes * fraction}; }
};

/// How long a submission may take, and how long work takes on this device: guessed low at first, then corrected by
/// every measured submission. One per stage state, as each has its own shapes.
class SubmissionBudget {
public:
    enum class DeviceKind {
        Desktop,   ///< also draws the desktop: 8 ms
        Headless,  ///< 50 ms
        Software,  ///< 500 ms
    };
    explicit SubmissionBudget(DeviceKind kind);

    double budget_seconds() const { return budget_seconds_; }
    /// What a submission is filled up to: less than the budget, as an estimate is none the better for being late.
    double target_seconds() const { return 0.7 * budget_seconds_; }

    double dispatch_seconds() const { return dispatch_seconds_; }  ///< what a dispatch costs before its work
    /// Of one dispatch.
    double estimate_seconds(Pass pass, const Work& work) const;

    /// Corrects the estimates by a submission that did `works` in so many seconds. What took longer than thought is
    /// believed at once, what took less by half.
    void measured(Pass pass, std::span<const Work> works, double seconds);

private:
    double budget_seconds_;
    double dispatch_seconds_;
    double bytes_per_second_;
    double multiply_adds_per_second_;
    struct Factor {
        double value = 1.0;  ///< measured over guessed
        bool known = false;  ///< a kind not met yet is thought no faster than the slowest that was
    };
    using Factors = std::array<Factor, work_kinds>;
    static double factor_of(const Factors& factors, WorkKind kind);
    std::array<Factors, 2> factors_;  // (passes, kinds)
};

}  // namespace inference::vulkan
