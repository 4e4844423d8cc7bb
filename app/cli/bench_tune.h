#pragma once
#include "app/cli/exit.h"
#include "inference/engine.h"

namespace app::cli {

/// Searches the fastest sizes of the kernels for each Vulkan device of the model, tells of every trial on standard
/// error, prints what was found and keeps it.
Result<void> benchTune(const inference::Model& model, bool json);

}  // namespace app::cli
