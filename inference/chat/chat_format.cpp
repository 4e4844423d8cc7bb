#include "inference/chat/chat_format.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace inference {

namespace {

struct KnownTemplate {
    std::string_view mark;  // what only this format's templates hold
    std::string_view name;
};
constexpr std::array known_templates = {
    KnownTemplate{"<|start_header_id|>", "Llama-3"},
    KnownTemplate{"<|im_start|>", "ChatML"},
    KnownTemplate{"<|user|>", "Zephyr"},
    KnownTemplate{"### Instruction", "Alpaca"},
    KnownTemplate{"USER:", "Vicuna"},
    KnownTemplate{"[INST]", "Mistral"},
};

std::string_view stripped(std::string_view text) {
    constexpr std::string_view space = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

void append(std::vector<Token>& tokens, std::vector<Token> more) {
    tokens.insert(tokens.end(), more.begin(), more.end());
}

/// The texts one after another, encoded as one text. An answer goes on where the text before it stopped; a question
/// begins a line. The tokens of a conversation begin with those of its first turns wherever no piece of the vocabulary
/// spans the seam.
Result<std::vector<Token>> encode_plain(const Tokenizer& tokenizer, std::span<const Turn> turns) {
    std::string text;
    for (const Turn& turn : turns) {
        if (turn.role != Role::Assistant && !text.empty() && text.back() != '\n') text += '\n';
        text += turn.text;
    }
    auto encoded = tokenizer.encode(text);
    if (!encoded) return encoded;
    std::vector<Token> tokens;
    if (tokenizer.adds_bos() && tokenizer.bos()) tokens.push_back(*tokenizer.bos());
    append(tokens, std::move(*encoded));
    return tokens;
}

/// Each question with its answer is a sequence of its own, between BOS and EOS, as Meta's reference code encodes it:
///     BOS "[INST] question [/INST] answer " EOS, the system prompt inside the first question.
Result<std::vector<Token>> encode_llama2(const Tokenizer& tokenizer, std::span<const Turn> turns) {
    std::vector<Token> tokens;
    std::string system;
    std::string open;  // a question, waiting for its answer
    const auto begin_sequence = [&] {
        if (tokenizer.bos()) tokens.push_back(*tokenizer.bos());
    };
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const Turn& turn = turns[i];
        const bool last = i + 1 == turns.size();
        switch (turn.role) {
            case Role::System: system = turn.text; break;
            case Role::User: {
                if (!open.empty()) {  // a question that was never answered stands alone
                    auto encoded = tokenizer.encode(open);
                    if (!encoded) return encoded;
                    begin_sequence();
                    append(tokens, std::move(*encoded));
                    if (tokenizer.eos()) tokens.push_back(*tokenizer.eos());
                }
                const std::string question =
                    system.empty() ? turn.text : fmt::format("<<SYS>>\n{}\n<</SYS>>\n\n{}", system, turn.text);
                system.clear();
                open = fmt::format("[INST] {} [/INST]", stripped(question));
                break;
            }
            case Role::Assistant: {
                const std::string_view answer = last ? std::string_view(turn.text) : stripped(turn.text);
                const std::string text =
                    answer.empty() && last ? open : fmt::format("{} {}{}", open, answer, last ? "" : " ");
                auto encoded = tokenizer.encode(text);
                if (!encoded) return encoded;
                begin_sequence();
                append(tokens, std::move(*encoded));
                if (!last && tokenizer.eos()) tokens.push_back(*tokenizer.eos());
                open.clear();
                break;
            }
        }
    }
    if (!open.empty()) {
        auto encoded = tokenizer.encode(open);
        if (!encoded) return encoded;
        begin_sequence();
        append(tokens, std::move(*encoded));
    }
    return tokens;
}

}  // namespace

std::string_view name_of(ChatFormatName format) { return format == ChatFormatName::Plain ? "plain" : "llama-2"; }

std::optional<ChatFormatName> chat_format_named(std::string_view name) {
    for (const ChatFormatName format : {ChatFormatName::Plain, ChatFormatName::Llama2})
        if (name == name_of(format)) return format;
    return std::nullopt;
}

Result<ChatFormatName> chat_format_of(const gguf::GgufFile& file) {
    if (!file.has("tokenizer.chat_template")) return ChatFormatName::Plain;
    const auto chat_template = file.string("tokenizer.chat_template");
    if (!chat_template) return std::unexpected(chat_template.error());
    const auto holds = [&](std::string_view mark) { return chat_template->find(mark) != std::string_view::npos; };
    if (holds("[INST]") && holds("<<SYS>>")) return ChatFormatName::Llama2;
    std::string_view name = "an unknown";
    for (const KnownTemplate& known : known_templates)
        if (holds(known.mark)) {
            name = known.name;
            break;
        }
    return fail(ErrorKind::Unsupported,
                fmt::format("{} wants {} chat format, which is not supported yet", file.name(),
                            name == "an unknown" ? std::string(name) : fmt::format("the {}", name)),
                "Choose a model of the Llama-2 format, or continue plain text with generate --format plain.");
}

Result<std::vector<Token>> encode_turns(ChatFormatName format, const Tokenizer& tokenizer,
                                        std::span<const Turn> turns) {
    return format == ChatFormatName::Plain ? encode_plain(tokenizer, turns) : encode_llama2(tokenizer, turns);
}

}  // namespace inference
