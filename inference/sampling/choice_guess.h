#pragma once
#include <cstdint>

namespace inference {

/// How a Sampler is going to choose from best candidates, in so far as a device can guess it: without penalties, biases
/// and typical_p. A guess is never the choice itself, only what may be worked on until it is made.
struct ChoiceGuess {
    std::uint32_t kept = 1;    ///< the likeliest tokens that are drawn from, at most Candidates::kept
    float temperature = 0.0F;  ///< 0 takes the likeliest token
    float top_p = 1.0F;
    float min_p = 0.0F;
    std::uint64_t seed = 0;
    bool operator==(const ChoiceGuess&) const = default;
};

}  // namespace inference
