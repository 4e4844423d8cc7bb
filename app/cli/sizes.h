#pragma once
#include <fmt/format.h>
#include <QLocale>

#include <array>
#include <cstdint>
#include <string>

namespace app::cli {

/// A number of bytes as people read it, in the units of the window: "3.8 GB".
inline std::string sizeInWords(std::uint64_t bytes) {
    constexpr std::array units = {"bytes", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    auto amount = static_cast<double>(bytes);
    for (; amount >= 1000.0 && unit + 1 < units.size(); ++unit) amount /= 1000.0;
    return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

/// A whole number with a comma for thousands: "12,345".
inline std::string withCommas(std::uint64_t number) {
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(qulonglong{number}).toStdString();
}

/// A speed or a time as people read it: "0.52", "9.9", "52", "3,010".
inline std::string numberInWords(double number) {
    if (!(number >= 0.0 && number < 1e15)) return "?";
    return number < 9.95 ? fmt::format("{:.2g}", number) : withCommas(static_cast<std::uint64_t>(number + 0.5));
}

}  // namespace app::cli
