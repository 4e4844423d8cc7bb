#pragma once
#include <bit>
#include <cstdint>

namespace inference::gguf {

/// The float that IEEE 754 half-precision bits stand for, exactly; infinities and NaN stay what they are.
constexpr float float_of_half(std::uint16_t half) {
    const auto sign = (half & 0x8000U) << 16U;
    const auto magnitude = (half & 0x7fffU) << 13U;
    if ((half & 0x7c00U) == 0x7c00U) return std::bit_cast<float>(sign | 0x7f800000U | magnitude);
    // The exponent's bias is 112 less; as a product that holds for subnormal halves too.
    const float value = std::bit_cast<float>(magnitude) * 0x1p112F;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(value));
}

/// The half-precision number nearest to a float, the even one of two; what is too large becomes infinite, NaN stays
/// one. Without branches, so that loops of it become vector code on every processor.
constexpr std::uint16_t half_of_float(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 16U & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7fffffffU;
    // Normal halves: the exponent's bias less 112, and half of the last place added, less one where that place is even.
    const std::uint32_t normal = (magnitude - (112U << 23U) + 0xfffU + (magnitude >> 13U & 1U)) >> 13U;
    // Subnormal ones: a float whose last place is 2^-24 rounds the sum.
    const float sum = std::bit_cast<float>(magnitude) + 0.5F;
    const std::uint32_t subnormal = std::bit_cast<std::uint32_t>(sum) - (126U << 23U);
    const std::uint32_t special = magnitude > 0x7f800000U ? 0x7e00U : 0x7c00U;
    const std::uint32_t finite = magnitude < 0x38800000U ? subnormal : normal;
    return static_cast<std::uint16_t>(sign | (magnitude < 0x477ff000U ? finite : special));
}

}  // namespace inference::gguf
