#pragma once
#include <string>
#include <string_view>

namespace inference::chat_template {

/// A text literal's content as Python reads it: \n \t \\ \' \" \xHH \ooo \uXXXX \UXXXXXXXX and the rest; what is no
/// escape stays as it stands. Throws Stop for one that is not whole or is no character.
std::string without_escapes(std::string_view written);

/// A code point as UTF-8; nothing for what is none.
std::string utf8_of(char32_t code);

}  // namespace inference::chat_template
