#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "inference/token.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

/// Finds a vocabulary's special tokens in a text. Points at the vocabulary's texts.
class SpecialTokens {
public:
    explicit SpecialTokens(const Vocabulary& vocabulary);

    struct Special {
        std::string_view text;
        Token token;
    };
    /// The longest special token that stands at the start of `text`, the first of the vocabulary if several are equal.
    /// Its cost is the length of what matches and the logarithm of their number.
    std::optional<Special> at_start(std::string_view text) const;
    /// The special token of exactly this text.
    std::optional<Token> find(std::string_view text) const;

private:
    static constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<Special> by_text_;         // sorted; each text once
    std::vector<std::size_t> shorter_;     // of each: the longest other one that it begins with, or none
    std::array<bool, 256> first_bytes_{};  // what they begin with
};

}  // namespace inference
