#pragma once
#include <cstdint>
#include <vector>

#include "inference/token.h"

namespace inference {

/// Added to a token's logit before anything else.
struct LogitBias {
    Token token = 0;
    float bias = 0.0F;  ///< minus infinity forbids the token
    bool operator==(const LogitBias&) const = default;
};

/// How the next token is chosen. A value: two equal ones choose alike. The order is fixed:
///
///   1. biases                   added to logits
///   2. repetition               Keskar et al. 2019, arXiv:1909.05858: a positive logit is divided, another multiplied
///   3. frequency and presence   logit - count * frequency_penalty - (count > 0) * presence_penalty
///   4. top_k
///   5. temperature              0 takes the likeliest token here, and nothing below counts
///   6. typical_p                Meister et al. 2022, arXiv:2202.00666
///   7. top_p                    Holtzman et al. 2020, arXiv:1904.09751
///   8. min_p                    Nguyen et al. 2024, arXiv:2407.01082
///   9. the draw                 among what is left, by probability, from (seed, position)
///
/// Each of 6 to 8 takes the probabilities of what those before have left, adding up to 1.
struct SamplingSettings {
    float temperature = 0.8F;  ///< 0 takes the likeliest token; otherwise logits are divided by it
    std::uint32_t top_k = 40;  ///< keep the k likeliest; 0 keeps all
    float top_p = 0.95F;       ///< keep the smallest set whose probability reaches p; 1 keeps all
    float min_p = 0.0F;        ///< keep what has at least this share of the likeliest one's probability; 0 keeps all
    float typical_p = 1.0F;    ///< keep the most typical set whose probability reaches p; 1 keeps all
    float repetition_penalty = 1.0F;    ///< for tokens among the last `penalty_window`; 1 changes nothing
    float presence_penalty = 0.0F;      ///< the same, once a token
    float frequency_penalty = 0.0F;     ///< the same, once an occurrence
    std::uint32_t penalty_window = 64;  ///< so many last tokens of the context, prompt included, count for penalties
    std::vector<LogitBias> logit_bias = {};
    std::uint64_t seed = 0;  ///< the draw at a position depends on (seed, position) alone
    bool operator==(const SamplingSettings&) const = default;
};

}  // namespace inference
