#include "inference/chat/file_format.h"

#include <algorithm>
#include <array>
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

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Letters small, whatever stands between words a blank: "Llama-2 7B_Chat" is "llama 2 7b chat".
std::string words_of(std::string_view name) {
    std::string words;
    for (const char c : name) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool in_word = (small >= 'a' && small <= 'z') || is_digit(small);
        if (in_word || (!words.empty() && words.back() != ' ')) words += in_word ? small : ' ';
    }
    return words;
}

/// Whether it is LLaMA's release of that number: "llama 3 8b", "llama2 chat", "llama 3 1". The number of a size is
/// none: "llama 30b", "llama 3b".
bool is_llama(std::string_view words, char number) {
    constexpr std::string_view llama = "llama";
    for (std::size_t at = words.find(llama); at != std::string_view::npos; at = words.find(llama, at + 1)) {
        std::string_view rest = words.substr(at + llama.size());
        if (rest.starts_with(' ')) rest.remove_prefix(1);
        if (rest.starts_with(number) && (rest.size() == 1 || (!is_digit(rest[1]) && rest[1] != 'b'))) return true;
    }
    return false;
}

std::optional<ChatFormatName> format_by_name(std::string_view name) {
    const std::string words = words_of(name);
    const auto says = [&](std::string_view word) { return holds(words, word); };
    if (says("alpaca")) return ChatFormatName::Alpaca;
    if (says("vicuna")) return ChatFormatName::Vicuna;
    if (says("zephyr")) return ChatFormatName::Zephyr;
    if (says("chatml") || says("chat ml")) return ChatFormatName::ChatML;
    if (says("mistral") && says("instruct")) return ChatFormatName::Mistral;
    if ((says("codellama") || says("code llama")) && says("instruct")) return ChatFormatName::Llama2;
    if (is_llama(words, '2') && says("chat")) return ChatFormatName::Llama2;
    if (is_llama(words, '3') && says("instruct")) return ChatFormatName::Llama3;
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

Result<FileFormat> chat_format_of(const gguf::GgufFile& file) try {
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
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
