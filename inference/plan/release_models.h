#pragma once
#include <memory>

#include "inference/model/model_file.h"

namespace inference {

/// A model of one of the release's sizes (Touvron et al. 2023, table 2) with every matrix of one type: shapes alone,
/// without a file behind them, for a plan of what is not at hand. `size` is not Other.
std::shared_ptr<const ModelFile> release_model(SizeClass size, gguf::TensorType type);

}  // namespace inference
