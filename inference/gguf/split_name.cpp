#include "inference/gguf/split_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace inference::gguf {

std::optional<SplitName> SplitName::parse(std::string_view file_name) {
    constexpr std::string_view form = "-00000-of-00000.gguf";  // 0 stands for any digit
    if (file_name.size() <= form.size()) return std::nullopt;
    const std::string_view end = file_name.substr(file_name.size() - form.size());
    const bool fits = std::ranges::equal(end, form, [](char found, char wanted) {
        return wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
    });
    if (!fits) return std::nullopt;
    const auto number_at = [&](std::size_t position) {
        std::uint32_t value = 0;
        for (const char digit : end.substr(position, 5)) value = value * 10 + static_cast<std::uint32_t>(digit - '0');
        return value;
    };
    SplitName name{std::string(file_name.substr(0, file_name.size() - form.size())), number_at(1), number_at(10)};
    if (name.number == 0 || name.number > name.count) return std::nullopt;
    return name;
}

std::string SplitName::of_part(std::uint32_t part_number) const {
    return fmt::format("{}-{:05}-of-{:05}.gguf", prefix, part_number, count);
}

}  // namespace inference::gguf
