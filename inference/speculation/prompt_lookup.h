#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "inference/token.h"

namespace inference {

/// Guesses what comes next by looking the newest tokens up in what stands before them: who summarises, quotes or mends
/// a text says much of it again (Yang et al. 2023, arXiv:2304.04487; Saxena 2023, prompt lookup decoding). A value;
/// costs a few hash look-ups a token.
class PromptLookup {
public:
    /// The tokens are now these, of which the first `kept` are as before.
    void reset(std::span<const Token> tokens, std::uint32_t kept);
    /// The last of `tokens` is new.
    void append(std::span<const Token> tokens);
    /// What followed where the newest three tokens, or else two, stood last: `most` tokens or fewer, or none.
    std::vector<Token> guess(std::span<const Token> tokens, std::uint32_t most) const;

private:
    std::unordered_map<std::uint64_t, std::uint32_t> followers_;  // by the tokens before: the position of the next
    std::uint32_t read_ = 0;                                      // so many tokens are entered
};

}  // namespace inference
