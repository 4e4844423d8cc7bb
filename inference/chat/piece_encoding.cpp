#include "inference/chat/piece_encoding.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace inference {

namespace {

/// Which tokens of a vocabulary stand for themselves where a template writes them.
class SpecialTokens {
public:
    explicit SpecialTokens(const Tokenizer& tokenizer) : tokenizer_(tokenizer) {}

    Result<bool> has(Token token) {
        if (const auto known = known_.find(token); known != known_.end()) return known->second;
        const std::string_view written = tokenizer_.written(token);
        bool special = false;
        if (!written.empty()) {
            // Other tokens may read the same to either: what tells a special one is that ordinary text is no way to it.
            const auto in_template = tokenizer_.encode_with_special(written);
            if (!in_template) return std::unexpected(in_template.error());
            const auto in_text = tokenizer_.encode(written);
            if (!in_text) return std::unexpected(in_text.error());
            special = *in_template == std::vector{token} && *in_text != std::vector{token};
        }
        known_.emplace(token, special);
        return special;
    }

private:
    const Tokenizer& tokenizer_;
    std::unordered_map<Token, bool> known_;
};

}  // namespace

Result<std::vector<Token>> encode_pieces(const Tokenizer& tokenizer, std::span<const chat_template::Piece> pieces) {
    SpecialTokens special(tokenizer);
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
            const auto is_special = special.has(token);
            if (!is_special) return std::unexpected(is_special.error());
            if (!*is_special) continue;
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
    const auto special = SpecialTokens(tokenizer).has(encoded->front());
    if (!special) return std::unexpected(special.error());
    return *special ? std::optional(encoded->front()) : std::nullopt;
}

}  // namespace inference
