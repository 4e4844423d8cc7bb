#pragma once
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>

#include "inference/model/rope.h"

namespace test_support {

/// What a pair of a head is multiplied by, taken for a complex number, by the published formulas, one pair at a time.
/// YaRN as its authors' code has it (github.com/jquesnelle/yarn): the pairs between those that turn beta_fast and
/// beta_slow times within the original context, rounded outwards, are blended; magnitude 0.1 ln(factor) + 1.
inline std::complex<double> reference_turn(const inference::Rope& rope, std::uint32_t position, std::uint32_t pair) {
    const double dimensions = rope.dimension_count;
    double wavelength = 2.0 * std::numbers::pi * std::pow(rope.base, 2.0 * pair / dimensions);
    if (!rope.divisors.empty()) wavelength *= rope.divisors[pair];
    const double extrapolated = position * 2.0 * std::numbers::pi / wavelength;
    const double interpolated = extrapolated / rope.factor;
    switch (rope.scaling) {
        case inference::Rope::Scaling::None: return std::polar(1.0, extrapolated);
        case inference::Rope::Scaling::Linear: return std::polar(1.0, interpolated);
        case inference::Rope::Scaling::Yarn: break;
    }
    const auto dimension_of = [&](double turns) {
        return dimensions * std::log(rope.original_context_length / (turns * 2.0 * std::numbers::pi)) /
               (2.0 * std::log(rope.base));
    };
    const double low = std::fmax(std::floor(dimension_of(rope.beta_fast)), 0.0);
    const double high = std::fmin(std::ceil(dimension_of(rope.beta_slow)), dimensions - 1.0);
    double ramp = (pair - low) / std::fmax(high - low, 0.001);
    ramp = ramp < 0.0 ? 0.0 : ramp > 1.0 ? 1.0 : ramp;
    double magnitude = rope.attention_factor;
    if (rope.factor > 1.0) {
        magnitude *= 0.1 * std::log(rope.factor) + 1.0;
        if (rope.log_multiplier != 0.0) magnitude /= 0.1 * rope.log_multiplier * std::log(rope.factor) + 1.0;
    }
    return std::polar(magnitude, interpolated * ramp + extrapolated * (1.0 - ramp));
}

}  // namespace test_support
