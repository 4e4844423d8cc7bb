#include "inference/tokenizer/byte_alphabet.h"

#include <array>

#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

/// Of Latin-1: neither a control character nor a space, nor the soft hyphen (0xAD), which is not shown.
constexpr bool is_visible(unsigned byte) { return (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD); }

constexpr auto characters = [] {
    std::array<char32_t, 256> result{};
    char32_t next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) result[byte] = is_visible(byte) ? byte : next++;
    return result;
}();

constexpr char32_t beyond = 0x100 + 68;  // 68 bytes are not visible
static_assert(characters[0xAD] == beyond - 1);

constexpr auto bytes = [] {
    std::array<int, beyond> result{};
    result.fill(-1);
    for (int byte = 0; byte < 256; ++byte) result[characters[static_cast<std::size_t>(byte)]] = byte;
    return result;
}();

}  // namespace

char32_t character_of_byte(std::uint8_t byte) { return characters[byte]; }

std::optional<std::string> bytes_written(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = next_character(text).length;
        const char32_t point = code_point(text.substr(0, length));
        if (point >= beyond || bytes[point] < 0) return std::nullopt;
        result += static_cast<char>(bytes[point]);
        text.remove_prefix(length);
    }
    return result;
}

}  // namespace inference
