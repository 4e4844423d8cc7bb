#pragma once
#include <cstdint>
#include <random>
#include <string>

namespace test_support {

/// UTF-8 of any characters of Unicode, most of them of the lower planes; `without` is left out.
inline std::string random_text(std::mt19937& random, std::size_t characters, char32_t without = 0xD800) {
    std::string text;
    const auto put = [&](std::uint32_t point) {
        if (point < 0x80) {
            text += static_cast<char>(point);
        } else if (point < 0x800) {
            text += static_cast<char>(0xC0 | point >> 6U);
            text += static_cast<char>(0x80 | (point & 63U));
        } else if (point < 0x10000) {
            text += static_cast<char>(0xE0 | point >> 12U);
            text += static_cast<char>(0x80 | (point >> 6U & 63U));
            text += static_cast<char>(0x80 | (point & 63U));
        } else {
            text += static_cast<char>(0xF0 | point >> 18U);
            text += static_cast<char>(0x80 | (point >> 12U & 63U));
            text += static_cast<char>(0x80 | (point >> 6U & 63U));
            text += static_cast<char>(0x80 | (point & 63U));
        }
    };
    for (std::size_t i = 0; i < characters; ++i) {
        const auto kind = random() % 5;
        auto point = static_cast<std::uint32_t>(random() % (kind == 0 ? 0x110000 : kind == 1 ? 0x3000 : 0x7F));
        if ((point >= 0xD800 && point <= 0xDFFF) || point == without) point = '\n';
        put(point);
    }
    return text;
}

}  // namespace test_support
