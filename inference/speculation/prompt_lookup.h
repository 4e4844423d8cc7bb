#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/token.h"

namespace inference {

/// Guesses what comes next by looking the newest tokens up in what stands before them: who summarises, quotes or mends
/// a text says much of it again (Yang et al. 2023, arXiv:2304.04487; Saxena 2023, prompt lookup decoding). A value;
/// costs a few hash look-ups a token.
class PromptLookup {
public:
    /// There will be about `most` tokens: up to then only the first reset() or append() allocates.
    explicit PromptLookup(std::uint32_t most = 0) : most_(most) {}

    /// The tokens are now these, of which the first `kept` are as before.
    void reset(std::span<const Token> tokens, std::uint32_t kept);
    /// The last of `tokens` is new.
    void append(std::span<const Token> tokens);
    /// What followed where the newest three tokens, or else two, stood last: `most` tokens or fewer, or none. A part of
    /// `tokens`.
    std::span<const Token> guess(std::span<const Token> tokens, std::uint32_t most) const;

private:
    /// A place of the table: where what follows some tokens stands, and how many tokens they are. The tokens themselves
    /// are looked at in the text.
    struct Follower {
        std::uint32_t position = 0;
        std::uint32_t length = 0;  // 0: the place is free
    };
    std::size_t place_of(std::span<const Token> tokens, std::uint32_t position, std::uint32_t length) const;
    void enter(std::span<const Token> tokens, std::uint32_t position);
    void rebuild(std::span<const Token> tokens);

    std::uint32_t most_;
    std::vector<Follower> table_;  // a power of two of places, of which half are taken at most; open addressing
    std::size_t taken_ = 0;
    std::uint32_t read_ = 0;  // so many tokens are entered
};

}  // namespace inference
