#pragma once
#include "inference/tokenizer/byte_pairs.h"
#include "inference/tokenizer/vocabulary_tokenizer.h"

namespace inference {

/// The tokenizer of Llama 3: words by its rule, each a token or the merges of its bytes.
class BytePairTokenizer final : public VocabularyTokenizer {
public:
    /// Fails, naming it, where tokenizer.ggml.pre asks for another rule: it would cut words elsewhere, unseen.
    static Result<std::shared_ptr<const Tokenizer>> create(const gguf::GgufFile& file);

    BytePairTokenizer(Vocabulary vocabulary, BytePairs pairs, bool adds_bos)
        : VocabularyTokenizer(std::move(vocabulary), adds_bos), pairs_(std::move(pairs)) {}

    bool adds_space_prefix() const override { return false; }

protected:
    void append_text(std::string_view text, std::vector<Token>& tokens) const override;
    std::string bytes_of_text(Token token) const override;

private:
    BytePairs pairs_;
};

}  // namespace inference
