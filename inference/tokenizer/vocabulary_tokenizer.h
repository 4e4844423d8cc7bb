#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/tokenizer/special_tokens.h"
#include "inference/tokenizer/tokenizer.h"
#include "inference/tokenizer/vocabulary.h"

namespace inference {

/// What all tokenizers do alike over a vocabulary; how ordinary text is cut stays open.
class VocabularyTokenizer : public Tokenizer {
public:
    VocabularyTokenizer(Vocabulary vocabulary, bool adds_bos)
        : vocabulary_(std::move(vocabulary)), specials_(vocabulary_), adds_bos_(adds_bos) {}

    std::uint32_t vocabulary_size() const final { return vocabulary_.size(); }
    Result<std::vector<Token>> encode(std::string_view text) const final;
    Result<std::vector<Token>> encode_with_special(std::string_view text) const final;
    std::string bytes_of(Token token) const final;
    std::string_view written(Token token) const final {
        return vocabulary_.contains(token) ? vocabulary_.text(token) : std::string_view();
    }
    std::optional<Token> special(std::string_view text) const final { return specials_.find(text); }
    std::optional<Token> bos() const final { return vocabulary_.bos; }
    std::optional<Token> eos() const final { return vocabulary_.eos; }
    std::optional<Token> eot() const final { return vocabulary_.eot; }
    bool adds_bos() const final { return adds_bos_; }
    bool ends_turn(Token token) const final;

protected:
    /// Appends the tokens of ordinary text, which is UTF-8 and not empty.
    virtual void append_text(std::string_view text, std::vector<Token>& tokens) const = 0;
    /// The bytes of a normal or user-defined token.
    virtual std::string bytes_of_text(Token token) const = 0;
    const Vocabulary& vocabulary() const { return vocabulary_; }

private:
    Vocabulary vocabulary_;
    SpecialTokens specials_;
    bool adds_bos_;
};

}  // namespace inference
