#include "inference/tokenizer/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/printable.h"
#include "inference/tokenizer/file_values.h"

namespace inference {

namespace {

using gguf::GgufFile;

constexpr std::size_t largest_vocabulary = 1U << 24;  // LLaMA 3: 128256
constexpr std::size_t longest_token = 1024;           // LLaMA 3: 256, of 128 spaces; an answer has thousands of tokens

/// What ends a turn in the formats that LLaMA's descendants were trained for: Llama 3, ChatML, OpenChat and Starling,
/// Gemma, Phi and Zephyr's relatives, and older fine-tunes. For files whose converter left the key out.
constexpr std::array<std::string_view, 6> known_ends_of_turn = {"<|eot_id|>",    "<|im_end|>", "<|end_of_turn|>",
                                                                "<end_of_turn>", "<|end|>",    "<EOT>"};
/// Ends a text, and so a turn too, whatever else does: Llama 3's published settings stop at it beside <|eot_id|>.
constexpr std::array<std::string_view, 2> known_ends_of_text = {"<|end_of_text|>", "<|endoftext|>"};
constexpr std::string_view known_end_of_message = "<|eom_id|>";  // Llama 3.1: a tool is to be called

/// A token id of the file, inside the vocabulary; nothing where the key is absent.
Result<std::optional<Token>> token_id(const GgufFile& file, std::string_view key, std::size_t vocabulary_size) {
    if (!file.has(key)) return std::optional<Token>();
    const auto id = file.unsigned_integer(key);
    if (!id) return std::unexpected(id.error());
    if (*id >= vocabulary_size)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: {} is {}, the vocabulary has {} tokens", file.name(), key, *id, vocabulary_size),
                    broken_tokenizer_hint);
    return std::optional<Token>(static_cast<Token>(*id));
}

/// "</s>"
bool is_tag(std::string_view text) { return text.size() > 2 && text.starts_with('<') && text.ends_with('>'); }
/// "<|im_start|>"
bool is_marker(std::string_view text) { return text.size() > 4 && text.starts_with("<|") && text.ends_with("|>"); }

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
    auto texts = list_of<std::string>(file, "tokenizer.ggml.tokens");
    if (!texts) return std::unexpected(texts.error());
    const auto kinds = list_of<std::int32_t>(file, "tokenizer.ggml.token_type");
    if (!kinds) return std::unexpected(kinds.error());
    const std::size_t size = texts->size();
    if (size == 0 || size > largest_vocabulary)
        return fail(ErrorKind::InvalidFile, fmt::format("{} has a vocabulary of {} tokens", file.name(), size),
                    broken_tokenizer_hint);
    if (kinds->size() != size)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} has {} tokens and {} token types", file.name(), size, kinds->size()),
                    broken_tokenizer_hint);
    vocabulary.texts_ = std::move(*texts);
    for (std::size_t i = 0; i < size; ++i) {
        const auto token = static_cast<Token>(i);
        const std::int32_t number = (*kinds)[i];
        if (number < 1 || number > 6)
            return fail(ErrorKind::InvalidFile, fmt::format("{}: token {} has the type {}", file.name(), i, number),
                        broken_tokenizer_hint);
        vocabulary.kinds_.push_back(static_cast<Kind>(number));
        const std::string_view text = vocabulary.text(token);
        if (text.size() > longest_token)
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{}: token {} has {} bytes, at most {} are read", file.name(), i, text.size(),
                                    longest_token),
                        broken_tokenizer_hint);
        if (vocabulary.kind(token) == Kind::Byte && !parse_byte(text))
            return fail(ErrorKind::InvalidFile,
                        fmt::format("{}: byte token {} is written '{}'", file.name(), i, printable(text)),
                        broken_tokenizer_hint);
    }

    auto bos = token_id(file, "tokenizer.ggml.bos_token_id", size);
    if (!bos) return std::unexpected(bos.error());
    auto eos = token_id(file, "tokenizer.ggml.eos_token_id", size);
    if (!eos) return std::unexpected(eos.error());
    // What a file of LLaMA's own vocabulary does not say is as it is there.
    if (!*bos && vocabulary.contains(1) && vocabulary.text(1) == "<s>") *bos = 1;
    if (!*eos && vocabulary.contains(2) && vocabulary.text(2) == "</s>") *eos = 2;
    const auto eot = token_id(file, "tokenizer.ggml.eot_token_id", size);
    if (!eot) return std::unexpected(eot.error());
    const auto eom = token_id(file, "tokenizer.ggml.eom_token_id", size);
    if (!eom) return std::unexpected(eom.error());
    vocabulary.bos = *bos;
    vocabulary.eos = *eos;
    vocabulary.eot = *eot;
    vocabulary.mark_control({*bos, *eos, *eot, *eom});
    for (const auto& declared : {*eos, *eot, *eom})
        if (declared) vocabulary.ends_of_turn.push_back(*declared);
    for (Token token = 0; vocabulary.contains(token); ++token) {
        if (!vocabulary.is_special(token)) continue;
        const std::string_view text = vocabulary.text(token);
        if (!*eot && std::ranges::find(known_ends_of_turn, text) != known_ends_of_turn.end()) {
            if (!vocabulary.eot) vocabulary.eot = token;
            vocabulary.ends_of_turn.push_back(token);
        } else if ((!*eom && text == known_end_of_message) ||
                   std::ranges::find(known_ends_of_text, text) != known_ends_of_text.end()) {
            vocabulary.ends_of_turn.push_back(token);
        }
    }
    std::ranges::sort(vocabulary.ends_of_turn);
    return vocabulary;
}

void Vocabulary::mark_control(std::initializer_list<std::optional<Token>> declared) {
    for (Token token = 0; contains(token); ++token) {
        Kind& kind = kinds_[static_cast<std::size_t>(token)];
        if (kind != Kind::Normal && kind != Kind::Unused) continue;
        const bool is_declared = std::ranges::find(declared, std::optional(token)) != declared.end();
        if (is_marker(text(token)) || (is_declared && is_tag(text(token)))) kind = Kind::Control;
    }
}

std::optional<std::uint8_t> Vocabulary::byte_of(Token token) const {
    return kind(token) == Kind::Byte ? parse_byte(text(token)) : std::nullopt;
}

}  // namespace inference
