#include "inference/plan/speed_correction.h"

#include <algorithm>

namespace inference {

namespace {

constexpr double far = 1.25;
constexpr std::uint32_t fewest_tokens = 32;

}  // namespace

void correct_speeds(SpeedRecord& record, const Plan& plan, const Decoded& decoded) {
    const bool from_disk = std::ranges::any_of(plan.stages, [](const auto& stage) { return stage.mapped_layers > 0; });
    if (decoded.tokens < fewest_tokens || !(decoded.seconds > 0.0) || from_disk) return;
    const double ratio = plan.token_seconds_at(decoded.position) * decoded.tokens / decoded.seconds;
    for (const PlannedStage& stage : plan.stages) {
        auto kept = record.find(stage.speed_name);
        if (!kept) continue;  // a guess
        // By the speed of the plan, so that one answer after the other corrects it once.
        const double met = stage.speed.read_bytes_per_second * (ratio > far || ratio < 1.0 / far ? ratio : 1.0);
        if (met == kept->read_bytes_per_second) continue;
        kept->read_bytes_per_second = met;
        // Where it cannot be written it holds for this run.
        static_cast<void>(record.keep(stage.speed_name, *kept));
    }
}

}  // namespace inference
