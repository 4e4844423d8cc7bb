#pragma once
#include "inference/tokenizer/sentence_pieces.h"
#include "inference/tokenizer/vocabulary_tokenizer.h"

namespace inference {

/// The tokenizer of LLaMA 1 and 2: merging by the scores of a unigram vocabulary, with byte fallback.
class SentencePieceTokenizer final : public VocabularyTokenizer {
public:
    static Result<std::shared_ptr<const Tokenizer>> create(const gguf::GgufFile& file);

    SentencePieceTokenizer(Vocabulary vocabulary, SentencePieces pieces, bool adds_bos, bool adds_space_prefix)
        : VocabularyTokenizer(std::move(vocabulary), adds_bos),
          pieces_(std::move(pieces)),
          adds_space_prefix_(adds_space_prefix) {}

    bool adds_space_prefix() const override { return adds_space_prefix_; }

protected:
    void append_text(std::string_view text, std::vector<Token>& tokens) const override;
    std::string bytes_of_text(Token token) const override;

private:
    SentencePieces pieces_;
    bool adds_space_prefix_;
};

}  // namespace inference
