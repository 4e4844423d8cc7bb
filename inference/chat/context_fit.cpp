#include "inference/chat/context_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace inference {

namespace {

/// Tokens.
struct Limits {
    std::size_t most;  ///< one place less than the context has, for the next token
    std::size_t three_quarters;
};

bool begins_with_system(const std::vector<Turn>& turns) { return !turns.empty() && turns.front().role == Role::System; }

/// Index of the newest question; turns.size() if there is none.
std::size_t newest_question(const std::vector<Turn>& turns) {
    for (std::size_t i = turns.size(); i-- > 0;)
        if (turns[i].role == Role::User) return i;
    return turns.size();
}

/// The oldest turns, without the system prompt and what must stay: where each exchange ends, a question and its
/// answers.
std::vector<std::size_t> ends_of_exchanges(const std::vector<Turn>& turns) {
    std::vector<std::size_t> ends;
    const std::size_t newest = newest_question(turns);
    if (newest == turns.size()) return ends;
    for (std::size_t end = begins_with_system(turns) ? 1 : 0; end < newest; ends.push_back(end))
        for (++end; end < newest && turns[end].role == Role::Assistant;) ++end;
    return ends;
}

std::vector<Turn> without_turns_up_to(std::size_t end, const std::vector<Turn>& turns) {
    std::vector<Turn> rest;
    if (begins_with_system(turns)) rest.push_back(turns.front());
    rest.insert(rest.end(), turns.begin() + static_cast<std::ptrdiff_t>(end), turns.end());
    return rest;
}

/// How many of the exchanges that end at `ends` had left when the newest question came, if each was held in such a
/// context after the one before. From the turns alone, so that it is the same whatever a session has computed.
Result<std::size_t> exchanges_gone(const ChatFormat& format, const Tokenizer& tokenizer, const std::vector<Turn>& turns,
                                   const std::vector<std::size_t>& ends, const Limits& limits) {
    std::vector<Turn> asked(turns.begin(), turns.begin() + (begins_with_system(turns) ? 1 : 0));
    const std::size_t system = asked.size();
    const auto size_with = [&](std::size_t begin, std::size_t end, bool then_asks) -> Result<std::size_t> {
        asked.resize(system);
        asked.insert(asked.end(), turns.begin() + std::ptrdiff_t(begin), turns.begin() + std::ptrdiff_t(end));
        if (then_asks) asked.push_back({Role::User, "?"});
        const auto encoded = format.encode(tokenizer, asked);
        if (!encoded) return std::unexpected(encoded.error());
        return encoded->size();
    };
    const auto frame = size_with(0, 0, true);
    if (!frame) return std::unexpected(frame.error());

    std::vector<std::size_t> tokens;  // of each exchange
    std::size_t held = 0;             // of those since `gone`
    std::size_t gone = 0;
    const auto leave_until = [&](std::size_t others, std::size_t goal) {
        for (; gone < tokens.size() && held + others > goal; ++gone) held -= tokens[gone];
    };
    for (std::size_t begin = system; const std::size_t end : ends) {
        const auto question = size_with(begin, begin + 1, false);
        if (!question) return std::unexpected(question.error());
        const auto exchange = size_with(begin, end, true);
        if (!exchange) return std::unexpected(exchange.error());
        if (held + *question > limits.most) leave_until(*question, limits.three_quarters);
        const std::size_t added = *exchange - std::min(*exchange, *frame);
        // In the middle of the answer the context was full.
        while (gone < tokens.size() && held + added + *frame > limits.most + 1) {
            const std::size_t before = held;
            leave_until(limits.most + 1 - std::min(held, limits.most + 1), limits.three_quarters);
            if (held == before) break;
        }
        tokens.push_back(added);
        held += added;
        begin = end;
    }
    return gone;
}

/// Cuts at least `bytes` off the front, up to the next character, and to the next word if it begins soon.
void cut_front(std::string& text, std::size_t bytes) {
    constexpr std::size_t longest_word = 48;
    const auto continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
    std::size_t cut = std::min(bytes, text.size());
    while (cut < text.size() && continues(cut)) ++cut;
    const std::size_t space = text.find(' ', cut);
    if (space != std::string::npos && space - cut < longest_word) cut = space;
    text.erase(0, cut);
}

}  // namespace

Result<Fit> fit(const ChatFormat& format, const Tokenizer& tokenizer, FittedConversation& conversation,
                std::uint32_t context_length, Room room) {
    auto& [turns, generated, known] = conversation;
    const Limits limits{.most = context_length - 1, .three_quarters = context_length - (context_length + 3) / 4};
    const auto [most, three_quarters] = limits;

    Fit fitted;
    auto encoded = known.empty() ? format.encode(tokenizer, turns) : std::exchange(known, {});
    if (!encoded) return std::unexpected(std::move(encoded.error()));
    const auto size = [&] { return encoded->size() + generated.size(); };

    std::size_t goal = room == Room::AnyPlace && size() <= most ? most : three_quarters;
    if (const auto ends = ends_of_exchanges(turns); size() > goal && !ends.empty()) {
        // As few as make it fit, all if none do. Halving: a conversation of years has thousands, each try reads it
        // whole.
        const auto leaves_at_most = [&](std::size_t dropped, std::size_t tokens) -> Result<bool> {
            const auto rest = format.encode(tokenizer, without_turns_up_to(ends[dropped], turns));
            if (!rest) return std::unexpected(rest.error());
            return rest->size() + generated.size() <= tokens;
        };
        std::size_t fewest = 0, most_dropped = ends.size() - 1;
        if (room == Room::AnyPlace) {
            const auto gone = exchanges_gone(format, tokenizer, turns, ends, limits);
            if (!gone) return std::unexpected(gone.error());
            if (*gone > 0) {
                fewest = *gone - 1;
                const auto suffices = leaves_at_most(fewest, most);
                if (!suffices) return std::unexpected(suffices.error());
                if (*suffices) goal = most, most_dropped = fewest;
            }
        }
        while (fewest < most_dropped) {
            const std::size_t tried = fewest + (most_dropped - fewest) / 2;
            const auto fits = leaves_at_most(tried, goal);
            if (!fits) return std::unexpected(fits.error());
            if (*fits)
                most_dropped = tried;
            else
                fewest = tried + 1;
        }
        fitted.dropped_turns = static_cast<std::uint32_t>(ends[fewest] - (begins_with_system(turns) ? 1 : 0));
        turns = without_turns_up_to(ends[fewest], turns);
        encoded = format.encode(tokenizer, turns);
        if (!encoded) return std::unexpected(std::move(encoded.error()));
    }

    if (size() > goal) {  // only system prompt, newest question and the open answer are left
        const bool open = turns.back().role == Role::Assistant;
        auto question = turns;
        if (open) question.back().text.clear();
        const auto protected_tokens = format.encode(tokenizer, question);
        if (!protected_tokens) return std::unexpected(protected_tokens.error());
        const std::size_t kept = protected_tokens->size();
        if (kept > most)
            return fail(ErrorKind::TooLong,
                        begins_with_system(turns)
                            ? fmt::format("the system prompt and the newest message have {} tokens, the context has "
                                          "room for {}",
                                          kept, most)
                            : fmt::format("the newest message has {} tokens, the context has room for {}", kept, most),
                        "Shorten the message, or make the context longer in the settings.");
        // Where the question itself takes most of the context, half of what it leaves goes to the answer so far.
        goal = std::max(goal, kept + (context_length - kept) / 2);
        while (size() > goal && open && !turns.back().text.empty()) {
            auto& text = turns.back().text;
            const std::size_t text_tokens = std::max<std::size_t>(1, encoded->size() - std::min(encoded->size(), kept));
            const std::size_t over = std::min(size() - goal, text_tokens);
            cut_front(text, std::max<std::size_t>(1, text.size() * over / text_tokens));
            fitted.shortened_answer = true;
            encoded = format.encode(tokenizer, turns);
            if (!encoded) return std::unexpected(std::move(encoded.error()));
        }
        if (size() > goal && !generated.empty()) {
            const std::size_t over = std::min(size() - goal, generated.size());
            generated.erase(generated.begin(), generated.begin() + static_cast<std::ptrdiff_t>(over));
            fitted.shortened_answer = true;
        }
    }
    fitted.prompt = std::move(*encoded);
    fitted.prompt.insert(fitted.prompt.end(), generated.begin(), generated.end());
    return fitted;
}

}  // namespace inference
