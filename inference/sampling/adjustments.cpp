#include "inference/sampling/adjustments.h"

#include <algorithm>

namespace inference {

namespace {

bool penalises(const SamplingSettings& settings) {
    return settings.repetition_penalty != 1.0F || settings.presence_penalty != 0.0F ||
           settings.frequency_penalty != 0.0F;
}

}  // namespace

std::uint64_t Adjustments::most(const SamplingSettings& settings) {
    return settings.logit_bias.size() + (penalises(settings) ? std::uint64_t{settings.penalty_window} : 0U);
}

bool Adjustments::only_lower(const SamplingSettings& settings) {
    return settings.repetition_penalty >= 1.0F && settings.presence_penalty >= 0.0F &&
           settings.frequency_penalty >= 0.0F &&
           std::ranges::all_of(settings.logit_bias, [](const LogitBias& bias) { return bias.bias <= 0.0F; });
}

void Adjustments::set(const SamplingSettings& settings, std::span<const Token> context) {
    repetition_ = settings.repetition_penalty;
    presence_ = settings.presence_penalty;
    frequency_ = settings.frequency_penalty;
    tokens_.clear();
    for (const LogitBias& bias : settings.logit_bias) tokens_.push_back({bias.token, bias.bias, 0});
    if (penalises(settings))
        for (const Token token : context.last(std::min<std::size_t>(context.size(), settings.penalty_window)))
            tokens_.push_back({token, 0.0F, 1});
    std::ranges::sort(tokens_, [](const Adjusted& a, const Adjusted& b) {
        return a.token != b.token ? a.token < b.token : a.bias < b.bias;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (i == 0 || tokens_[i].token != tokens_[kept - 1].token) {
            tokens_[kept++] = tokens_[i];
        } else {
            tokens_[kept - 1].bias += tokens_[i].bias;
            tokens_[kept - 1].count += tokens_[i].count;
        }
    }
    tokens_.resize(kept);
}

float Adjustments::adjusted(const Adjusted& by, float logit) const {
    float result = logit + by.bias;
    if (by.count == 0) return result;
    result = result > 0.0F ? result / repetition_ : result * repetition_;
    return result - static_cast<float>(by.count) * frequency_ - presence_;
}

void Adjustments::apply(std::span<Candidates::Entry> entries) const {
    if (tokens_.empty()) return;
    for (Candidates::Entry& entry : entries) {
        const auto found = std::ranges::lower_bound(tokens_, entry.token, {}, &Adjusted::token);
        if (found != tokens_.end() && found->token == entry.token) entry.logit = adjusted(*found, entry.logit);
    }
}

}  // namespace inference
