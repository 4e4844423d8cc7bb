#pragma once
#include <memory>
#include <optional>
#include <string>

#include "inference/chat/chat_format.h"

namespace inference {

/// The chat format that a file asks for, and how that is known.
struct FileFormat {
    enum class Source {
        Template,  ///< its own tokenizer.chat_template, which is run
        Assumed,   ///< it has one that cannot be run: the named format that it looks like, else as without one
        Name,      ///< it has none, but its name says what it was trained on
        Default,   ///< nothing is known: a dialogue with names, or the plain text for a small vocabulary
        Chosen,    ///< the file was not asked
    };
    std::shared_ptr<const ChatFormat> format;
    /// The named format: the one that is used, or that the file's own template looks like; nothing where it looks like
    /// none.
    std::optional<ChatFormatName> name;
    Source source = Source::Default;
    std::string problem;          ///< of Assumed: why the template cannot be run, a clause
    std::string template_text{};  ///< of Assumed: as much of that template as is ever read, whatever bytes it has

    /// "Llama-2", or "its own" for a template that looks like none of the named ones.
    std::string title() const;
    /// How a format that was chosen by name is used instead.
    static FileFormat chosen(ChatFormatName name);
};

/// Decides for a file. Where it has no template and no name that tells, a vocabulary of at least LLaMA's 32,000 tokens
/// is a language model's, which holds a dialogue with names; a smaller one is that of a model of stories, whose texts
/// are continued as they stand. Fails if the template is no text.
Result<FileFormat> chat_format_of(const gguf::GgufFile& file);

}  // namespace inference
