#pragma once
#include "inference/sampling/sampling_settings.h"
#include "ui/ports/chat_engine.h"

namespace app {

/// What a person has set, as the engine takes it; `seed` is the one to use. A number that would have to be positive and
/// is not counts as 0.
inference::SamplingSettings samplingOf(const ui::AnswerSettings& settings, quint64 seed);

}  // namespace app
