#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/error.h"
#include "inference/sampling/adjustments.h"
#include "inference/sampling/candidates.h"
#include "inference/sampling/choice_guess.h"
#include "inference/sampling/distribution.h"
#include "inference/sampling/sampling_settings.h"

namespace inference {

/// Chooses the next token, in the order that SamplingSettings documents, by a counter-based generator from (seed,
/// position). A value: no state passes from one choice to the next but room to compute in, so that choosing allocates
/// nothing once it has been done.
/// A logit that is not a number counts as minus infinity; plus infinity beats every finite logit.
class Sampler {
public:
    /// Fails with InvalidArgument for a setting outside what SamplingSettings documents, naming it and the number.
    static Result<Sampler> create(const SamplingSettings& settings, std::uint32_t vocabulary_size);

    /// Whether the choice needs the whole row of logits. Known from settings and vocabulary, so that one way serves a
    /// request from start to end. The best candidates do for a vocabulary of at most 256, and where penalties and
    /// biases can only lower logits, n of them at most, and the k likeliest are wanted (k = 1 for temperature 0) with
    /// k + n <= 256: at least k of the 256 are then as the model gave them, and none outside beats those.
    bool needs_logits() const;

    /// What a device needs to guess the choices; nothing where it cannot: where the whole row is needed, and with
    /// penalties, biases or typical_p.
    std::optional<ChoiceGuess> guess() const;

    /// The choice from the best candidates; only where `needs_logits()` is false. `context`: the tokens so far.
    Token choose(const Candidates& candidates, std::uint64_t position, std::span<const Token> context);
    /// The choice from a whole row (vocabulary_size); the same as from its candidates where those suffice.
    Token choose(std::span<const float> logits, std::uint64_t position, std::span<const Token> context);

private:
    Sampler(const SamplingSettings& settings, std::uint32_t vocabulary_size)
        : settings_(settings), vocabulary_size_(vocabulary_size) {}
    std::uint32_t kept_tokens() const;
    Token choose_among_entries(std::uint64_t position, std::span<const Token> context);

    SamplingSettings settings_;
    std::uint32_t vocabulary_size_;
    std::vector<Candidates::Entry> entries_;
    Adjustments adjustments_;
    Distribution distribution_;
};

}  // namespace inference
