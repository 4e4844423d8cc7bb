#pragma once
#include <memory>
#include <string>

#include "inference/tokenizer/tokenizer.h"

namespace inference {

/// Joins tokens to whole UTF-8 characters as they stream. Bytes that can be no character become U+FFFD.
/// Each call costs the length of its piece, not of the text so far. One instance per answer, one thread.
class Detokenizer {
public:
    /// With `at_start`, the space that SentencePiece puts before the first word is taken away again.
    Detokenizer(std::shared_ptr<const Tokenizer> tokenizer, bool at_start);

    /// What became whole with this token; may be empty, never ends inside a character.
    std::string push(Token token);
    /// What is left at the end: an unfinished character becomes U+FFFD.
    std::string finish();
    /// The last token ended inside a character, whose rest is to come.
    bool inside_character() const { return !pending_.empty(); }

private:
    std::shared_ptr<const Tokenizer> tokenizer_;
    std::string pending_;
    bool at_start_;
};

}  // namespace inference
