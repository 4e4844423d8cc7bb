#include <new>

#include "inference/vulkan/vulkan_stage_state.h"

namespace inference::vulkan {

bool VulkanStageState::gains_by_guesses() const {
    return stage_->is_first() && stage_->is_last() && goes_ahead(stage_->device().capabilities());
}

/// Whether the batch's pass ends with a guess.
bool VulkanStageState::guesses(const Batch& batch) const {
    return batch.guess && stage_->is_first() && stage_->is_last() && batch.pass == Pass::Decode &&
           batch.tokens.size() == 1 && batch.output == Output::LastCandidates;
}

bool VulkanStageState::went_ahead_with(Token token, std::uint32_t position) const {
    return ahead_ && ahead_->running.shape.position == position && ahead_->token == token;
}

bool VulkanStageState::takes_over(const Batch& batch) const {
    return !profile_ && batch.pass == Pass::Decode && batch.tokens.size() == 1 &&
           batch.output == Output::LastCandidates && (!batch.guess || *batch.guess == guess_) &&
           went_ahead_with(batch.tokens.front(), batch.position);
}

void VulkanStageState::take_over() {
    running_ = ahead_->running;
    running_->taken_over = true;
    running_->begun_at = running_->sent_at = Clock::now();
    ahead_.reset();
    ++ahead_counts_.taken_over;
}

/// Sends the pass of the token that the one under way will guess. Where that fails nothing is amiss: it is sent once
/// the token is known, and what is wrong with the device is told by that, or by the wait for the one under way.
void VulkanStageState::go_ahead() try {
    const Running& running = *running_;
    const bool alone = running.recording != nullptr && running.recording->size() == 1;
    if (!running.shape.guesses || !alone || running.shape.position + 1 >= cache_length() ||
        2.0 * running.seconds_total > budget_.budget_seconds())
        return;
    PassShape shape = running.shape;
    ++shape.position;
    shape.place = place_behind(shape.place);
    // Its recording is not under way: of the passes that were sent before this one the last was waited for.
    auto next = prepare(shape, Pass::Decode, true);
    if (!next || next->recording->size() != 1) return;
    next->next_recorded = 1;
    if (send(*next, next->recording->front())) ahead_ = Ahead{.running = *next, .token = {}};
} catch (const std::bad_alloc&) {
    return;  // as above
}

Result<void> VulkanStageState::abandon_guess() {
    if (!ahead_) return {};
    const auto ended = wait_for_submission(ahead_->running, longest_submission());
    ahead_.reset();
    ++ahead_counts_.abandoned;
    if (!ended) return std::unexpected(ended.error());
    return {};
}

}  // namespace inference::vulkan
