#include "inference/chat/template_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "inference/chat/piece_encoding.h"
#include "inference/printable.h"
#include "inference/tokenizer/utf8.h"

namespace inference {

namespace {

using chat_template::ChatTemplate;
using chat_template::Conversation;
using chat_template::Fault;
using chat_template::Origin;
using chat_template::Piece;
using chat_template::Stop;

constexpr std::string_view blanks = " \t\r\n\v\f";

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == std::string_view::npos; }

std::string_view role_name(Role role) {
    switch (role) {
        case Role::System: return "system";
        case Role::User: return "user";
        case Role::Assistant: return "assistant";
    }
    return "user";
}

Conversation conversation_of(std::span<const Turn> turns, const Tokenizer& tokenizer) {
    const auto text_of = [&](std::optional<Token> token) {
        return token ? std::string(tokenizer.written(*token)) : std::string();
    };
    Conversation conversation{.messages = {},
                              .add_generation_prompt = true,
                              .bos_token = text_of(tokenizer.bos()),
                              .eos_token = text_of(tokenizer.eos())};
    const std::time_t now = std::time(nullptr);
    localtime_r(&now, &conversation.now);
    for (const Turn& turn : turns) {
        const bool system = turn.role == Role::System;
        conversation.messages.push_back(
            {std::string(role_name(turn.role)), turn.text, system ? Origin::System : Origin::Message});
    }
    if (!turns.empty() && turns.back().role == Role::Assistant) {
        conversation.messages.back().origin = Origin::OpenAnswer;
        conversation.add_generation_prompt = false;
    }
    return conversation;
}

/// The conversation as every template takes it: questions and answers by turns, from a question on.
Conversation folded(const Conversation& conversation) {
    Conversation result = conversation;
    result.messages.clear();
    std::string system;
    for (const auto& message : conversation.messages) {
        if (message.role == "system") {
            if (!is_blank(message.text)) system = message.text;
            continue;
        }
        auto next = message;
        if (next.role == "user" && !system.empty()) next.text = std::exchange(system, {}) + "\n\n" + next.text;
        if (!result.messages.empty() && result.messages.back().role == next.role) {
            auto& before = result.messages.back();
            before.text += "\n\n" + next.text;
            before.origin = next.origin;
        } else {
            result.messages.push_back(std::move(next));
        }
    }
    return result;
}

bool has_origin(const std::vector<Piece>& pieces, Origin origin) {
    return std::ranges::find(pieces, origin, &Piece::origin) != pieces.end();
}

std::expected<std::vector<Piece>, Fault> render(const ChatTemplate& source, const Conversation& conversation) {
    auto pieces = source.render(conversation);
    if (!pieces && pieces.error().cause != Stop::Cause::Raised) return pieces;
    const bool loses_system = std::ranges::any_of(conversation.messages, [&](const auto& message) {
        return message.role == "system" && !is_blank(message.text) && pieces && !has_origin(*pieces, Origin::System);
    });
    if (pieces && !loses_system) return pieces;
    auto again = source.render(folded(conversation));
    return again || loses_system ? again : pieces;  // the first refusal says what it is about
}

/// Cuts what a template writes behind an answer that is to be continued; false if it did not write the answer.
bool leave_open(std::vector<Piece>& pieces, std::string_view answer) {
    const auto last = std::ranges::find(pieces.rbegin(), pieces.rend(), Origin::OpenAnswer, &Piece::origin);
    if (last == pieces.rend()) return false;
    pieces.erase(last.base(), pieces.end());
    // Templates like to trim; the blank that a word was to follow belongs to the answer.
    const std::size_t end = answer.find_last_not_of(blanks);
    const std::string_view tail = answer.substr(end == std::string_view::npos ? 0 : end + 1);
    if (!pieces.back().text.ends_with(tail)) pieces.back().text += tail;
    return true;
}

}  // namespace

Result<std::vector<Token>> TemplateFormat::encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const try {
    for (const Turn& turn : turns)
        if (const std::size_t wrong = find_invalid_utf8(turn.text); wrong != std::string_view::npos)
            return fail(ErrorKind::InvalidArgument, fmt::format("the text is not UTF-8 at byte {}", wrong),
                        "Save it as UTF-8 first.");
    const bool open = !turns.empty() && turns.back().role == Role::Assistant;
    const std::string_view answer = open ? std::string_view(turns.back().text) : std::string_view();
    const auto failed = [](const Fault& fault) {  // whose words may be the conversation's
        return fail(ErrorKind::Unsupported,
                    fmt::format("the model's chat template cannot be run: {}", as_quotation(fault.in_words())),
                    "Choose another chat format for it.");
    };
    std::expected<std::vector<Piece>, Fault> pieces;
    bool written = false;
    if (!is_blank(answer)) {
        pieces = render(*source_, conversation_of(turns, tokenizer));
        if (!pieces) return failed(pieces.error());
        written = leave_open(*pieces, answer);
    }
    if (!written) {  // there is no answer yet, or the template keeps it to itself
        pieces = render(*source_, conversation_of(turns.first(turns.size() - (open ? 1 : 0)), tokenizer));
        if (!pieces) return failed(pieces.error());
        if (!answer.empty()) pieces->push_back({std::string(answer), Origin::Message});
    }
    auto tokens = encode_pieces(tokenizer, *pieces);
    if (tokens && tokenizer.adds_bos() && tokenizer.bos() && (tokens->empty() || tokens->front() != *tokenizer.bos()))
        tokens->insert(tokens->begin(), *tokenizer.bos());
    return tokens;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

std::vector<Token> TemplateFormat::turn_ends(const Tokenizer& tokenizer) const {
    const std::vector<Turn> turns = {{Role::User, "Q"}, {Role::Assistant, "A"}, {Role::User, "Q"}};
    Conversation conversation = conversation_of(turns, tokenizer);
    conversation.messages[1].origin = Origin::OpenAnswer;  // to be found again
    const auto pieces = source_->render(conversation);
    if (!pieces) return {};
    const auto answer = std::ranges::find(*pieces, Origin::OpenAnswer, &Piece::origin);
    if (answer == pieces->end() || std::next(answer) == pieces->end()) return {};
    const auto end = leading_special(tokenizer, std::next(answer)->text);
    return end && *end ? std::vector{**end} : std::vector<Token>();
}

std::optional<Fault> fault_of(const ChatTemplate& source) {
    const Conversation::Message system{"system", "S", Origin::System};
    const Conversation::Message question{"user", "Q", Origin::Message};
    const Conversation::Message answer{"assistant", "A", Origin::OpenAnswer};
    const std::time_t now = std::time(nullptr);
    for (const auto& messages : {std::vector{question}, {system, question}, {question, answer, question}}) {
        Conversation conversation{.messages = messages, .bos_token = "<s>", .eos_token = "</s>"};
        localtime_r(&now, &conversation.now);
        const auto pieces = render(source, conversation);
        if (!pieces) return pieces.error();
        if (!has_origin(*pieces, Origin::Message)) return Fault{Stop::Cause::Fault, "it leaves the question out", 0};
        if (messages.size() == 3 && !has_origin(*pieces, Origin::OpenAnswer))
            return Fault{Stop::Cause::Fault, "it leaves the answers out", 0};
    }
    return std::nullopt;
}

}  // namespace inference
