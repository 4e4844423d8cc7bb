#include "inference/warm_up.h"

#include <chrono>
#include <span>

namespace inference {

namespace {

constexpr std::uint32_t prompt_tokens = 2;
constexpr std::uint32_t batches = 2;  // the prompt, then a token
constexpr auto longest_wait = std::chrono::milliseconds(50);

}  // namespace

Result<WarmUp> WarmUp::begin(const Model& model, CacheType cache_type) {
    auto chain = StageChain::open(model.stages, static_cast<std::uint32_t>(tokens_.size()), cache_type);
    if (!chain) return std::unexpected(std::move(chain.error()));
    return WarmUp(std::move(*chain));
}

Result<bool> WarmUp::advance() {
    if (!chain_.busy()) {
        const std::span<const Token> tokens(tokens_);
        const bool prompt = batches_done_ == 0;
        const auto sent = chain_.submit({.position = prompt ? 0 : prompt_tokens,
                                         .pass = prompt ? Pass::Prompt : Pass::Decode,
                                         .tokens = prompt ? tokens.first(prompt_tokens) : tokens.subspan(prompt_tokens),
                                         .activations = {},
                                         .output = Output::LastCandidates});
        if (!sent) return std::unexpected(sent.error());
    }
    const auto result = chain_.advance(longest_wait);
    if (!result) return std::unexpected(result.error());
    if (*result != nullptr) ++batches_done_;
    return batches_done_ == batches;
}

float WarmUp::fraction() const {
    return (static_cast<float>(batches_done_) + chain_.fraction()) / static_cast<float>(batches);
}

}  // namespace inference
