#pragma once
#include <QtGlobal>
#include <chrono>
#include <span>
#include <utility>
#include <vector>

#include "inference/stage.h"

/// What tests of either kind of stage share that send it batches.
namespace test_support {

using namespace inference;

inline std::vector<Token> some_tokens(std::size_t count, std::uint32_t vocabulary_size) {
    std::vector<Token> tokens(count);
    for (std::size_t i = 0; i < count; ++i) tokens[i] = static_cast<Token>((i * 7919 + 13) % vocabulary_size);
    return tokens;
}

/// A batch from its submission to its result.
inline Result<BatchResult> computed(StageState& state, const Batch& batch) {
    const auto ticket = state.submit(batch);
    if (!ticket) return std::unexpected(ticket.error());
    for (;;) {
        const auto progress = state.wait(*ticket, std::chrono::seconds(1));
        if (!progress) return std::unexpected(progress.error());
        if (!progress->done) continue;
        BatchResult result;
        if (auto taken = state.take(*ticket, result); !taken) return std::unexpected(std::move(taken.error()));
        return result;
    }
}

/// What `tokens` from `position` on give, decoded one by one: every number of every result.
inline std::vector<float> decoded_one_by_one(StageState& state, std::span<const Token> tokens, std::uint32_t position,
                                             Output output) {
    std::vector<float> numbers;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto result = computed(state, {.position = position + static_cast<std::uint32_t>(i),
                                             .pass = Pass::Decode,
                                             .tokens = tokens.subspan(i, 1),
                                             .activations = {},
                                             .output = output});
        if (!result) qFatal("%s", result.error().what.c_str());
        numbers.insert(numbers.end(), result->logits.begin(), result->logits.end());
        for (const Candidates& candidates : result->candidates) {
            numbers.push_back(candidates.log_sum_exp);
            for (const auto& [token, logit] : candidates.best)
                numbers.insert(numbers.end(), {static_cast<float>(token), logit});
        }
    }
    return numbers;
}

}  // namespace test_support
