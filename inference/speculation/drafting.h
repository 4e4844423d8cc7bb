#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/speculation/draft_length.h"
#include "inference/speculation/prompt_lookup.h"

namespace inference {

/// The drafts of one conversation: what may come next is guessed from what stands before, some of it is verified in the
/// pass that decodes the newest token, and what the model chose tells how far guesses are to be trusted.
class Drafting {
public:
    /// `tokens`: so many are verified, 7 at most; 0: none; nothing: as many as pay. `context_length`: the
    /// conversation's tokens, at most.
    Drafting(std::optional<std::uint32_t> tokens, std::uint32_t context_length)
        : tokens_(tokens), lookup_(context_length) {}

    /// The conversation is now these tokens, of which the first `kept` are as before. `begin`: an answer begins.
    void reset(std::span<const Token> tokens, std::uint32_t kept) {
        if (tokens_ != 0U) lookup_.reset(tokens, kept);
    }
    void begin(std::span<const Token> tokens, std::uint32_t kept);
    /// The last one is new.
    void append(std::span<const Token> tokens) {
        if (tokens_ != 0U) lookup_.append(tokens);
    }

    /// The newest token and what is worth verifying with it, at most `room` guesses; nothing with it where it has to
    /// stay alone. Valid until the next call.
    std::span<const Token> draft(std::span<const Token> tokens, std::uint32_t room, bool alone = false);
    /// Whether something was worth verifying with the newest token, as it will then be with the next.
    bool drafts() const { return drafts_; }
    void forget();  ///< nothing is guessed of the next pass

    /// Behind the newest token and `row` right guesses the model chose this one. True if that was guessed.
    bool compare(std::uint32_t row, Token chosen);
    /// A pass over so many tokens took so long.
    void passed(std::uint32_t tokens, double seconds) { length_.passed(tokens, seconds); }

    std::uint64_t drafted() const { return drafted_; }  ///< tokens verified since the answer began
    std::uint64_t right() const { return right_; }      ///< of these, what the model chose too

private:
    std::optional<std::uint32_t> tokens_;
    PromptLookup lookup_;
    DraftLength length_;
    std::vector<Token> guesses_;
    std::vector<Token> trial_;  // the newest token and the guesses that are verified with it
    bool drafts_ = false;
    std::uint64_t drafted_ = 0;
    std::uint64_t right_ = 0;
};

}  // namespace inference
