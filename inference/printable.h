#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace inference {

/// A text that somebody else wrote, fit to stand in one line of a message: each control character, and each byte that
/// is no UTF-8, becomes U+FFFD; what is longer than `longest` bytes ends in "..." at a whole character.
std::string printable(std::string_view text, std::size_t longest = 80);

}  // namespace inference
