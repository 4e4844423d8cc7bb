#include "app/engine/recovery.h"

#include <vector>

namespace app {

using inference::Error;
using inference::ErrorKind;
using inference::Plan;

namespace {

constexpr int most_losses = 2;
constexpr int most_smaller_plans = 3;
constexpr double smaller = 0.8;
constexpr const char* processor = "cpu";  // it cannot be lost

/// Of a stage, or of all where it is not known which one failed.
std::vector<std::string> suspects(const Plan& plan, std::optional<std::size_t> stage) {
    std::vector<std::string> selectors;
    for (std::size_t i = 0; i < plan.stages.size(); ++i)
        if ((!stage || *stage == i) && plan.stages[i].selector != processor)
            selectors.push_back(plan.stages[i].selector);
    return selectors;
}

}  // namespace

void Recovery::chosen(const inference::LoadOptions& options) {
    options_ = options;
    losses_.clear();
    smaller_plans_ = 0;
}

void Recovery::placed(const Placing& placing) {
    options_ = placing.options;
    if (placing.reason == Reason::OutOfMemory) ++smaller_plans_;
}

std::optional<Recovery::Placing> Recovery::after(const Error& error, const Plan& plan) {
    Placing next{options_, Reason::OutOfMemory};
    if (error.kind == ErrorKind::OutOfMemory) {
        if (smaller_plans_ == most_smaller_plans) return std::nullopt;
        next.options.device = "auto";
        next.options.memory_share *= smaller;
        return next;
    }
    if (error.kind != ErrorKind::DeviceLost) return std::nullopt;
    const auto lost = suspects(plan, error.stage);
    if (lost.empty()) return std::nullopt;
    next.reason = Reason::DeviceLost;
    for (const std::string& selector : lost) {
        if (++losses_[selector] < most_losses) continue;
        next.options.device = "auto";
        next.options.without.insert(selector);
        next.reason = Reason::DeviceLeftOut;
    }
    return next;
}

std::optional<Recovery::Placing> Recovery::afterLoad(const Error& error, const Plan& plan) const {
    if (error.kind != ErrorKind::DeviceLost && error.kind != ErrorKind::NoDevice &&
        error.kind != ErrorKind::DeviceFailure)
        return std::nullopt;
    Placing next{options_, Reason::DeviceLeftOut};
    bool fewer = false;
    for (const std::string& selector : suspects(plan, std::nullopt))
        fewer |= next.options.without.insert(selector).second;
    if (!fewer) return std::nullopt;
    next.options.device = "auto";
    return next;
}

}  // namespace app
