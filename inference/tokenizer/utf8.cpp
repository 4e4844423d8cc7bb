#include "inference/tokenizer/utf8.h"

namespace inference {

Utf8Step next_character(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = at(0);
    if (first < 0x80) return {Utf8Step::Kind::Character, 1};
    std::size_t length = 0;
    unsigned char low = 0x80,
                  high = 0xBF;  // bounds of the second byte: no overlong form, no surrogate, at most U+10FFFF
    if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
    } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
        if (first == 0xE0) low = 0xA0;
        if (first == 0xED) high = 0x9F;
    } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;
    } else {
        return {Utf8Step::Kind::Invalid, 1};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i == bytes.size()) return {Utf8Step::Kind::Incomplete, i};
        if (at(i) < low || at(i) > high) return {Utf8Step::Kind::Invalid, i};
        low = 0x80;
        high = 0xBF;
    }
    return {Utf8Step::Kind::Character, length};
}

char32_t code_point(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return first;
    char32_t point = first & (0x7FU >> character.size());
    for (const char byte : character.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return point;
}

std::size_t find_invalid_utf8(std::string_view bytes) {
    for (std::size_t position = 0; position < bytes.size();) {
        const Utf8Step step = next_character(bytes.substr(position));
        if (step.kind != Utf8Step::Kind::Character) return position;
        position += step.length;
    }
    return std::string_view::npos;
}

}  // namespace inference
