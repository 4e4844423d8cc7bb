#pragma once
#include <array>
#include <cstdint>

namespace inference {

/// How many guessed tokens are worth verifying in the next pass: as many as bring most tokens a second, by what passes
/// of each size took and how often guesses were right. Guesses count also where nothing was verified, so that a text
/// that turns to quoting is noticed and one that does not costs nothing.
class DraftLength {
public:
    static constexpr std::uint32_t most_tokens = 8;  ///< of a pass: the newest one and seven guesses

    /// So many of `guessed` tokens; 0: decode one token as ever.
    std::uint32_t worth(std::uint32_t guessed) const;
    /// A pass over so many tokens took so long. The first one of a size does not count: it compiled the kernels for it.
    void passed(std::uint32_t tokens, double seconds);
    /// A guessed token stood where the model's own choice did, and was the same or not.
    void compared(bool same);

private:
    double cost(std::uint32_t tokens) const;

    std::array<bool, most_tokens + 1> ran_{};        // by tokens of the pass
    std::array<double, most_tokens + 1> seconds_{};  // likewise; 0: not known yet
    double right_ = 0.3;                             // the share of guesses that are right
};

}  // namespace inference
