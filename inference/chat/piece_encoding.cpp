#include "inference/chat/piece_encoding.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace inference {

namespace {

/// Whether a token stands for itself where a template writes it.
bool is_special(const Tokenizer& tokenizer, Token token) {
    return tokenizer.special(tokenizer.written(token)) == token;
}

}  // namespace

Result<std::vector<Token>> encode_pieces(const Tokenizer& tokenizer, std::span<const chat_template::Piece> pieces) {
    std::vector<Token> tokens;
    std::string ordinary;  // since the last special token
    const auto flush = [&]() -> Result<void> {
        if (ordinary.empty()) return {};
        const auto encoded = tokenizer.encode(ordinary);
        if (!encoded) return std::unexpected(encoded.error());
        tokens.insert(tokens.end(), encoded->begin(), encoded->end());
        ordinary.clear();
        return {};
    };
    for (const chat_template::Piece& piece : pieces) {
        if (piece.origin != chat_template::Origin::Template) {
            ordinary += piece.text;
            continue;
        }
        const auto encoded = tokenizer.encode_with_special(piece.text);
        if (!encoded) return encoded;
        std::string_view rest = piece.text;
        for (const Token token : *encoded) {
            if (!is_special(tokenizer, token)) continue;
            // They come in their order, so the first place that is left is this one's.
            const std::string_view written = tokenizer.written(token);
            const std::size_t at = rest.find(written);
            if (at == std::string_view::npos) continue;
            ordinary += rest.substr(0, at);
            if (auto done = flush(); !done) return std::unexpected(done.error());
            tokens.push_back(token);
            rest.remove_prefix(at + written.size());
        }
        ordinary += rest;
    }
    if (auto done = flush(); !done) return std::unexpected(done.error());
    return tokens;
}

Result<std::optional<Token>> leading_special(const Tokenizer& tokenizer, std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const auto encoded = tokenizer.encode_with_special(text);
    if (!encoded) return std::unexpected(encoded.error());
    if (encoded->empty() || !text.starts_with(tokenizer.written(encoded->front()))) return std::optional<Token>();
    return is_special(tokenizer, encoded->front()) ? std::optional(encoded->front()) : std::nullopt;
}

}  // namespace inference
