#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/sampling/candidates.h"
#include "inference/sampling/sampling_settings.h"

namespace inference {

/// What biases and penalties do to single logits: a sparse list, for one position at a time.
class Adjustments {
public:
    /// `context`: the tokens so far, of which the last `penalty_window` count.
    void set(const SamplingSettings& settings, std::span<const Token> context);

    void apply(std::span<Candidates::Entry> entries) const;
    bool empty() const { return tokens_.empty(); }

    /// How many tokens' logits can differ from the model's, at most.
    static std::uint64_t most(const SamplingSettings& settings);
    /// Whether none of them can become larger.
    static bool only_lower(const SamplingSettings& settings);

private:
    struct Adjusted {
        Token token;
        float bias = 0.0F;
        std::uint32_t count = 0;  ///< in the window
    };
    float adjusted(const Adjusted& by, float logit) const;

    float repetition_ = 1.0F;
    float presence_ = 0.0F;
    float frequency_ = 0.0F;
    std::vector<Adjusted> tokens_;  // by token, each once
};

}  // namespace inference
