#include "inference/vulkan/vulkan_stage_schedule.h"

#include <algorithm>

namespace inference::vulkan {

void next_submission(std::vector<Portion>& submission, const std::vector<PassStep>& steps, PassCursor& cursor,
                     Pass pass, const SubmissionBudget& budget) {
    submission.clear();
    double left = budget.target_seconds();
    while (cursor.step < steps.size()) {
        const PassStep& step = steps[cursor.step];
        const double start = budget.dispatch_seconds();
        const double slice_seconds = std::max(1e-9, (budget.estimate_seconds(pass, step.work) - start) / step.slices);
        const std::uint32_t rest = step.slices - cursor.slice;
        const double fitting = std::clamp((left - start) / slice_seconds, 0.0, static_cast<double>(rest));
        const std::uint32_t count = std::max(submission.empty() ? 1U : 0U, static_cast<std::uint32_t>(fitting));
        if (count == 0) break;
        const bool whole = cursor.slice == 0 && count == step.slices;
        submission.push_back({cursor.step, whole ? Slice{} : Slice{cursor.slice, count}});
        left -= start + count * slice_seconds;
        if (count < rest) {
            cursor.slice += count;
            break;
        }
        cursor = {cursor.step + 1, 0};
    }
}

Work work_of(const std::vector<PassStep>& steps, const Portion& portion) {
    const PassStep& step = steps[portion.step];
    const std::uint32_t count = std::min(portion.slice.count, step.slices - portion.slice.first);
    return step.work.part(static_cast<double>(count) / step.slices);
}

double estimate_seconds(const std::vector<PassStep>& steps, const std::vector<Portion>& submission, Pass pass,
                        const SubmissionBudget& budget) {
    double sum = 0.0;
    for (const Portion& portion : submission) sum += budget.estimate_seconds(pass, work_of(steps, portion));
    return sum;
}

}  // namespace inference::vulkan
