#pragma once
#include "inference/chat/chat_format.h"

namespace inference {

/// The texts one after another, encoded as one text; the model continues them. An answer goes on where the text before
/// it stopped; a question begins a line. The tokens of a conversation begin with those of its first turns wherever no
/// piece of the vocabulary spans the seam.
class PlainFormat final : public ChatFormat {
public:
    Result<std::vector<Token>> encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const override;
    bool continues_text() const override { return true; }
    std::vector<std::string> stop_texts() const override { return {}; }
    std::vector<Token> turn_ends(const Tokenizer&) const override { return {}; }
};

}  // namespace inference
