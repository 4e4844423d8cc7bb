#pragma once
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>

namespace inference {

/// A number of bytes as people read it, in the units of the window: "3.8 GB", where a GB is a billion bytes.
inline std::string size_in_words(std::uint64_t bytes) {
    constexpr std::array units = {"bytes", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    auto amount = static_cast<double>(bytes);
    for (; amount >= 1000.0 && unit + 1 < units.size(); ++unit) amount /= 1000.0;
    return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

}  // namespace inference
