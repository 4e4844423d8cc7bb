#include "inference/sampling/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace inference {

Distribution::Distribution(std::span<const Candidates::Entry> entries, float temperature) {
    const float largest = entries.front().logit;
    tokens_.reserve(entries.size());
    for (const auto& entry : entries) {
        // Both may be infinite.
        const double below =
            entry.logit == largest ? 0.0 : static_cast<double>(entry.logit) - static_cast<double>(largest);
        tokens_.push_back({entry.token, std::exp(below / static_cast<double>(temperature))});  // the first is 1
    }
}

double Distribution::total() const {
    return std::accumulate(tokens_.begin(), tokens_.end(), 0.0,
                           [](double sum, const Weighted& token) { return sum + token.weight; });
}

void Distribution::keep_typical(double p) {
    if (p >= 1.0) return;
    const double all = total();
    const auto surprise = [all](const Weighted& token) {
        return token.weight > 0.0 ? std::log(all / token.weight) : std::numeric_limits<double>::infinity();
    };
    double entropy = 0.0;
    for (const Weighted& token : tokens_)
        if (token.weight > 0.0) entropy += token.weight / all * surprise(token);
    std::vector<std::size_t> order(tokens_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::abs(surprise(tokens_[i]) - entropy); });
    double reached = 0.0;
    std::size_t count = 0;
    do reached += tokens_[order[count++]].weight;
    while (count < order.size() && reached < p * all);
    order.resize(count);
    std::ranges::sort(order);  // the likeliest first again
    std::vector<Weighted> kept;
    kept.reserve(count);
    for (const std::size_t i : order) kept.push_back(tokens_[i]);
    tokens_ = std::move(kept);
}

void Distribution::keep_top_p(double p) {
    if (p >= 1.0) return;
    const double wanted = p * total();
    double reached = 0.0;
    std::size_t count = 0;
    do reached += tokens_[count++].weight;
    while (count < tokens_.size() && reached < wanted);
    tokens_.resize(count);
}

void Distribution::keep_min_p(double share) {
    const double least = share * tokens_.front().weight;
    const auto end = std::ranges::find_if(tokens_, [least](const Weighted& token) { return token.weight < least; });
    tokens_.erase(std::max(end, tokens_.begin() + 1), tokens_.end());
}

Token Distribution::at(double point) const {
    const double target = point * total();
    double reached = 0.0;
    for (const Weighted& token : tokens_) {
        reached += token.weight;
        if (target < reached) return token.token;
    }
    return tokens_.back().token;  // a sum rounded down by the last bit
}

}  // namespace inference
