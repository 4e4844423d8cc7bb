#pragma once
#include <fmt/format.h>
#include <QLocale>

#include <cstdint>
#include <string>

namespace app::cli {

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
