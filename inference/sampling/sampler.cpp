#include "inference/sampling/sampler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "inference/sampling/random.h"

namespace inference {

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

/// Logit falling, ties by lower token first: the order of Candidates.
bool likelier(const Candidates::Entry& a, const Candidates::Entry& b) {
    return a.logit != b.logit ? a.logit > b.logit : a.token < b.token;
}

void clean(std::span<Candidates::Entry> entries) {
    for (auto& entry : entries)
        if (std::isnan(entry.logit)) entry.logit = minus_infinity;
}

struct Range {
    const char* words;  ///< what comes before the value
    float value;
    float least;
    float most;
    const char* hint;
};

Result<void> check(const Range& range) {
    if (range.value >= range.least && range.value <= range.most) return {};  // false for what is not a number
    return fail(ErrorKind::InvalidArgument, fmt::format("{} {}", range.words, range.value), range.hint);
}

Result<void> check(const LogitBias& bias, std::uint32_t vocabulary_size) {
    if (bias.token < 0 || static_cast<std::uint32_t>(bias.token) >= vocabulary_size)
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("a bias names token {}, the vocabulary has {}", bias.token, vocabulary_size),
                    "Name tokens by the numbers that this model's tokenizer gives.");
    if (std::isnan(bias.bias) || bias.bias == std::numeric_limits<float>::infinity())
        return fail(ErrorKind::InvalidArgument, fmt::format("the bias of token {} is {}", bias.token, bias.bias),
                    "Give a number; minus infinity forbids the token.");
    return {};
}

std::size_t forbidden_tokens(std::span<const LogitBias> biases) {
    std::set<Token> forbidden;
    for (const LogitBias& bias : biases)
        if (bias.bias == minus_infinity) forbidden.insert(bias.token);
    return forbidden.size();
}

}  // namespace

Result<Sampler> Sampler::create(const SamplingSettings& settings, std::uint32_t vocabulary_size) {
    constexpr float any = std::numeric_limits<float>::max();
    constexpr float smallest = std::numeric_limits<float>::min();
    const Range ranges[] = {
        {"the temperature is", settings.temperature, 0.0F, any,
         "Give 0 for the likeliest token, or a positive number such as 0.8."},
        {"the top-p is", settings.top_p, 0.0F, 1.0F, "Give a number from 0 to 1; 1 keeps all tokens."},
        {"the min-p is", settings.min_p, 0.0F, 1.0F, "Give a number from 0 to 1; 0 keeps all tokens."},
        {"the typical-p is", settings.typical_p, 0.0F, 1.0F, "Give a number from 0 to 1; 1 keeps all tokens."},
        {"the repetition penalty is", settings.repetition_penalty, smallest, any,
         "Give a positive number; 1 changes nothing, 1.1 is usual."},
        {"the presence penalty is", settings.presence_penalty, -any, any, "Give a number; 0 changes nothing."},
        {"the frequency penalty is", settings.frequency_penalty, -any, any, "Give a number; 0 changes nothing."},
    };
    for (const Range& range : ranges)
        if (auto sound = check(range); !sound) return std::unexpected(std::move(sound.error()));
    for (const LogitBias& bias : settings.logit_bias)
        if (auto sound = check(bias, vocabulary_size); !sound) return std::unexpected(std::move(sound.error()));
    if (forbidden_tokens(settings.logit_bias) >= vocabulary_size)
        return fail(ErrorKind::InvalidArgument,
                    fmt::format("the biases forbid all {} tokens of the vocabulary", vocabulary_size),
                    "Leave some without a bias of minus infinity.");
    return Sampler(settings, vocabulary_size);
}

std::uint32_t Sampler::kept_tokens() const {
    if (settings_.temperature == 0.0F) return std::min(1U, vocabulary_size_);
    return settings_.top_k == 0 ? vocabulary_size_ : std::min(settings_.top_k, vocabulary_size_);
}

bool Sampler::needs_logits() const {
    if (vocabulary_size_ <= Candidates::kept) return false;
    if (!Adjustments::only_lower(settings_)) return true;
    return kept_tokens() + Adjustments::most(settings_) > Candidates::kept;
}

std::optional<ChoiceGuess> Sampler::guess() const {
    if (needs_logits() || Adjustments::most(settings_) > 0 || settings_.typical_p < 1.0F) return std::nullopt;
    return ChoiceGuess{.kept = kept_tokens(),
                       .temperature = settings_.temperature,
                       .top_p = settings_.top_p,
                       .min_p = settings_.min_p,
                       .seed = settings_.seed};
}

Token Sampler::choose(const Candidates& candidates, std::uint64_t position, std::span<const Token> context) {
    entries_.assign(candidates.best.begin(), candidates.best.end());
    return choose_among_entries(position, context);
}

Token Sampler::choose(std::span<const float> logits, std::uint64_t position, std::span<const Token> context) {
    entries_.clear();
    entries_.reserve(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) entries_.push_back({static_cast<Token>(i), logits[i]});
    return choose_among_entries(position, context);
}

Token Sampler::choose_among_entries(std::uint64_t position, std::span<const Token> context) {
    if (entries_.empty()) return 0;
    clean(entries_);
    adjustments_.set(settings_, context);
    adjustments_.apply(entries_);
    clean(entries_);  // infinities that cancel
    const auto kept = static_cast<std::ptrdiff_t>(std::min<std::size_t>(entries_.size(), kept_tokens()));
    std::ranges::partial_sort(entries_, entries_.begin() + kept, likelier);
    entries_.resize(static_cast<std::size_t>(kept));
    if (settings_.temperature == 0.0F || entries_.front().logit == minus_infinity) return entries_.front().token;

    distribution_.set(entries_, settings_.temperature);
    distribution_.keep_typical(static_cast<double>(settings_.typical_p));
    distribution_.keep_top_p(static_cast<double>(settings_.top_p));
    distribution_.keep_min_p(static_cast<double>(settings_.min_p));
    return distribution_.at(uniform(settings_.seed, position));
}

}  // namespace inference
