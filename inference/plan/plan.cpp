#include "inference/plan/plan.h"

#include <fmt/format.h>

namespace inference {

std::string Plan::device() const {
    if (stages.size() == 1) return stages.front().selector;
    std::string text;
    for (const PlannedStage& stage : stages)
        text += fmt::format("{}{}={}", text.empty() ? "" : ",", stage.selector, stage.layers.count);
    return text;
}

}  // namespace inference
