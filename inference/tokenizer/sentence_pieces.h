#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/token.h"
#include "inference/tokenizer/keyed_hash.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

inline constexpr std::string_view word_boundary = "\xE2\x96\x81";  // U+2581, what SentencePiece writes for a space

/// The pieces of a SentencePiece vocabulary with their scores (Kudo and Richardson 2018, arXiv:1808.06226). Points at
/// the vocabulary's texts.
class SentencePieces {
public:
    /// Fails when scores are missing or not finite, or a byte has neither a token nor the unknown one.
    static Result<SentencePieces> read(const gguf::GgufFile& file, const Vocabulary& vocabulary);

    /// Appends the tokens of `text`, in which spaces are word boundaries already. Starts from single characters and
    /// joins, again and again, the neighbouring pair whose piece has the highest score, the leftmost of equals; what is
    /// no piece in the end becomes bytes. O(n log n) in the length of the text.
    void encode(std::string_view text, std::vector<Token>& tokens) const;

private:
    SentencePieces() = default;
    std::optional<Token> find(std::string_view text) const;

    std::vector<float> scores_;
    std::unordered_map<std::string_view, Token, KeyedHash> pieces_;  // what ordinary text may become: normal ones
    std::array<Token, 256> byte_tokens_{};                           // where a byte has no token, the unknown token
};

}  // namespace inference
