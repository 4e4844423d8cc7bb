#pragma once
#include "inference/chat/chat_format.h"
#include "inference/chat/template/chat_template.h"

namespace inference {

/// A format that is written as a template: a file's own, or one of the named ones.
///
/// A template that refuses the conversation by raise_exception, or leaves its system prompt out, gets it once more the
/// way that every template takes it: the system prompt before the first question, with a blank line between, and
/// neighbouring turns of one person as one.
class TemplateFormat final : public ChatFormat {
public:
    explicit TemplateFormat(std::shared_ptr<const chat_template::ChatTemplate> source,
                            std::vector<std::string> stop_texts = {})
        : source_(std::move(source)), stop_texts_(std::move(stop_texts)) {}

    /// Fails with Unsupported, and the template's line, if it cannot be run on this conversation.
    Result<std::vector<Token>> encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const override;
    bool continues_text() const override { return false; }
    std::vector<std::string> stop_texts() const override { return stop_texts_; }
    std::vector<Token> turn_ends(const Tokenizer& tokenizer) const override;

private:
    std::shared_ptr<const chat_template::ChatTemplate> source_;
    std::vector<std::string> stop_texts_;
};

/// Why a template is of no use for conversations; nothing if it is. Tries it on short ones.
std::optional<chat_template::Fault> fault_of(const chat_template::ChatTemplate& source);

}  // namespace inference
