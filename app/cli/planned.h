#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/shared_options.h"
#include "inference/engine.h"

namespace app::cli {

/// The engine, with what this machine's speeds are kept in.
std::unique_ptr<inference::Engine> makeEngine();

/// Where a model's layers would go, and how fast it would be; what is not known of the devices is measured.
inference::Result<inference::Plan> planOf(inference::Engine& engine, std::shared_ptr<const inference::ModelFile> file,
                                          const ModelOptions& options);

/// Rows of a name and a value.
std::vector<std::pair<std::string, std::string>> inWords(const inference::Plan& plan);
nlohmann::ordered_json asJson(const inference::Plan& plan);

}  // namespace app::cli
