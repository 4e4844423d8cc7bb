#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace kernel_test {

/// How a kernel reads its operands: as they are, int8 activations, or both as float16 rows that were multiplied by a
/// power of two.
enum class Form { Floats, Quants, Halves };

/// The exponent of that power for a row: its largest number comes to lie in [2^14, 2^15).
inline int float16_exponent(std::span<const float> row) {
    float largest = 0.0F;
    for (const float value : row) largest = std::max(largest, std::abs(value));
    return largest == 0.0F ? 0 : std::clamp(14 - std::ilogb(largest), -126, 126);
}

inline _Float16 as_float16(float value, int exponent) { return static_cast<_Float16>(std::ldexp(value, exponent)); }

/// What a number of such a row has become.
inline double rounded_to_float16(float value, int exponent) {
    return std::ldexp(static_cast<double>(as_float16(value, exponent)), -exponent);
}

}  // namespace kernel_test
