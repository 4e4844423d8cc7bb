#pragma once
#include <array>
#include <cstdint>

#include "inference/cache_type.h"

namespace inference::cpu {

/// Neighbouring elements x of a head in a Q8_0 cache: quant[i] = round(x[i] / scale).
struct CacheBlock {
    /// The float16 next above max |x| / 127, 65504 at most; NaN where an x is not finite.
    std::uint16_t scale;
    std::array<std::int8_t, cache_block_elements> quants;
};

CacheBlock quantise_cache_block(const float* values);

}  // namespace inference::cpu
