#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "inference/chat/template/budget.h"
#include "inference/chat/template/text.h"

namespace inference::chat_template {

// What Python does with texts, byte by byte with its origin. Positions and lengths that templates see count characters.

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

std::size_t character_count(std::string_view text, Budget& budget);

enum class Side { Left, Right, Both };
/// Without the characters of `set`, or without blanks, at its ends.
Text stripped(const Text& text, std::optional<std::string_view> set, Side side, Budget& budget);

/// At each `separator`, at most `limit` times; from the right where `from_right`.
std::vector<Text> split(const Text& text, std::string_view separator, std::int64_t limit, bool from_right,
                        Budget& budget);
/// At runs of blanks; none at the ends.
std::vector<Text> split_at_blanks(const Text& text, std::int64_t limit, Budget& budget);
std::vector<Text> split_lines(const Text& text, bool keep_ends, Budget& budget);

/// The first `limit` occurrences of `old`. What stands in the place of foreign text counts as foreign.
Text replaced(const Text& text, std::string_view old, const Text& replacement, std::int64_t limit, Budget& budget);

Text joined(const std::vector<Text>& texts, const Text& separator, Budget& budget);
Text repeated(const Text& text, std::int64_t count, Budget& budget);

// As Python maps the case of letters. Throw Stop where utf8proc does not say how that is: for letters that become
// several, and for those of which it is not known whether they have a case.
Text upper(const Text& text, Budget& budget);
Text lower(const Text& text, Budget& budget);
Text capitalized(const Text& text, Budget& budget);                            ///< the first upper, the rest lower
Text titled(const Text& text, Budget& budget);                                 ///< Python's: every run of letters
Text titled_words(const Text& text, std::string_view breaks, Budget& budget);  ///< behind blanks and `breaks`
bool is_upper(const Text& text, Budget& budget);
bool is_lower(const Text& text, Budget& budget);

/// Every line but the first, and that too if `first`, `indent` further right; empty lines only if `blank`.
Text indented(const Text& text, const Text& indent, bool first, bool blank, Budget& budget);

}  // namespace inference::chat_template
