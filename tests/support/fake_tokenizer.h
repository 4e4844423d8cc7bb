#pragma once
#include "inference/tokenizer/tokenizer.h"

namespace test_support {

/// Bytes for tokens: token b is byte b, 256 is <s>, 257 is </s>. No space prefix.
class FakeTokenizer : public inference::Tokenizer {
public:
    static constexpr inference::Token start = 256;
    static constexpr inference::Token end = 257;
    static constexpr std::uint32_t size = 258;

    std::uint32_t vocabulary_size() const override { return size; }
    inference::Result<std::vector<inference::Token>> encode(std::string_view text) const override;
    inference::Result<std::vector<inference::Token>> encode_with_special(std::string_view text) const override;
    std::string bytes_of(inference::Token token) const override;
    std::string_view written(inference::Token token) const override;
    std::optional<inference::Token> special(std::string_view text) const override {
        return text == "<s>" ? std::optional(start) : text == "</s>" ? std::optional(end) : std::nullopt;
    }
    std::optional<inference::Token> bos() const override { return start; }
    std::optional<inference::Token> eos() const override { return end; }
    std::optional<inference::Token> eot() const override { return std::nullopt; }
    bool adds_bos() const override { return true; }
    bool adds_space_prefix() const override { return false; }
    bool ends_turn(inference::Token token) const override { return token == end; }
};

}  // namespace test_support
