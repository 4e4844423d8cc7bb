#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/token.h"
#include "inference/tokenizer/keyed_hash.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

/// The words of a byte-pair vocabulary and the merges that make them (Sennrich et al. 2016, arXiv:1508.07909; over
/// bytes, Radford et al. 2019). Words are normal tokens: nothing else comes of ordinary text.
class BytePairs {
public:
    BytePairs(BytePairs&&) = default;  // no copies: words_ points into bytes_
    BytePairs& operator=(BytePairs&&) = default;

    /// Reads tokenizer.ggml.merges. Fails when a byte has no token, or a merge is no pair of tokens that make a token.
    static Result<BytePairs> read(const gguf::GgufFile& file, const Vocabulary& vocabulary);

    /// Appends the tokens of one word of a text: the token that it is as a whole, or else what is left of its bytes
    /// when the merges were made, the first of the list first, the leftmost of equals. O(n log n) in its length.
    void encode(std::string_view word, std::vector<Token>& tokens) const;

    /// The bytes of a normal token; nothing for others.
    std::string_view bytes_of(Token token) const { return bytes_[static_cast<std::size_t>(token)]; }

private:
    struct Merge {
        std::uint32_t rank;
        Token token;
    };
    BytePairs() = default;

    std::vector<std::string> bytes_;                                // of each token
    std::unordered_map<std::string_view, Token, KeyedHash> words_;  // by their bytes
    std::array<Token, 256> byte_tokens_{};
    std::unordered_map<std::uint64_t, Merge, KeyedHash> merges_;  // by the tokens of a pair
};

}  // namespace inference
