#include "inference/chat/template/characters.h"

#include <utf8proc.h>

#include "inference/chat/template/budget.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

/// Two letters, the first for the class: "Lu" is a letter, upper case.
std::string_view category(char32_t code) { return utf8proc_category_string(static_cast<utf8proc_int32_t>(code)); }

}  // namespace

bool is_blank(char32_t code) {
    return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x20) || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

bool is_printable(char32_t code) {
    if (code < 0x80) return code >= 0x20 && code < 0x7F;
    return category(code).front() != 'C' && category(code).front() != 'Z';
}

bool is_letter(char32_t code) { return category(code).front() == 'L'; }
bool is_alphanumeric(char32_t code) { return is_letter(code) || category(code).front() == 'N'; }
bool is_decimal(char32_t code) { return category(code) == "Nd"; }

bool is_digit(char32_t code) {
    if (category(code) == "No") throw Stop("isdigit of a number that is no decimal digit is not supported");
    return is_decimal(code);
}

char32_t first_code(std::string_view text) {
    return text.empty() ? 0 : code_point(text.substr(0, next_character(text).length));
}

std::size_t last_character(std::string_view text) {
    std::size_t position = text.size();
    do --position;
    while (position > 0 && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U);
    return position;
}

std::size_t blanks_at_begin(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_blank(first_code(text.substr(length))))
        length += next_character(text.substr(length)).length;
    return length;
}

std::size_t blanks_at_end(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0) {
        const std::size_t last = last_character(text.substr(0, begin));
        if (!is_blank(first_code(text.substr(last)))) break;
        begin = last;
    }
    return text.size() - begin;
}

}  // namespace inference::chat_template
