#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace inference {

/// What stands at the start of some bytes (Unicode 15, table 3-7, well-formed UTF-8).
struct Utf8Step {
    enum class Kind {
        Character,   ///< a whole character of `length` bytes
        Invalid,     ///< `length` bytes that can be no part of a character
        Incomplete,  ///< all bytes are the beginning of a character whose rest is missing
    };
    Kind kind;
    std::size_t length;
};

/// `bytes` must not be empty.
Utf8Step next_character(std::string_view bytes);

/// The code point of a whole character, as next_character found it.
char32_t code_point(std::string_view character);

/// The position of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";  // U+FFFD

}  // namespace inference
