#include "inference/sampling/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "inference/sampling/random.h"

namespace inference {

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

/// Logit falling, ties by lower token first: the order of Candidates.
bool likelier(const Candidates::Entry& a, const Candidates::Entry& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
}

Candidates::Entry cleaned(Token token, float logit) { return {token, std::isnan(logit) ? minus_infinity : logit}; }

}  // namespace

Result<Sampler> Sampler::create(const SamplingSettings& settings, std::uint32_t vocabulary_size) {
    if (!std::isfinite(settings.temperature) || settings.temperature < 0.0F)
        return fail(ErrorKind::InvalidArgument, fmt::format("the temperature is {}", settings.temperature),
                    "Give 0 for the likeliest token, or a positive number such as 0.8.");
    if (!(settings.top_p >= 0.0F && settings.top_p <= 1.0F))
        return fail(ErrorKind::InvalidArgument, fmt::format("top-p is {}", settings.top_p),
                    "Give a number from 0 to 1; 1 keeps all tokens.");
    return Sampler(settings, vocabulary_size);
}

std::uint32_t Sampler::kept_tokens() const {
    if (settings_.temperature == 0.0F) return std::min(1U, vocabulary_size_);
    return settings_.top_k == 0 ? vocabulary_size_ : std::min(settings_.top_k, vocabulary_size_);
}

bool Sampler::needs_logits() const { return kept_tokens() > Candidates::kept; }

Token Sampler::choose(const Candidates& candidates, std::uint64_t position) const {
    std::vector<Candidates::Entry> best;
    best.reserve(candidates.best.size());
    for (const auto& entry : candidates.best) best.push_back(cleaned(entry.token, entry.logit));
    std::ranges::sort(best, likelier);  // falling already, unless something was not a number
    best.resize(std::min<std::size_t>(best.size(), kept_tokens()));
    return draw(best, position);
}

Token Sampler::choose(std::span<const float> logits, std::uint64_t position) const {
    std::vector<Candidates::Entry> best;
    best.reserve(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) best.push_back(cleaned(static_cast<Token>(i), logits[i]));
    const auto kept = static_cast<std::ptrdiff_t>(std::min<std::size_t>(best.size(), kept_tokens()));
    std::ranges::partial_sort(best, best.begin() + kept, likelier);
    best.resize(static_cast<std::size_t>(kept));
    return draw(best, position);
}

/// The rest of the order over tokens already cut to top-k: temperature, top-p, draw.
Token Sampler::draw(std::span<const Candidates::Entry> best, std::uint64_t position) const {
    if (best.empty()) return 0;
    const float largest = best.front().logit;
    if (settings_.temperature == 0.0F || largest == minus_infinity) return best.front().token;

    std::vector<double> weights;  // of exp((logit - largest) / temperature), so the first is 1
    weights.reserve(best.size());
    double total = 0.0;
    for (const auto& entry : best) {
        const double below =
            entry.logit == largest ? 0.0 : static_cast<double>(entry.logit) - static_cast<double>(largest);
        total += weights.emplace_back(std::exp(below / static_cast<double>(settings_.temperature)));
    }
    if (settings_.top_p < 1.0F) {
        const double wanted = static_cast<double>(settings_.top_p) * total;
        double reached = 0.0;
        std::size_t count = 0;
        do reached += weights[count++];
        while (count < weights.size() && reached < wanted);
        weights.resize(count);
        total = reached;
    }
    const double target = uniform(settings_.seed, position) * total;
    double reached = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        reached += weights[i];
        if (target < reached) return best[i].token;
    }
    return best[weights.size() - 1].token;  // a sum rounded down by the last bit
}

}  // namespace inference
