#pragma once
#include <cstdint>

namespace inference {

/// How the next token is chosen. Order: top-k, temperature, top-p, draw. A value: two equal ones choose alike.
struct SamplingSettings {
    float temperature = 0.8F;  ///< 0 takes the likeliest token; otherwise logits are divided by it
    std::uint32_t top_k = 40;  ///< keep the k likeliest; 0 keeps all
    float top_p = 0.95F;       ///< keep the smallest set whose probability reaches p; 1 keeps all
    std::uint64_t seed = 0;    ///< the draw at a position depends on (seed, position) alone
    bool operator==(const SamplingSettings&) const = default;
};

}  // namespace inference
