#pragma once
#include <ctime>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "inference/chat/template/budget.h"
#include "inference/chat/template/text.h"

namespace inference::chat_template {

/// Why a template cannot be read or run.
struct Fault {
    Stop::Cause cause;
    std::string message;  ///< of one line, printable
    std::uint32_t line;   ///< of the template, from 1; 0 where it is about the whole

    std::string in_words() const;  ///< "line 3: ..."
};

/// What a template writes into text: a conversation, and what goes with it.
struct Conversation {
    struct Message {
        std::string role;  ///< "system", "user", "assistant"
        std::string text;  ///< UTF-8
        Origin origin = Origin::Message;
    };
    std::vector<Message> messages;
    bool add_generation_prompt = true;  ///< ends where the answer is to begin
    std::string bos_token, eos_token;   ///< as the vocabulary writes them
    std::tm now{};                      ///< local time, for templates that write the date
};

/// A file's tokenizer.chat_template: Jinja as Hugging Face's transformers sets it up (ImmutableSandboxedEnvironment
/// with trim_blocks, lstrip_blocks and loop controls; raise_exception, strftime_now and their own tojson). What is
/// missing is refused by name: include, extends, call, recursive loops, macros inside others, '%' with more than %s and
/// %d. Immutable; may be used by several threads.
class ChatTemplate {
public:
    static std::expected<std::shared_ptr<const ChatTemplate>, Fault> parse(std::string_view source,
                                                                           const Limits& limits = {});
    virtual ~ChatTemplate() = default;
    /// Neighbouring pieces have different origins. What the conversation's messages say never comes as Template's.
    virtual std::expected<std::vector<Piece>, Fault> render(const Conversation& conversation) const = 0;
};

}  // namespace inference::chat_template
