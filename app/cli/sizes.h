#pragma once
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>

namespace app::cli {

/// A number of bytes as people read it: "3.8 GiB".
inline std::string sizeInWords(std::uint64_t bytes) {
    constexpr std::array units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    auto amount = static_cast<double>(bytes);
    for (; amount >= 1024.0 && unit + 1 < units.size(); ++unit) amount /= 1024.0;
    return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

}  // namespace app::cli
