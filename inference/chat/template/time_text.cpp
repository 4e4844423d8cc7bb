#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/chat/template/runtime.h"

namespace inference::chat_template {

namespace {

constexpr std::array<std::string_view, 7> days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                  "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

std::string directive(const std::tm& time, char letter, bool padded) {
    const auto number = [&](int value, int width) {
        return padded ? fmt::format("{:0{}}", value, width) : std::to_string(value);
    };
    const std::string_view day = days[static_cast<std::size_t>(time.tm_wday % 7)];
    const std::string_view month = months[static_cast<std::size_t>(time.tm_mon % 12)];
    switch (letter) {
        case 'd': return number(time.tm_mday, 2);
        case 'e': return padded ? fmt::format("{:2}", time.tm_mday) : std::to_string(time.tm_mday);
        case 'm': return number(time.tm_mon + 1, 2);
        case 'y': return number(time.tm_year % 100, 2);
        case 'Y': return std::to_string(time.tm_year + 1900);
        case 'H': return number(time.tm_hour, 2);
        case 'I': return number((time.tm_hour + 11) % 12 + 1, 2);
        case 'M': return number(time.tm_min, 2);
        case 'S': return number(time.tm_sec, 2);
        case 'j': return number(time.tm_yday + 1, 3);
        case 'p': return time.tm_hour < 12 ? "AM" : "PM";
        case 'a': return std::string(day.substr(0, 3));
        case 'A': return std::string(day);
        case 'b':
        case 'h': return std::string(month.substr(0, 3));
        case 'B': return std::string(month);
        case 'F': return fmt::format("{}-{:02}-{:02}", time.tm_year + 1900, time.tm_mon + 1, time.tm_mday);
        case 'T': return fmt::format("{:02}:{:02}:{:02}", time.tm_hour, time.tm_min, time.tm_sec);
        case '%': return "%";
        default:
            throw Stop(
                fmt::format("strftime_now does not know '%{}'", letter >= ' ' && letter < '\x7F' ? letter : '?'));
    }
}

}  // namespace

Text written_time(const std::tm& time, const Text& format, Budget& budget) {
    const std::string_view bytes = format.bytes();
    budget.make(bytes.size(), 16);
    Text written;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t sign = std::min(bytes.find('%', i), bytes.size());
        written.append(format.substr(i, sign - i));
        if (sign == bytes.size()) break;
        const bool padded = !bytes.substr(sign + 1).starts_with('-');
        const std::size_t letter = sign + (padded ? 1 : 2);
        if (letter >= bytes.size()) throw Stop("strftime_now gets a '%' with nothing behind it");
        i = letter + 1;
        written.append(directive(time, bytes[letter], padded), format.origin_of(sign, i - sign));
    }
    return written;
}

}  // namespace inference::chat_template
