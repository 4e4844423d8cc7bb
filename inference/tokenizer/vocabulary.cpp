#include "inference/tokenizer/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "inference/printable.h"

namespace inference {

namespace {

using gguf::GgufFile;

constexpr const char* broken_hint = "The file is damaged or was converted wrongly: get it again.";

template <typename T>
Result<std::vector<T>> list(const GgufFile& file, std::string_view key) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end())
        return fail(ErrorKind::InvalidFile, fmt::format("{} lacks the key {}", file.name(), key), broken_hint);
    if (const auto* array = std::get_if<gguf::Array>(&found->second))
        if (const auto* values = std::get_if<std::vector<T>>(array)) return *values;
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {} is no list of the right type", file.name(), key),
                broken_hint);
}

/// A token id of the file, inside the vocabulary; nothing where the key is absent.
Result<std::optional<Token>> token_id(const GgufFile& file, std::string_view key, std::size_t vocabulary_size) {
    if (!file.has(key)) return std::optional<Token>();
    const auto id = file.unsigned_integer(key);
    if (!id) return std::unexpected(id.error());
    if (*id >= vocabulary_size)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: {} is {}, the vocabulary has {} tokens", file.name(), key, *id, vocabulary_size),
                    broken_hint);
    return std::optional<Token>(static_cast<Token>(*id));
}

/// "<0x0A>" -> 10.
std::optional<std::uint8_t> parse_byte(std::string_view text) {
    if (text.size() != 6 || !text.starts_with("<0x") || text[5] != '>') return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(3, 2)) {
        value *= 16;
        if (digit >= '0' && digit <= '9')
            value += digit - '0';
        else if (digit >= 'A' && digit <= 'F')
            value += digit - 'A' + 10;
        else
            return std::nullopt;
    }
    return static_cast<std::uint8_t>(value);
}

}  // namespace

Result<Vocabulary> Vocabulary::read(const GgufFile& file) {
    Vocabulary vocabulary;
    auto texts = list<std::string>(file, "tokenizer.ggml.tokens");
    if (!texts) return std::unexpected(texts.error());
    auto scores = list<float>(file, "tokenizer.ggml.scores");
    if (!scores) return std::unexpected(scores.error());
    auto kinds = list<std::int32_t>(file, "tokenizer.ggml.token_type");
    if (!kinds) return std::unexpected(kinds.error());
    const std::size_t size = texts->size();
    if (size == 0 || size > (1U << 24))
        return fail(ErrorKind::InvalidFile, fmt::format("{} has a vocabulary of {} tokens", file.name(), size),
                    broken_hint);
    if (scores->size() != size || kinds->size() != size)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} has {} tokens, {} scores and {} token types", file.name(), size, scores->size(),
                                kinds->size()),
                    broken_hint);
    vocabulary.texts_ = std::move(*texts);
    vocabulary.scores_ = std::move(*scores);

    std::optional<Token> unknown;
    std::array<bool, 256> has_byte{};
    for (std::size_t i = 0; i < size; ++i) {
        const auto token = static_cast<Token>(i);
        const std::int32_t number = (*kinds)[i];
        if (number < 1 || number > 6)
            return fail(ErrorKind::InvalidFile, fmt::format("{}: token {} has the type {}", file.name(), i, number),
                        broken_hint);
        if (!std::isfinite(vocabulary.scores_[i]))
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{}: token {} has the score {}", file.name(), i, vocabulary.scores_[i]),
                        broken_hint);
        const auto kind = static_cast<Kind>(number);
        vocabulary.kinds_.push_back(kind);
        const std::string& text = vocabulary.texts_[i];
        if ((kind == Kind::Normal || kind == Kind::UserDefined) && !text.empty())
            vocabulary.pieces_.emplace(text, token);
        if ((kind == Kind::Control || kind == Kind::UserDefined) && !text.empty())
            vocabulary.special_tokens_.push_back(token);
        if (kind == Kind::Unknown && !unknown) unknown = token;
        if (kind == Kind::Byte) {
            const auto byte = parse_byte(text);
            if (!byte)
                return fail(ErrorKind::InvalidFile,
                            fmt::format("{}: byte token {} is written '{}'", file.name(), i, printable(text)),
                            broken_hint);
            vocabulary.byte_tokens_[*byte] = token;
            has_byte[*byte] = true;
        }
    }
    for (std::size_t byte = 0; byte < 256; ++byte) {
        if (has_byte[byte]) continue;
        if (!unknown)
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{} has no token for the byte {} and none for the unknown", file.name(), byte),
                        broken_hint);
        vocabulary.byte_tokens_[byte] = *unknown;
    }
    // Longest first. No stable_sort: libstdc++ 12 warns about its own deprecated buffer under clang.
    std::ranges::sort(vocabulary.special_tokens_, [&](Token a, Token b) {
        const auto length_a = vocabulary.text(a).size();
        const auto length_b = vocabulary.text(b).size();
        return length_a != length_b ? length_a > length_b : a < b;
    });

    const auto bos = token_id(file, "tokenizer.ggml.bos_token_id", size);
    if (!bos) return std::unexpected(bos.error());
    vocabulary.bos = *bos;
    for (const char* key :
         {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"}) {
        const auto id = token_id(file, key, size);
        if (!id) return std::unexpected(id.error());
        if (!*id) continue;
        if (std::string_view(key) == "tokenizer.ggml.eos_token_id") vocabulary.eos = *id;
        vocabulary.ends_of_turn.push_back(**id);
    }
    return vocabulary;
}

std::optional<Token> Vocabulary::find_piece(std::string_view text) const {
    const auto found = pieces_.find(text);
    return found == pieces_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint8_t> Vocabulary::byte_of(Token token) const {
    return kind(token) == Kind::Byte ? parse_byte(text(token)) : std::nullopt;
}

}  // namespace inference
