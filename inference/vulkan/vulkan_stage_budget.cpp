#include "inference/vulkan/vulkan_stage_budget.h"

#include <algorithm>
#include <cmath>

namespace inference::vulkan {

namespace {

std::size_t index_of(Pass pass) { return pass == Pass::Decode ? 0 : 1; }
std::size_t index_of(WorkKind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

SubmissionBudget::SubmissionBudget(DeviceKind kind) : factors_() {
    // The first guesses are those of a slow device of its kind, so that the first submission is short rather than long:
    // a processor of two cores, a graphics chip of ten years ago.
    const bool software = kind == DeviceKind::Software;
    budget_seconds_ = software ? 0.5 : kind == DeviceKind::Desktop ? 0.008 : 0.05;
    dispatch_seconds_ = software ? 100e-6 : 5e-6;
    bytes_per_second_ = software ? 0.4e9 : 15e9;
    multiply_adds_per_second_ = software ? 0.7e9 : 100e9;
}

double SubmissionBudget::factor_of(const Factors& factors, WorkKind kind) {
    if (factors[index_of(kind)].known) return factors[index_of(kind)].value;
    double slowest = 1.0;
    for (const Factor& factor : factors) slowest = std::max(slowest, factor.value);
    return slowest;
}

double SubmissionBudget::estimate_seconds(Pass pass, const Work& work) const {
    const double guess = work.bytes / bytes_per_second_ + work.multiply_adds / multiply_adds_per_second_;
    return dispatch_seconds_ + guess * factor_of(factors_[index_of(pass)], work.kind);
}

void SubmissionBudget::measured(Pass pass, std::span<const Work> works, double seconds) {
    std::array<double, work_kinds> shares{};
    double estimate = 0.0;
    for (const Work& work : works) {
        const double part = estimate_seconds(pass, work);
        shares[index_of(work.kind)] += part;
        estimate += part;
    }
    if (!(estimate > 0.0) || !(seconds > 0.0)) return;
    const double ratio = std::clamp(seconds / estimate, 0.01, 100.0);
    const double trust = ratio > 1.0 ? 1.0 : 0.5;
    const Factors before = factors_[index_of(pass)];
    for (std::size_t kind = 0; kind < work_kinds; ++kind) {
        if (shares[kind] == 0.0) continue;
        const double change = std::pow(ratio, trust * shares[kind] / estimate);
        const double value = factor_of(before, static_cast<WorkKind>(kind)) * change;
        factors_[index_of(pass)][kind] = {std::clamp(value, 1e-4, 1e4), true};
    }
}

}  // namespace inference::vulkan
