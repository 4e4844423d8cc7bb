#include "inference/sampling/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace inference {

void Distribution::set(std::span<const Candidates::Entry> entries, float temperature) {
    const float largest = entries.front().logit;
    tokens_.clear();
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
    order_.resize(tokens_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    const auto distance = [&](std::size_t i) { return std::abs(surprise(tokens_[i]) - entropy); };
    std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
        const double of_a = distance(a);
        const double of_b = distance(b);
        if (of_a < of_b) return true;
        if (of_b < of_a) return false;
        return a < b;  // alike, or none is a number: weights that are next to nothing have an endless surprise
    });
    double reached = 0.0;
    std::size_t count = 0;
    do reached += tokens_[order_[count++]].weight;
    while (count < order_.size() && reached < p * all);
    order_.resize(count);
    std::ranges::sort(order_);  // the likeliest first again
    kept_.clear();
    for (const std::size_t i : order_) kept_.push_back(tokens_[i]);
    std::swap(tokens_, kept_);
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
