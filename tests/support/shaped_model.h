#pragma once
#include <memory>
#include <string_view>

#include "inference/model/model_file.h"

namespace test_support {

/// A model of one of the release's sizes ("7B", "13B", "33B", "65B"; Touvron et al. 2023, table 2) with every matrix of
/// one type: shapes alone, without a file behind them, for what only counts bytes.
std::shared_ptr<const inference::ModelFile> shaped_model(std::string_view size, inference::gguf::TensorType type);

}  // namespace test_support
