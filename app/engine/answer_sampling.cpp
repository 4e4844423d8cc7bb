#include "app/engine/answer_sampling.h"

namespace app {
namespace {

std::uint32_t positive(int value) { return value > 0 ? static_cast<std::uint32_t>(value) : 0; }

}  // namespace

inference::SamplingSettings samplingOf(const ui::AnswerSettings& settings, quint64 seed) {
    inference::SamplingSettings sampling{.temperature = static_cast<float>(settings.temperature),
                                         .top_k = positive(settings.topK),
                                         .top_p = static_cast<float>(settings.topP),
                                         .min_p = static_cast<float>(settings.minP),
                                         .typical_p = static_cast<float>(settings.typicalP),
                                         .repetition_penalty = static_cast<float>(settings.repetitionPenalty),
                                         .presence_penalty = static_cast<float>(settings.presencePenalty),
                                         .frequency_penalty = static_cast<float>(settings.frequencyPenalty),
                                         .penalty_window = positive(settings.penaltyWindow),
                                         .seed = seed};
    for (const ui::TokenBias& bias : settings.logitBias)
        sampling.logit_bias.push_back({.token = bias.token, .bias = static_cast<float>(bias.bias)});
    return sampling;
}

}  // namespace app
