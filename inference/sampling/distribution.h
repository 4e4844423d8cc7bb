#pragma once
#include <span>
#include <vector>

#include "inference/sampling/candidates.h"

namespace inference {

/// Tokens with weights in proportion to their probabilities, the likeliest first. Never empty once it is set: whatever
/// is taken away, one token stays.
class Distribution {
public:
    /// exp(logit / temperature) of entries in falling order; at least one, the first of them above minus infinity.
    void set(std::span<const Candidates::Entry> entries, float temperature);

    /// Keeps the tokens whose surprise is closest to the expected one, until their probability reaches p.
    void keep_typical(double p);
    /// Keeps the smallest set of the likeliest tokens whose probability reaches p.
    void keep_top_p(double p);
    /// Keeps the tokens with at least `share` of the likeliest one's probability.
    void keep_min_p(double share);

    /// The token at `point`, in [0, 1), when all lie side by side.
    Token at(double point) const;

private:
    struct Weighted {
        Token token;
        double weight;
    };
    double total() const;

    std::vector<Weighted> tokens_;
    std::vector<std::size_t> order_;  // room to sort in
    std::vector<Weighted> kept_;
};

}  // namespace inference
