#include "inference/chat/template/escapes.h"

#include <charconv>

#include "inference/chat/template/budget.h"

namespace inference::chat_template {

std::string utf8_of(char32_t code) {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0U | code >> 6U), byte(0x80U | (code & 0x3FU))};
    if (code >= 0xD800 && code <= 0xDFFF) return {};
    if (code < 0x10000)
        return {byte(0xE0U | code >> 12U), byte(0x80U | (code >> 6U & 0x3FU)), byte(0x80U | (code & 0x3FU))};
    if (code > 0x10FFFF) return {};
    return {byte(0xF0U | code >> 18U), byte(0x80U | (code >> 12U & 0x3FU)), byte(0x80U | (code >> 6U & 0x3FU)),
            byte(0x80U | (code & 0x3FU))};
}

namespace {

/// Reads exactly `digits` hexadecimal digits, or up to `digits` octal ones, at the front of `rest`.
char32_t take_code(std::string_view& rest, std::size_t digits, int base) {
    std::uint32_t code = 0;
    const std::string_view part = rest.substr(0, digits);
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), code, base);
    const auto length = static_cast<std::size_t>(parsed.ptr - part.data());
    if (base == 16 && (length != digits || parsed.ec != std::errc()))
        throw Stop("an escape in a text wants " + std::to_string(digits) + " hexadecimal digits");
    rest.remove_prefix(length);
    return code;
}

}  // namespace

std::string without_escapes(std::string_view written) {
    constexpr std::string_view letters = "abfnrtv\\'\"";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
    std::string text;
    for (std::string_view rest = written; !rest.empty();) {
        if (rest.front() != '\\' || rest.size() == 1) {
            text += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        const char kind = rest[1];
        if (const std::size_t simple = letters.find(kind); simple != std::string_view::npos) {
            text += meanings[simple];
            rest.remove_prefix(2);
        } else if (kind == '\n') {
            rest.remove_prefix(2);
        } else if (kind == 'x' || kind == 'u' || kind == 'U' || (kind >= '0' && kind <= '7')) {
            const bool octal = kind >= '0' && kind <= '7';
            rest.remove_prefix(octal ? 1 : 2);
            const char32_t code = octal ? take_code(rest, 3, 8)
                                        : take_code(rest,
                                                    kind == 'x'   ? 2
                                                    : kind == 'u' ? 4
                                                                  : 8,
                                                    16);
            const std::string character = utf8_of(code);
            if (character.empty()) throw Stop("an escape in a text stands for no character");
            text += character;
        } else if (kind == 'N') {
            throw Stop("names of characters, \\N{...}, are not supported");
        } else {
            text += rest.substr(0, 2);
            rest.remove_prefix(2);
        }
    }
    return text;
}

}  // namespace inference::chat_template
