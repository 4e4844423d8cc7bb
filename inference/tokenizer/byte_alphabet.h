#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inference {

/// How byte-pair vocabularies write bytes, so that each is a visible character (Radford et al. 2019, GPT-2's
/// vocabulary): a byte that is a visible character of Latin-1 stands for itself; the others, in their order, are
/// written U+0100, U+0101, ... A space is U+0120.
char32_t character_of_byte(std::uint8_t byte);

/// The bytes that a vocabulary's text stands for; nothing if a character of it stands for none. Needs valid UTF-8.
std::optional<std::string> bytes_written(std::string_view text);

}  // namespace inference
