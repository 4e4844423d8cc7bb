#include "inference/sampling/token_details.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inference {

TokenDetails details_of(const Candidates& candidates, Token chosen, std::uint32_t alternatives) {
    TokenDetails details;
    const auto found = std::ranges::find(candidates.best, chosen, &Candidates::Entry::token);
    details.log_probability = found == candidates.best.end() ? -std::numeric_limits<float>::infinity()
                                                             : found->logit - candidates.log_sum_exp;
    const std::size_t count = std::min<std::size_t>(alternatives, candidates.best.size());
    for (const auto& entry : std::span(candidates.best).first(count))
        details.alternatives.push_back({entry.token, entry.logit - candidates.log_sum_exp});
    return details;
}

TokenDetails details_of(std::span<const float> logits, Token chosen, std::uint32_t alternatives) {
    Candidates whole;
    whole.best.reserve(logits.size());
    float largest = -std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const float logit = std::isnan(logits[i]) ? -std::numeric_limits<float>::infinity() : logits[i];
        whole.best.push_back({static_cast<Token>(i), logit});
        largest = std::max(largest, logit);
    }
    double sum = 0.0;
    for (const auto& entry : whole.best)
        if (std::isfinite(entry.logit))
            sum += std::exp(static_cast<double>(entry.logit) - static_cast<double>(largest));
    whole.log_sum_exp = static_cast<float>(static_cast<double>(largest) + std::log(sum));
    const auto sorted = static_cast<std::ptrdiff_t>(std::min<std::size_t>(alternatives, whole.best.size()));
    std::ranges::partial_sort(whole.best, whole.best.begin() + sorted, [](const auto& a, const auto& b) {
        return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
    });
    return details_of(whole, chosen, alternatives);
}

}  // namespace inference
