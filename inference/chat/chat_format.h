#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "inference/chat/turn.h"
#include "inference/error.h"
#include "inference/tokenizer/tokenizer.h"

namespace inference {

enum class ChatFormatName {
    Plain,   ///< the texts one after another; the model continues them
    Llama2,  ///< [INST] <<SYS>> ... (Touvron et al. 2023, arXiv:2307.09288, and Meta's published reference)
};

std::string_view name_of(ChatFormatName format);  ///< "plain", "llama-2"
std::optional<ChatFormatName> chat_format_named(std::string_view name);

/// What the file asks for: Llama2 where its tokenizer.chat_template is that of Llama-2, Plain where it has none. A
/// template of another format fails, naming it: answering in a wrong format would be silently wrong.
Result<ChatFormatName> chat_format_of(const gguf::GgufFile& file);

/// Turns to tokens, BOS included where the file wants it, ready for the answer. If the last turn is the assistant's, it
/// is left open, to be continued. User text never becomes a special token.
Result<std::vector<Token>> encode_turns(ChatFormatName format, const Tokenizer& tokenizer, std::span<const Turn> turns);

}  // namespace inference
