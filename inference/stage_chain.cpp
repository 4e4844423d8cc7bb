#include "inference/stage_chain.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace inference {

Result<StageChain> StageChain::open(const std::vector<std::shared_ptr<Stage>>& stages, std::uint32_t cache_length,
                                    CacheType type) {
    StageChain chain;
    for (const auto& stage : stages) {
        auto state = stage->open(cache_length, type);
        if (!state) return std::unexpected(std::move(state.error()));
        chain.states_.push_back(std::move(*state));
    }
    return chain;
}

std::uint32_t StageChain::prompt_tokens_limit() const {
    std::uint32_t limit = std::numeric_limits<std::uint32_t>::max();
    for (const auto& state : states_) limit = std::min(limit, state->prompt_tokens_limit());
    return limit;
}

std::uint64_t StageChain::memory_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& state : states_) sum += state->memory_bytes();
    return sum;
}

Result<void> StageChain::submit(const Batch& batch) {
    running_.emplace(Running{.batch = batch, .ticket = {}, .activations = {}});
    return enter_stage();
}

Result<void> StageChain::enter_stage() {
    Batch batch = running_->batch;
    if (running_->stage > 0) {
        batch.tokens = {};
        batch.activations = running_->activations;
    }
    auto ticket = states_[running_->stage]->submit(batch);
    if (!ticket) {
        running_.reset();
        return std::unexpected(std::move(ticket.error()));
    }
    running_->ticket = *ticket;
    running_->stage_fraction = 0.0F;
    return {};
}

Result<std::optional<BatchResult>> StageChain::advance(std::chrono::nanoseconds deadline) {
    StageState& state = *states_[running_->stage];
    const auto progress = state.wait(running_->ticket, deadline);
    if (!progress) {
        running_.reset();
        return std::unexpected(progress.error());
    }
    running_->stage_fraction = progress->fraction;
    if (!progress->done) return std::nullopt;
    auto result = state.take(running_->ticket);
    if (!result || running_->stage + 1 == states_.size()) {
        running_.reset();
        if (!result) return std::unexpected(std::move(result.error()));
        return std::move(*result);
    }
    running_->activations = std::move(result->activations);
    ++running_->stage;
    if (auto entered = enter_stage(); !entered) return std::unexpected(std::move(entered.error()));
    return std::nullopt;
}

float StageChain::fraction() const {
    if (!running_) return 0.0F;
    return (static_cast<float>(running_->stage) + running_->stage_fraction) / static_cast<float>(states_.size());
}

Result<void> StageChain::abandon() {
    if (!running_) return {};
    const Running running = *std::exchange(running_, std::nullopt);
    return states_[running.stage]->abandon(running.ticket);
}

}  // namespace inference
