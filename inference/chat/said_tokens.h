#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "inference/tokenizer/tokenizer.h"

namespace inference {

/// The tokens of an answer as the model said them, from a session's: what stands there behind `question`, up to the end
/// of `answer`. To go on with an answer from them and not from its text, as a template writes it, keeps what is
/// computed, and gives what the model would have said in one piece: templates trim, and put a blank before an answer.
/// Nothing where the session holds another conversation, or what stands there says something else. A last token that
/// was said and never computed, as a session's file leaves it out, is found by its text. `at_start` as Detokenizer has
/// it.
std::optional<std::vector<Token>> said_tokens(std::span<const Token> session, std::span<const Token> question,
                                              std::string_view answer,
                                              const std::shared_ptr<const Tokenizer>& tokenizer, bool at_start);

}  // namespace inference
