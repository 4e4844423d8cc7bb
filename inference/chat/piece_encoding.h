#pragma once
#include <span>
#include <vector>

#include "inference/chat/template/text.h"
#include "inference/tokenizer/tokenizer.h"

namespace inference {

/// Pieces of a rendered template to tokens. Special tokens are recognised where the template wrote them, and only
/// there; what stands between two of them is encoded as one text, whoever wrote its parts, so that the tokens are those
/// that the model was trained on. No BOS but the template's.
Result<std::vector<Token>> encode_pieces(const Tokenizer& tokenizer, std::span<const chat_template::Piece> pieces);

/// The special token at the beginning of what a template wrote, behind blanks; nothing if something else stands there.
Result<std::optional<Token>> leading_special(const Tokenizer& tokenizer, std::string_view text);

}  // namespace inference
