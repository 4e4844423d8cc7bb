#pragma once
#include <cstddef>
#include <string_view>

namespace inference::chat_template {

// What Python says of a character, by Unicode's categories (utf8proc).

bool is_blank(char32_t code);         ///< str.isspace, and \s in regular expressions
bool is_printable(char32_t code);     ///< str.isprintable
bool is_letter(char32_t code);        ///< str.isalpha
bool is_alphanumeric(char32_t code);  ///< str.isalnum
bool is_decimal(char32_t code);       ///< str.isdecimal
/// str.isdigit. Throws Stop for numbers of which the category does not say it, as of superscript ones.
bool is_digit(char32_t code);

/// The character at the beginning of a text; 0 if it is empty.
char32_t first_code(std::string_view text);
/// Where the last character of a text begins, which must not be empty.
std::size_t last_character(std::string_view text);

/// How many bytes the blanks at an end of a text take.
std::size_t blanks_at_begin(std::string_view text);
std::size_t blanks_at_end(std::string_view text);

}  // namespace inference::chat_template
