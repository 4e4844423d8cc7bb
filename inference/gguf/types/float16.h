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

}  // namespace inference::gguf
