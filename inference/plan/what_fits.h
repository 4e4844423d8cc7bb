#pragma once
#include <cstdint>
#include <span>

#include "inference/error.h"
#include "inference/model/model_file.h"
#include "inference/plan/planner.h"

namespace inference {

/// That a model fits no devices together: what it needs, what is there, and in its hint what would fit: a shorter
/// context, a Q8_0 cache, a stronger quantisation, else a smaller model.
Error does_not_fit(const ModelFile& model, std::span<const PlanDevice> devices, const PlanRequest& request);

}  // namespace inference
