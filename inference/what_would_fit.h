#pragma once
#include <functional>
#include <memory>
#include <string>

#include "inference/engine.h"

namespace inference {

/// The plan of a model with these options, over the machine that refused it.
using PlanAgain =
    std::function<Result<Plan>(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options)>;

/// The hint for a model that fits nowhere: the first of these that makes it fit, each of them tried, so that nothing is
/// promised that then fails: another cut of the layers, another device, a Q8_0 cache, a shorter context, a stronger
/// quantisation, both of these; then what is left to do.
std::string what_would_fit(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                           const PlanAgain& plan);

}  // namespace inference
