#pragma once
#include <functional>
#include <memory>
#include <string>

#include "inference/engine.h"

namespace inference {

/// Whether a model can be placed so; over the devices that refused it, with one thing changed.
using CanBePlaced = std::function<bool(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options)>;

/// The hint for a model that fits nowhere: the first of these that makes it fit, each of them tried, so that nothing is
/// promised that then fails: another device, a Q8_0 cache, a shorter context, a stronger quantisation, both of these;
/// then what is left to do.
std::string what_would_fit(const std::shared_ptr<const ModelFile>& model, const LoadOptions& options,
                           const CanBePlaced& can_be_placed);

}  // namespace inference
