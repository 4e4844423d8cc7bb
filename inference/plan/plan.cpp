#include "inference/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace inference {

std::uint32_t ConversationSize::position_told() const { return std::min(std::uint32_t{256}, context_length / 2); }

double Plan::token_seconds_at(std::uint32_t position) const {
    const double further = static_cast<double>(position) - conversation.position_told();
    double seconds = 0.0;
    for (const PlannedStage& stage : stages)
        seconds += stage.token_seconds +
                   further * static_cast<double>(stage.position_bytes) / stage.speed.read_bytes_per_second;
    return seconds;
}

std::string Plan::device() const {
    if (stages.size() == 1) return stages.front().selector;
    std::string text;
    for (const PlannedStage& stage : stages)
        text += fmt::format("{}{}={}", text.empty() ? "" : ",", stage.selector, stage.layers.count);
    return text;
}

}  // namespace inference
