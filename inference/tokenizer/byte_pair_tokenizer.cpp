#include "inference/tokenizer/byte_pair_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/printable.h"
#include "inference/tokenizer/file_values.h"
#include "inference/tokenizer/llama3_words.h"

namespace inference {

namespace {

/// What converters have called Llama 3's rule.
constexpr std::array<std::string_view, 3> names_of_llama3 = {"llama-bpe", "llama3", "llama-v3"};

}  // namespace

Result<std::shared_ptr<const Tokenizer>> BytePairTokenizer::create(const gguf::GgufFile& file) {
    if (!file.has("tokenizer.ggml.pre"))
        return fail(
            ErrorKind::UnsupportedFile,
            fmt::format("{} does not say how its byte-pair tokenizer splits words (tokenizer.ggml.pre)", file.name()),
            "Convert the model anew with a converter of May 2024 or later.");
    const auto rule = file.string("tokenizer.ggml.pre");
    if (!rule) return std::unexpected(rule.error());
    if (std::ranges::find(names_of_llama3, *rule) == names_of_llama3.end())
        return fail(ErrorKind::UnsupportedFile,
                    fmt::format("{} splits words by the rule '{}' (tokenizer.ggml.pre), which is not supported",
                                file.name(), printable(*rule)),
                    "Choose a model whose rule is Llama 3's, 'llama-bpe': another would read your text wrongly.");
    auto vocabulary = Vocabulary::read(file);
    if (!vocabulary) return std::unexpected(vocabulary.error());
    auto pairs = BytePairs::read(file, *vocabulary);
    if (!pairs) return std::unexpected(pairs.error());
    const auto adds_bos = flag_or(file, "tokenizer.ggml.add_bos_token", true);
    if (!adds_bos) return std::unexpected(adds_bos.error());
    return std::make_shared<const BytePairTokenizer>(std::move(*vocabulary), std::move(*pairs), *adds_bos);
}

void BytePairTokenizer::append_text(std::string_view text, std::vector<Token>& tokens) const {
    while (!text.empty()) {
        const std::size_t length = llama3_word(text);
        pairs_.encode(text.substr(0, length), tokens);
        text.remove_prefix(length);
    }
}

std::string BytePairTokenizer::bytes_of_text(Token token) const {
    // A user-defined token is written as it stands in texts, a normal one in the alphabet of bytes.
    return std::string(vocabulary().kind(token) == Vocabulary::Kind::UserDefined ? vocabulary().text(token)
                                                                                 : pairs_.bytes_of(token));
}

}  // namespace inference
