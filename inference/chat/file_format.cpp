#include "inference/chat/file_format.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "inference/chat/template_format.h"

namespace inference {

namespace {

constexpr std::size_t least_language_vocabulary = 32'000;  // LLaMA 1's

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The named format whose marks a template writes.
std::optional<ChatFormatName> likeness(std::string_view source) {
    if (holds(source, "<|start_header_id|>")) return ChatFormatName::Llama3;
    if (holds(source, "<|im_start|>")) return ChatFormatName::ChatML;
    if (holds(source, "### Instruction")) return ChatFormatName::Alpaca;
    if (holds(source, "[INST]")) return holds(source, "<<SYS>>") ? ChatFormatName::Llama2 : ChatFormatName::Mistral;
    if (holds(source, "<|user|>") && holds(source, "<|assistant|>") && !holds(source, "<|end|>"))
        return ChatFormatName::Zephyr;
    if (holds(source, "USER:")) return ChatFormatName::Vicuna;
    return std::nullopt;
}

/// Letters small, whatever stands between words gone: "Llama-2 7B Chat" is "llama27bchat".
std::string only_letters_and_digits(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    }
    return letters;
}

std::optional<ChatFormatName> format_by_name(std::string_view name) {
    const std::string letters = only_letters_and_digits(name);
    const auto says = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::all_of(words, [&](std::string_view word) { return holds(letters, word); });
    };
    if (says({"alpaca"})) return ChatFormatName::Alpaca;
    if (says({"vicuna"})) return ChatFormatName::Vicuna;
    if (says({"zephyr"})) return ChatFormatName::Zephyr;
    if (says({"chatml"})) return ChatFormatName::ChatML;
    if (says({"mistral", "instruct"})) return ChatFormatName::Mistral;
    if (says({"llama2", "chat"})) return ChatFormatName::Llama2;
    if (says({"llama3", "instruct"})) return ChatFormatName::Llama3;
    return std::nullopt;
}

std::size_t vocabulary_size(const gguf::GgufFile& file) {
    const auto found = file.metadata().find("tokenizer.ggml.tokens");
    if (found == file.metadata().end()) return 0;
    const auto* array = std::get_if<gguf::Array>(&found->second);
    const auto* texts = array ? std::get_if<std::vector<std::string>>(array) : nullptr;
    return texts ? texts->size() : 0;
}

/// What is known without a template.
FileFormat without_template(const gguf::GgufFile& file) {
    std::vector<std::string> names;
    for (const char* key : {"general.name", "general.basename", "general.finetune"})
        if (const auto name = file.string(key)) names.emplace_back(*name);
    names.emplace_back(file.name());
    for (const std::string& name : names)
        if (const auto format = format_by_name(name))
            return {named_format(*format), *format, FileFormat::Source::Name, {}};
    const auto format =
        vocabulary_size(file) >= least_language_vocabulary ? ChatFormatName::Dialogue : ChatFormatName::Plain;
    return {named_format(format), format, FileFormat::Source::Default, {}};
}

}  // namespace

std::string FileFormat::title() const { return name ? std::string(title_of(*name)) : "its own"; }

FileFormat FileFormat::chosen(ChatFormatName name) { return {named_format(name), name, Source::Chosen, {}}; }

Result<FileFormat> chat_format_of(const gguf::GgufFile& file) {
    if (!file.has("tokenizer.chat_template")) return without_template(file);
    const auto source = file.string("tokenizer.chat_template");
    if (!source) return std::unexpected(source.error());
    const auto like = likeness(*source);
    const auto parsed = chat_template::ChatTemplate::parse(*source);
    const auto fault = parsed ? fault_of(**parsed) : std::optional(parsed.error());
    if (!fault)
        return FileFormat{std::make_shared<const TemplateFormat>(*parsed), like, FileFormat::Source::Template, {}};
    FileFormat assumed = like ? FileFormat::chosen(*like) : without_template(file);
    assumed.source = FileFormat::Source::Assumed;
    assumed.problem = fault->in_words();
    assumed.template_text = source->substr(0, chat_template::Limits().template_bytes);
    return assumed;
}

}  // namespace inference
