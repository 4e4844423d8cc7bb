#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace inference {

/// A text that somebody else wrote, fit to stand in one line of a message: each control character, and each byte that
/// is no UTF-8, becomes U+FFFD; what is longer than `longest` bytes ends in "..." at a whole character.
std::string printable(std::string_view text, std::size_t longest = 80);

/// A printable text that may hold words of a conversation, as it stands in a message: between the quotation marks
/// U+201C and U+201D, by which a report knows what to leave out.
inline std::string as_quotation(const std::string& text) { return "\xE2\x80\x9C" + text + "\xE2\x80\x9D"; }

}  // namespace inference
