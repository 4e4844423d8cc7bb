#include "tests/support/fake_tokenizer.h"

namespace test_support {

using inference::Result;
using inference::Token;

Result<std::vector<Token>> FakeTokenizer::encode(std::string_view text) const {
    std::vector<Token> tokens;
    for (const char c : text) tokens.push_back(static_cast<unsigned char>(c));
    return tokens;
}

Result<std::vector<Token>> FakeTokenizer::encode_with_special(std::string_view text) const {
    std::vector<Token> tokens;
    while (!text.empty()) {
        const bool starts = text.starts_with("<s>");
        const bool ends = text.starts_with("</s>");
        tokens.push_back(starts ? start : ends ? end : static_cast<Token>(static_cast<unsigned char>(text.front())));
        text.remove_prefix(starts ? 3 : ends ? 4 : 1);
    }
    return tokens;
}

std::string FakeTokenizer::bytes_of(Token token) const {
    return token >= 0 && token < 256 ? std::string(1, static_cast<char>(token)) : std::string();
}

std::string_view FakeTokenizer::written(Token token) const {
    static const std::string bytes = [] {
        std::string all;
        for (int b = 0; b < 256; ++b) all.push_back(static_cast<char>(b));
        return all;
    }();
    if (token == start) return "<s>";
    if (token == end) return "</s>";
    return token >= 0 && token < 256 ? std::string_view(bytes).substr(static_cast<std::size_t>(token), 1) : "";
}

}  // namespace test_support
