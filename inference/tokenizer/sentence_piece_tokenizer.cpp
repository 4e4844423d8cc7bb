#include "inference/tokenizer/sentence_piece_tokenizer.h"

#include "inference/printable.h"
#include "inference/tokenizer/file_values.h"

namespace inference {

Result<std::shared_ptr<const Tokenizer>> SentencePieceTokenizer::create(const gguf::GgufFile& file) {
    // SentencePiece splits nothing beforehand: converters leave the rule out, or write "default".
    if (constexpr const char* key = "tokenizer.ggml.pre"; file.has(key)) {
        const auto rule = file.string(key);
        if (!rule) return std::unexpected(rule.error());
        if (*rule != "default")
            return fail(
                ErrorKind::UnsupportedFile,
                fmt::format("{} splits words by the rule '{}' ({}) before its SentencePiece tokenizer, which is "
                            "not supported",
                            file.name(), printable(*rule), key),
                "Choose a model without such a rule: another would read your text wrongly.");
    }
    auto vocabulary = Vocabulary::read(file);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    auto pieces = SentencePieces::read(file, *vocabulary);
    if (!pieces) return std::unexpected(pieces.error());
    const auto adds_bos = flag_or(file, "tokenizer.ggml.add_bos_token", true);
    if (!adds_bos) return std::unexpected(adds_bos.error());
    const auto adds_space_prefix = flag_or(file, "tokenizer.ggml.add_space_prefix", true);
    if (!adds_space_prefix) return std::unexpected(adds_space_prefix.error());
    return std::make_shared<const SentencePieceTokenizer>(std::move(*vocabulary), std::move(*pieces), *adds_bos,
                                                          *adds_space_prefix);
}

void SentencePieceTokenizer::append_text(std::string_view text, std::vector<Token>& tokens) const {
    std::string bounded(adds_space_prefix_ ? word_boundary : std::string_view());
    bounded.reserve(text.size() + text.size() / 2);
    for (const char byte : text) {
        if (byte == ' ')
            bounded += word_boundary;
        else
            bounded += byte;
    }
    pieces_.encode(bounded, tokens);
}

std::string SentencePieceTokenizer::bytes_of_text(Token token) const {
    std::string bytes;
    for (std::string_view rest = vocabulary().text(token); !rest.empty();) {
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

}  // namespace inference
