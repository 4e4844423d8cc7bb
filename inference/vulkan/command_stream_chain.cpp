#include <algorithm>

#include "inference/vulkan/command_stream.h"

namespace inference::vulkan {

namespace {

/// Of a workgroup at the count. Each look goes through the device's memory, half a microsecond or so, and a dispatch is
/// waited for from when its last workgroups begin: a fraction of a second is more than it takes, and less than what a
/// driver thinks lost.
constexpr std::uint32_t looks_before_giving_up = 1U << 19U;

constexpr std::uint32_t never = UINT32_MAX;  // so many releases no chain has

}  // namespace

void CommandStream::chain(const ChainViews& views, bool waits) {
    chain_ = views;
    waits_ = waits;
}

/// A dispatch may be the last of its chain, which its workgroups have to know: so those of a step are recorded when it
/// is known what follows.
void CommandStream::place(Dispatch dispatch) {
    if (!waits_) return record(dispatch, {});
    const bool chained = dispatch.pipeline.is_chained();
    if (step_ends_) {
        step_ends_ = false;
        const bool goes_on = chained && !step_.empty();
        end_step(!goes_on);
        step_is_plain_ = false;
        if (!goes_on) {
            waits_ = false;
            barrier();
            waits_ = true;
        }
    }
    if (chained ? step_is_plain_ : !step_.empty())
        return misuse("chained kernels stand beside others without a barrier between");
    step_is_plain_ = !chained;
    if (chained)
        step_.push_back(std::move(dispatch));
    else
        record(dispatch, {});
}

/// Records the step that has ended, and the times behind it. Behind a chain there is a barrier.
void CommandStream::end_step(bool ends_chain) {
    if (ends_chain) step_ends_ = step_is_plain_ = false;
    std::uint32_t released = awaited_;
    for (const Dispatch& dispatch : step_) released += dispatch.releases;
    const shader::ChainLink link{
        .awaited = awaited_, .end = ends_chain ? released : never, .looks = looks_before_giving_up};
    for (const Dispatch& dispatch : step_) record(dispatch, link);
    awaited_ = ends_chain ? 0 : released;
    step_.clear();
    for (const std::uint32_t index : late_times_) write_timestamp(index);
    late_times_.clear();
}

}  // namespace inference::vulkan
