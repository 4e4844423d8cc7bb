#include "inference/cpu/best_candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inference::cpu {
namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

bool comes_first(const Candidates::Entry& a, const Candidates::Entry& b) {
    return a.logit > b.logit || (a.logit == b.logit && a.token < b.token);
}

/// A logit that at least Candidates::kept of the row reach: as many groups have a largest one that does.
float reached_by_enough(std::span<const float> maxima, std::span<Candidates::Entry> scratch) {
    if (maxima.size() <= Candidates::kept) return minus_infinity;
    for (std::size_t i = 0; i < maxima.size(); ++i) scratch[i] = {0, maxima[i]};
    const auto place = scratch.begin() + Candidates::kept - 1;
    std::nth_element(scratch.begin(), place, scratch.begin() + static_cast<std::ptrdiff_t>(maxima.size()), comes_first);
    return place->logit;
}

}  // namespace

void best_candidates(std::span<const float> logits, std::span<const float> maxima, std::span<const ExponentialSum> sums,
                     std::span<Candidates::Entry> scratch, Candidates& out) {
    const float least = reached_by_enough(maxima, scratch);
    std::size_t count = 0;
    for (std::size_t group = 0; group < maxima.size(); ++group) {
        if (maxima[group] < least) continue;
        const std::size_t first = group * maxima_group;
        for (std::size_t i = first; i < std::min(first + maxima_group, logits.size()); ++i) {
            const float logit = std::isnan(logits[i]) ? minus_infinity : logits[i];
            if (logit >= least) scratch[count++] = {static_cast<Token>(i), logit};
        }
    }
    const auto end = scratch.begin() + static_cast<std::ptrdiff_t>(count);
    const auto kept = scratch.begin() + static_cast<std::ptrdiff_t>(out.best.size());
    if (kept < end) std::nth_element(scratch.begin(), kept, end, comes_first);
    std::sort(scratch.begin(), kept, comes_first);
    std::copy(scratch.begin(), kept, out.best.begin());

    const float maximum = out.best.front().logit;
    float total = 0.0F;
    for (const ExponentialSum& part : sums)
        if (part.sum > 0.0F) total += part.sum * (part.maximum == maximum ? 1.0F : std::exp(part.maximum - maximum));
    out.log_sum_exp = maximum + std::log(total);
}

}  // namespace inference::cpu
