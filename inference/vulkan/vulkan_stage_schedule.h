#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/vulkan_stage_budget.h"

namespace inference::vulkan {

class CommandStream;

/// One step of a forward pass: a dispatch or a few that need no barrier between, then everything it wrote is complete.
struct PassStep {
    std::string_view name;     ///< "attention"
    Work work;                 ///< of the whole step
    std::uint32_t slices = 1;  ///< into how many parts it can be cut; the parts take about the same time
    std::function<void(CommandStream&, Slice)> record;
    bool copies = false;  ///< copies, where the others dispatch
};

/// A step of a pass, or some slices of it.
struct Portion {
    std::size_t step = 0;
    Slice slice;
    bool operator==(const Portion& other) const {
        return step == other.step && slice.first == other.slice.first && slice.count == other.slice.count;
    }
};

/// How far a pass has been cut into submissions.
struct PassCursor {
    std::size_t step = 0;
    std::uint32_t slice = 0;
};

/// The next submission of a pass, into `submission`: as many whole steps, and slices of the last one, as fit the
/// budget; one slice at least. Moves the cursor behind them. Empty at the end of the pass.
void next_submission(std::vector<Portion>& submission, const std::vector<PassStep>& steps, PassCursor& cursor,
                     Pass pass, const SubmissionBudget& budget);

/// The work of a portion.
Work work_of(const std::vector<PassStep>& steps, const Portion& portion);

/// The estimate for a submission.
double estimate_seconds(const std::vector<PassStep>& steps, const std::vector<Portion>& submission, Pass pass,
                        const SubmissionBudget& budget);

}  // namespace inference::vulkan
