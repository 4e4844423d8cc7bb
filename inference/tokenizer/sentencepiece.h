#pragma once
#include <string_view>
#include <vector>

#include "inference/token.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

inline constexpr std::string_view word_boundary = "\xE2\x96\x81";  // U+2581, what SentencePiece writes for a space

/// Appends the tokens of `text`, in which spaces are word boundaries already. Starts from single characters and joins,
/// again and again, the neighbouring pair whose piece has the highest score, the leftmost of equals; what is no piece
/// in the end becomes bytes. O(n log n) in the length of the text.
void encode_pieces(const Vocabulary& vocabulary, std::string_view text, std::vector<Token>& tokens);

}  // namespace inference
