#include "inference/tokenizer/sentence_pieces.h"

#include <fmt/format.h>

#include <cmath>

#include "inference/tokenizer/file_values.h"
#include "inference/tokenizer/symbol_joining.h"
#include "inference/tokenizer/utf8.h"

namespace inference {

Result<SentencePieces> SentencePieces::read(const gguf::GgufFile& file, const Vocabulary& vocabulary) {
    SentencePieces pieces;
    auto scores = list_of<float>(file, "tokenizer.ggml.scores");
    if (!scores) return std::unexpected(scores.error());
    if (scores->size() != vocabulary.size())
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} has {} tokens and {} scores", file.name(), vocabulary.size(), scores->size()),
                    broken_tokenizer_hint);
    pieces.scores_ = std::move(*scores);

    using Kind = Vocabulary::Kind;
    std::optional<Token> unknown;
    std::array<bool, 256> has_byte{};
    for (Token token = 0; vocabulary.contains(token); ++token) {
        if (const float score = pieces.scores_[static_cast<std::size_t>(token)]; !std::isfinite(score))
            return fail(ErrorKind::InvalidFile, fmt::format("{}: token {} has the score {}", file.name(), token, score),
                        broken_tokenizer_hint);
        const Kind kind = vocabulary.kind(token);
        const std::string_view text = vocabulary.text(token);
        if (kind == Kind::Normal && !text.empty()) pieces.pieces_.emplace(text, token);
        if (kind == Kind::Unknown && !unknown) unknown = token;
        if (const auto byte = vocabulary.byte_of(token)) {
            pieces.byte_tokens_[*byte] = token;
            has_byte[*byte] = true;
        }
    }
    for (std::size_t byte = 0; byte < 256; ++byte) {
        if (has_byte[byte]) continue;
        if (!unknown)
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{} has no token for the byte {} and none for the unknown", file.name(), byte),
                        broken_tokenizer_hint);
        pieces.byte_tokens_[byte] = *unknown;
    }
    return pieces;
}

void SentencePieces::encode(std::string_view text, std::vector<Token>& tokens) const {
    std::vector<Symbol> symbols;
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t length = next_character(text.substr(position)).length;
        symbols.push_back({position, length, find(text.substr(position, length))});
        position += length;
    }
    join_symbols(symbols, [&](const Symbol& left, const Symbol& right) -> std::optional<Joining> {
        const auto piece = find(text.substr(left.start, left.length + right.length));
        if (!piece) return std::nullopt;
        return Joining{scores_[static_cast<std::size_t>(*piece)], *piece};
    });
    for (const Symbol& symbol : symbols) {
        if (symbol.token && symbol.length > 0) {
            tokens.push_back(*symbol.token);
        } else {
            for (const char byte : symbol.of(text)) tokens.push_back(byte_tokens_[static_cast<unsigned char>(byte)]);
        }
    }
}

std::optional<Token> SentencePieces::find(std::string_view text) const {
    const auto found = pieces_.find(text);
    return found == pieces_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace inference
