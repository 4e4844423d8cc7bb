#include <algorithm>
#include <array>

#include "inference/chat/plain_format.h"
#include "inference/chat/template_format.h"

namespace inference {

namespace {

/// A format by name: its template in our words, run by the same interpreter as the files' own.
struct NamedFormat {
    ChatFormatName format;
    std::string_view name, title;
    std::string_view source;     ///< empty for Plain, which is none
    std::string_view stop_text;  ///< empty: the model ends its answers by a token
};

constexpr std::array named_formats = {
    // Every question with its answer is a sequence of its own, the system prompt inside the first question: Meta's
    // reference code (github.com/meta-llama/llama, generation.py). A question that was never answered stands alone.
    NamedFormat{ChatFormatName::Llama2, "llama-2", "Llama-2", R"(
{%- set ns = namespace(system='', unanswered=false) -%}
{%- for message in messages -%}
    {%- if message.role == 'system' -%}
        {%- if message.content -%}{%- set ns.system = '<<SYS>>\n' ~ message.content ~ '\n<</SYS>>\n\n' -%}{%- endif -%}
    {%- elif message.role == 'user' -%}
        {%- if ns.unanswered -%}{{ eos_token }}{%- endif -%}
        {{ bos_token ~ '[INST] ' ~ (ns.system ~ message.content).strip() ~ ' [/INST]' }}
        {%- set ns.system = '' -%}
        {%- set ns.unanswered = true -%}
    {%- else -%}
        {{ ' ' ~ message.content.strip() ~ ' ' ~ eos_token }}
        {%- set ns.unanswered = false -%}
    {%- endif -%}
{%- endfor -%})",
                ""},
    // Meta's model card of Llama 3, "Special tokens used with Meta Llama 3".
    NamedFormat{ChatFormatName::Llama3, "llama-3", "Llama-3", R"(
{{- bos_token -}}
{%- for message in messages -%}
    {{ '<|start_header_id|>' ~ message.role ~ '<|end_header_id|>\n\n' ~ message.content.strip() ~ '<|eot_id|>' }}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif -%})",
                ""},
    // Mistral's documentation of Mistral-7B-Instruct: one BOS, EOS behind each answer. It has no place for a system
    // prompt but the first question.
    NamedFormat{ChatFormatName::Mistral, "mistral", "Mistral", R"(
{{- bos_token -}}
{%- set ns = namespace(system='') -%}
{%- for message in messages -%}
    {%- if message.role == 'system' -%}
        {%- if message.content -%}{%- set ns.system = message.content ~ '\n\n' -%}{%- endif -%}
    {%- elif message.role == 'user' -%}
        {{ '[INST] ' ~ (ns.system ~ message.content).strip() ~ ' [/INST]' }}
        {%- set ns.system = '' -%}
    {%- else -%}
        {{ ' ' ~ message.content.strip() ~ eos_token }}
    {%- endif -%}
{%- endfor -%})",
                ""},
    // OpenAI's description of ChatML (github.com/openai/openai-python, chatml.md).
    NamedFormat{ChatFormatName::ChatML, "chatml", "ChatML", R"(
{%- for message in messages -%}
    {{ '<|im_start|>' ~ message.role ~ '\n' ~ message.content ~ '<|im_end|>\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\n' }}{%- endif -%})",
                ""},
    // The model card of Zephyr-7B-beta (Tunstall et al. 2023, arXiv:2310.16944).
    NamedFormat{ChatFormatName::Zephyr, "zephyr", "Zephyr", R"(
{%- for message in messages -%}
    {{ '<|' ~ message.role ~ '|>\n' ~ message.content ~ eos_token ~ '\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '<|assistant|>\n' }}{%- endif -%})",
                ""},
    // FastChat's documentation of Vicuna 1.1 and 1.5 (docs/vicuna_weights_version.md).
    NamedFormat{ChatFormatName::Vicuna, "vicuna", "Vicuna", R"(
{{- bos_token -}}
{%- set ns = namespace(opening="A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions.") -%}
{%- for message in messages if message.role == 'system' and message.content -%}
    {%- set ns.opening = message.content.strip() -%}
{%- endfor -%}
{{ ns.opening ~ ' ' }}
{%- for message in messages -%}
    {%- if message.role == 'user' -%}
        {{ 'USER: ' ~ message.content.strip() ~ ' ' }}
    {%- elif message.role == 'assistant' -%}
        {{ 'ASSISTANT: ' ~ message.content.strip() ~ eos_token }}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ 'ASSISTANT:' }}{%- endif -%})",
                ""},
    // Stanford Alpaca's prompt without an input (github.com/tatsu-lab/stanford_alpaca, train.py). It was made for one
    // question; earlier ones stand before it in the same words, each answer with the EOS that it was trained with.
    NamedFormat{ChatFormatName::Alpaca, "alpaca", "Alpaca", R"(
{{- bos_token -}}
{%- set ns = namespace(opening='Below is an instruction that describes a task. Write a response that appropriately completes the request.') -%}
{%- for message in messages if message.role == 'system' and message.content -%}
    {%- set ns.opening = message.content.strip() -%}
{%- endfor -%}
{{ ns.opening }}
{%- for message in messages -%}
    {%- if message.role == 'user' -%}
        {{ '\n\n### Instruction:\n' ~ message.content.strip() }}
    {%- elif message.role == 'assistant' -%}
        {{ '\n\n### Response:' ~ message.content.strip() ~ eos_token }}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ '\n\n### Response:' }}{%- endif -%})",
                ""},
    // For models that only continue texts: a transcript, with a name before what each one says.
    NamedFormat{ChatFormatName::Dialogue, "dialogue", "Dialogue", R"(
{%- for message in messages -%}
    {%- if message.role == 'system' -%}
        {%- if message.content -%}{{ message.content.strip() ~ '\n\n' }}{%- endif -%}
    {%- else -%}
        {{ ('User: ' if message.role == 'user' else 'Assistant: ') ~ message.content.strip() ~ '\n' }}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ 'Assistant:' }}{%- endif -%})",
                "\nUser:"},
    NamedFormat{ChatFormatName::Plain, "plain", "Plain text", "", ""},
};

const NamedFormat& entry(ChatFormatName format) {
    return *std::ranges::find(named_formats, format, &NamedFormat::format);
}

}  // namespace

std::string_view name_of(ChatFormatName format) { return entry(format).name; }
std::string_view title_of(ChatFormatName format) { return entry(format).title; }

std::optional<ChatFormatName> chat_format_named(std::string_view name) {
    const auto found = std::ranges::find(named_formats, name, &NamedFormat::name);
    return found == named_formats.end() ? std::nullopt : std::optional(found->format);
}

std::shared_ptr<const ChatFormat> named_format(ChatFormatName name) {
    const NamedFormat& named = entry(name);
    if (named.source.empty()) return std::make_shared<const PlainFormat>();
    std::vector<std::string> stop_texts;
    if (!named.stop_text.empty()) stop_texts.emplace_back(named.stop_text);
    // Ours, and each is rendered in a test: it can be read.
    return std::make_shared<const TemplateFormat>(chat_template::ChatTemplate::parse(named.source).value(),
                                                  std::move(stop_texts));
}

}  // namespace inference
