#pragma once
#include <cstdint>
#include <span>

#include "inference/error.h"
#include "inference/sampling/candidates.h"
#include "inference/sampling/sampling_settings.h"

namespace inference {

/// Chooses the next token: top-k, then temperature, then top-p (Holtzman et al. 2020, arXiv:1904.09751), then a draw by
/// a counter-based generator from (seed, position). A value: no state passes from one choice to the next.
/// A logit that is not a number counts as minus infinity; plus infinity beats every finite logit.
class Sampler {
public:
    /// Fails with InvalidArgument for a temperature that is negative or not finite, or a top_p outside [0, 1].
    static Result<Sampler> create(const SamplingSettings& settings, std::uint32_t vocabulary_size);

    /// Whether the choice needs the whole row of logits. Known from settings and vocabulary, so that one way serves a
    /// request from start to end: temperature 0, top_k of 1 to 256 or a vocabulary of at most 256 do with the
    /// candidates.
    bool needs_logits() const;

    /// The choice from the best candidates; only where `needs_logits()` is false.
    Token choose(const Candidates& candidates, std::uint64_t position) const;
    /// The choice from a whole row (vocabulary_size); the same as from its candidates where those suffice.
    Token choose(std::span<const float> logits, std::uint64_t position) const;

private:
    Sampler(const SamplingSettings& settings, std::uint32_t vocabulary_size)
        : settings_(settings), vocabulary_size_(vocabulary_size) {}
    std::uint32_t kept_tokens() const;
    Token draw(std::span<const Candidates::Entry> best, std::uint64_t position) const;

    SamplingSettings settings_;
    std::uint32_t vocabulary_size_;
};

}  // namespace inference
