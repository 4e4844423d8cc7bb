#pragma once
#include <filesystem>
#include <memory>

#include "inference/engine.h"

namespace test_support {

/// A model on the device that `selector` names, loaded to its end.
inference::Result<std::shared_ptr<const inference::Model>> loaded_model(
    inference::Engine& engine, const std::filesystem::path& path,
    inference::Precision precision = inference::Precision::Fast, const std::string& selector = "auto");

}  // namespace test_support
