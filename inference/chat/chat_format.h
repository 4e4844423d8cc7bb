#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inference/chat/turn.h"
#include "inference/error.h"
#include "inference/tokenizer/tokenizer.h"

namespace inference {

/// The formats that are known by name; named_formats.cpp says where each was published.
enum class ChatFormatName { Plain, Dialogue, Alpaca, Vicuna, Llama2, Llama3, Mistral, ChatML, Zephyr };

inline constexpr std::array all_chat_formats = {
    ChatFormatName::Llama2, ChatFormatName::Llama3,   ChatFormatName::Mistral,
    ChatFormatName::ChatML, ChatFormatName::Zephyr,   ChatFormatName::Vicuna,
    ChatFormatName::Alpaca, ChatFormatName::Dialogue, ChatFormatName::Plain};

std::string_view name_of(ChatFormatName format);   ///< as it is typed: "llama-2", "plain"
std::string_view title_of(ChatFormatName format);  ///< as people call it: "Llama-2"
std::optional<ChatFormatName> chat_format_named(std::string_view name);

/// How a conversation is written for a model. Immutable; may be used by several threads.
class ChatFormat {
public:
    virtual ~ChatFormat() = default;

    /// Turns to tokens, BOS included where the file wants it, ready for the answer. If the last turn is the
    /// assistant's, it is left open, to be continued. What turns say never becomes a special token.
    virtual Result<std::vector<Token>> encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const = 0;

    /// The texts are simply continued: what is answered begins in the middle of a text.
    virtual bool continues_text() const = 0;
    /// Where one of these begins in an answer, it is over: the format's own words for the next turn.
    virtual std::vector<std::string> stop_texts() const = 0;
    /// Special tokens that the format puts behind an answer. They end one even if the file does not declare them.
    virtual std::vector<Token> turn_ends(const Tokenizer& tokenizer) const = 0;
};

std::shared_ptr<const ChatFormat> named_format(ChatFormatName name);

}  // namespace inference
