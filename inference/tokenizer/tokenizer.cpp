#include "inference/tokenizer/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>

#include "inference/printable.h"
#include "inference/tokenizer/sentencepiece.h"
#include "inference/tokenizer/utf8.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

namespace {

class SentencePieceTokenizer final : public Tokenizer {
public:
    SentencePieceTokenizer(Vocabulary vocabulary, bool adds_bos, bool adds_space_prefix)
        : vocabulary_(std::move(vocabulary)), adds_bos_(adds_bos), adds_space_prefix_(adds_space_prefix) {}

    std::uint32_t vocabulary_size() const override { return vocabulary_.size(); }

    Result<std::vector<Token>> encode(std::string_view text) const override {
        if (auto sound = check(text); !sound) return std::unexpected(sound.error());
        std::vector<Token> tokens;
        append_text(text, tokens);
        return tokens;
    }

    Result<std::vector<Token>> encode_with_special(std::string_view text) const override;
    std::string bytes_of(Token token) const override;
    std::string_view written(Token token) const override {
        return vocabulary_.contains(token) ? vocabulary_.text(token) : std::string_view();
    }
    std::optional<Token> bos() const override { return vocabulary_.bos; }
    std::optional<Token> eos() const override { return vocabulary_.eos; }
    bool adds_bos() const override { return adds_bos_; }
    bool adds_space_prefix() const override { return adds_space_prefix_; }
    bool ends_turn(Token token) const override {
        return std::ranges::find(vocabulary_.ends_of_turn, token) != vocabulary_.ends_of_turn.end();
    }

private:
    static Result<void> check(std::string_view text) {
        const std::size_t wrong = find_invalid_utf8(text);
        if (wrong == std::string_view::npos) return {};
        return fail(ErrorKind::InvalidArgument, fmt::format("the text is not UTF-8 at byte {}", wrong),
                    "Save it as UTF-8 first.");
    }
    void append_text(std::string_view text, std::vector<Token>& tokens) const {
        if (text.empty()) return;
        std::string bounded(adds_space_prefix_ ? word_boundary : std::string_view());
        bounded.reserve(text.size() + text.size() / 2);
        for (const char byte : text) {
            if (byte == ' ')
                bounded += word_boundary;
            else
                bounded += byte;
        }
        encode_pieces(vocabulary_, bounded, tokens);
    }

    Vocabulary vocabulary_;
    bool adds_bos_;
    bool adds_space_prefix_;
};

Result<std::vector<Token>> SentencePieceTokenizer::encode_with_special(std::string_view text) const {
    if (auto sound = check(text); !sound) return std::unexpected(sound.error());
    std::vector<Token> tokens;
    std::size_t ordinary = 0;  // where the ordinary text before `position` begins
    for (std::size_t position = 0; position < text.size();) {
        const std::string_view rest = text.substr(position);
        const auto special = std::ranges::find_if(
            vocabulary_.special_tokens(), [&](Token token) { return rest.starts_with(vocabulary_.text(token)); });
        if (special == vocabulary_.special_tokens().end()) {
            position += next_character(rest).length;
            continue;
        }
        append_text(text.substr(ordinary, position - ordinary), tokens);
        tokens.push_back(*special);
        position += vocabulary_.text(*special).size();
        ordinary = position;
    }
    append_text(text.substr(ordinary), tokens);
    return tokens;
}

std::string SentencePieceTokenizer::bytes_of(Token token) const {
    if (!vocabulary_.contains(token)) return {};
    switch (vocabulary_.kind(token)) {
        case Vocabulary::Kind::Control:
        case Vocabulary::Kind::Unused: return {};
        case Vocabulary::Kind::Unknown: return std::string(replacement_character);
        case Vocabulary::Kind::Byte: {
            const auto byte = vocabulary_.byte_of(token);
            return byte ? std::string(1, static_cast<char>(*byte)) : std::string();
        }
        case Vocabulary::Kind::Normal:
        case Vocabulary::Kind::UserDefined: break;
    }
    std::string bytes;
    for (std::string_view rest = vocabulary_.text(token); !rest.empty();) {
        if (rest.starts_with(word_boundary)) {
            bytes += ' ';
            rest.remove_prefix(word_boundary.size());
        } else {
            bytes += rest.front();
            rest.remove_prefix(1);
        }
    }
    return bytes;
}

Result<bool> flag_or(const gguf::GgufFile& file, std::string_view key, bool absent) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end()) return absent;
    if (const bool* value = std::get_if<bool>(&found->second)) return *value;
    return fail(ErrorKind::InvalidFile, fmt::format("{}: {} is no truth value", file.name(), key),
                "The file is damaged or was converted wrongly: get it again.");
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> Tokenizer::create(const gguf::GgufFile& file) {
    const auto model = file.string("tokenizer.ggml.model");
    if (!model) return std::unexpected(model.error());
    if (*model == "gpt2")
        return fail(
            ErrorKind::UnsupportedFile,
            fmt::format("{} has a byte-pair tokenizer ('gpt2', as LLaMA 3), which is not read yet", file.name()),
            "Choose a LLaMA 1 or 2 model: its tokenizer is 'llama'.");
    if (*model != "llama")
        return fail(ErrorKind::UnsupportedFile,
                    fmt::format("{} has the tokenizer '{}', which is not supported", file.name(), printable(*model)),
                    "Choose a model whose tokenizer is 'llama' (SentencePiece).");
    auto vocabulary = Vocabulary::read(file);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    const auto adds_bos = flag_or(file, "tokenizer.ggml.add_bos_token", true);
    if (!adds_bos) return std::unexpected(adds_bos.error());
    const auto adds_space_prefix = flag_or(file, "tokenizer.ggml.add_space_prefix", true);
    if (!adds_space_prefix) return std::unexpected(adds_space_prefix.error());
    return std::make_shared<const SentencePieceTokenizer>(std::move(*vocabulary), *adds_bos, *adds_space_prefix);
}

}  // namespace inference
