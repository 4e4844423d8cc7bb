#pragma once
#include <vector>

#include "inference/token.h"

namespace inference {

/// The likeliest tokens of one position, as the head kernel returns them.
struct Candidates {
    static constexpr std::uint32_t kept = 256;  ///< how many of a row come back from the device

    struct Entry {
        Token token;
        float logit;
    };
    std::vector<Entry> best;   ///< min(kept, vocabulary_size) entries, logit falling, ties by lower token first
    float log_sum_exp = 0.0F;  ///< log(sum over the whole vocabulary of exp(logit)): p(t) = exp(logit - log_sum_exp)
};

}  // namespace inference
