#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/sampling/candidates.h"

namespace inference {

/// What the model itself thought of a position, before any sampler: natural logarithms of softmax(logits).
struct TokenDetails {
    struct Alternative {
        Token token;
        float log_probability;
    };
    float log_probability = 0.0F;           ///< of the token that was chosen
    std::vector<Alternative> alternatives;  ///< the likeliest tokens, falling; the chosen one may be among them
};

/// From the best candidates, one of which was chosen. At most Candidates::kept alternatives.
TokenDetails details_of(const Candidates& candidates, Token chosen, std::uint32_t alternatives);
/// From a whole row (vocabulary_size): the same numbers.
TokenDetails details_of(std::span<const float> logits, Token chosen, std::uint32_t alternatives);

}  // namespace inference
