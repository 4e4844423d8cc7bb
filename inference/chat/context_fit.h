#pragma once
#include <cstdint>
#include <vector>

#include "inference/chat/chat_format.h"

namespace inference {

/// The part of a conversation that the context holds: what is left of the turns, and of the answer under way.
struct FittedConversation {
    std::vector<Turn> turns;       ///< an optional System turn first; the newest question; perhaps an open answer
    std::vector<Token> generated;  ///< tokens of the answer under way, behind the turns
    std::vector<Token> encoded{};  ///< the turns as tokens, where they are known already; `fit` takes them
};

struct Fit {
    std::vector<Token> prompt;        ///< the turns and the generated tokens, shorter than the context
    std::uint32_t dropped_turns = 0;  ///< oldest turns that left
    bool shortened_answer = false;    ///< the beginning of the open answer left too
};

enum class Room {
    AnyPlace,  ///< one free place is enough to leave everything as it is
    Quarter,   ///< the context is full: make a quarter of it free
};

/// Takes out of the conversation what the context cannot hold. Whole oldest turns leave, an answer together with its
/// question, until a quarter of the context is free; never the system prompt or the newest question. What would have
/// left before the newest question came is still gone, so that what is left begins as it did and only what is new is
/// read, until the quarter is used up. If that is not enough, the beginning of the open answer leaves. Fails with
/// TooLong, giving both numbers, if system prompt and newest question alone leave no place.
Result<Fit> fit(const ChatFormat& format, const Tokenizer& tokenizer, FittedConversation& conversation,
                std::uint32_t context_length, Room room);

}  // namespace inference
