#include "inference/cpu/cache_quantiser.h"

#include <algorithm>
#include <bit>

#include "inference/gguf/types/float16.h"

namespace inference::cpu {

namespace {

constexpr float largest_quant = 127.0F;
constexpr std::uint16_t largest_half = 0x7bff;
constexpr std::uint16_t half_not_a_number = 0x7e00;

/// Halves that are positive have the order of their bits.
std::uint16_t scale_for(float largest) {
    const float exact = largest / largest_quant;
    const std::uint16_t nearest = gguf::half_of_float(exact);
    const auto next = static_cast<std::uint16_t>(nearest + 1);
    return std::min(gguf::float_of_half(nearest) < exact ? next : nearest, largest_half);
}

}  // namespace

CacheBlock quantise_cache_block(const float* values) {
    // Floats without their signs have the order of their bits, NaN and infinity above all others.
    std::uint32_t largest = 0;
    for (std::uint32_t i = 0; i < cache_block_elements; ++i)
        largest = std::max(largest, std::bit_cast<std::uint32_t>(values[i]) & 0x7fffffffU);
    CacheBlock block{.scale = half_not_a_number, .quants = {}};
    if (largest >= 0x7f800000U) return block;
    block.scale = scale_for(std::bit_cast<float>(largest));
    if (block.scale == 0) return block;
    const float inverse = 1.0F / gguf::float_of_half(block.scale);
    // A float whose last place is 1 rounds the sum to the nearest whole number, the even one of two.
    constexpr float rounding = 0x1.8p23F;
    for (std::uint32_t i = 0; i < cache_block_elements; ++i) {
        const float quant = std::clamp(values[i] * inverse, -largest_quant, largest_quant) + rounding;
        block.quants[i] = static_cast<std::int8_t>(std::bit_cast<std::int32_t>(quant));
    }
    return block;
}

}  // namespace inference::cpu
