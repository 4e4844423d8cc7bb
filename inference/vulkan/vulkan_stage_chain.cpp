#include <cstring>

#include "inference/vulkan/chain_check.h"
#include "inference/vulkan/run_now.h"
#include "inference/vulkan/vulkan_stage_state.h"

namespace inference::vulkan {

/// What is recorded is chained where its kernels are (KernelOptions::chained) and none has given up on the device.
void VulkanStageState::chain(CommandStream& stream) const {
    stream.chain(buffers_->chain, kernels_->decode.options.chained && stage_->device().capabilities().can_chain());
}

bool VulkanStageState::gave_up() const {
    std::uint32_t outcome = 0;
    std::memcpy(&outcome, buffers_->chain.outcome.buffer->mapped().data(), sizeof outcome);
    return outcome != 0;
}

/// The batch under way from its beginning, with barriers: what it reads still stands where it was written. A workgroup
/// of its own has given up, or one of a pass before that was abandoned; either way counts may be left that kernels rely
/// on to be zero, as dispatches that share them have run side by side.
Result<void> VulkanStageState::start_over() {
    if (auto idle = abandon_guess(); !idle) return idle;
    stage_->device().stop_chaining(waited_in_vain);
    one_token_.clear();
    auto cleared = run_now(stage_->device(), "clearing memory", [&](CommandStream& stream) {
        stream.fill(buffers_->chain.counts, 0);
        stream.fill(buffers_->chain.outcome, 0);
        stream.fill(buffers_->attention_scratch, 0);
        if (stage_->is_last()) stream.fill(buffers_->candidate_scratch, 0);
    });
    if (!cleared) return cleared;
    const Running void_one = *running_;
    auto running = prepare(void_one.shape, void_one.pass, void_one.recording != nullptr);
    if (!running) return std::unexpected(std::move(running.error()));
    running->begun_at = void_one.begun_at;
    running_ = *running;
    return {};
}

}  // namespace inference::vulkan
