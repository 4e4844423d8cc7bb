#pragma once
#include <algorithm>
#include <vector>

namespace bench {

/// The middle one of some figures, or the upper of the two in the middle.
inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace bench
