#pragma once
#include <cstddef>
#include <string_view>

namespace inference {

/// The length in bytes of the first word of `text`, by the rule that Llama 3's byte-pair vocabulary was made with
/// (published in Meta's llama3 repository, tokenizer.py):
///     (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,3} | ?[^\s\p{L}\p{N}]+[\r\n]* |
///     \s*[\r\n]+ | \s+(?!\S) | \s+
/// with Unicode's classes. No token reaches over the edge of a word. `text` must be UTF-8 and not empty. Splitting a
/// whole text with it takes time linear in its length: each character is looked at a few times at most.
std::size_t llama3_word(std::string_view text);

}  // namespace inference
