#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "inference/cache_type.h"

namespace kernel_test {

/// What is wrong with neighbouring elements as a Q8_0 cache keeps them, `element(i)` each; empty if nothing is. The
/// scale is to be the float16 next above the largest / 127, each element within half a step of what it was.
template <typename Element>
std::string wrong_in_block(const float* values, double scale, Element element) {
    double largest = 0.0;
    for (std::uint32_t i = 0; i < inference::cache_block_elements; ++i)
        largest = std::max(largest, std::abs(double{values[i]}));
    // A float16 is within a part of 2^10 above, or 2^-24 where it is subnormal; the float division may be off.
    const double least = largest / 127.0 * (1.0 - 1e-6);
    if (!(scale >= least && scale <= least * (1.0 + 0x1p-10 + 2e-6) + 0x1p-24))
        return fmt::format("scale {:.9g} for values up to {:.9g}", scale, largest);
    for (std::uint32_t i = 0; i < inference::cache_block_elements; ++i)
        if (!(std::abs(element(i) - values[i]) <= scale * 0.50001))
            return fmt::format("element {}: {:.9g} became {:.9g}, scale {:.9g}", i, values[i], element(i), scale);
    return {};
}

/// Elements that are hard to keep, by their number.
inline std::vector<std::pair<const char*, std::function<float(std::uint32_t)>>> hard_elements() {
    return {{"zeros", [](std::uint32_t) { return 0.0F; }},
            {"one value alone", [](std::uint32_t i) { return i % 32 == 5 ? -3.0F : 0.0F; }},
            {"both ends", [](std::uint32_t i) { return i % 2 == 0 ? 1.0F : -1.0F; }},
            {"beyond float16", [](std::uint32_t i) { return i % 3 == 0 ? 1e6F : -2e5F; }},
            {"tiny", [](std::uint32_t i) { return static_cast<float>(i % 32) * 1e-5F; }}};
}

}  // namespace kernel_test
