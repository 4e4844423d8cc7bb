#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/shared_options.h"
#include "inference/engine.h"

namespace app::cli {

/// The engine, with the data directory, where this machine's speeds and compiled kernels are kept: it is made, so that
/// a command that is somebody's first keeps them too. Where the usual one cannot be made nothing is kept; where that is
/// so of one that was named, this fails.
inference::Result<std::unique_ptr<inference::Engine>> makeEngine(const std::optional<std::string>& dataDirectory);

/// Where a model's layers would go, and how fast it would be; what is not known of the devices is measured. What is to
/// be said of that goes to standard error.
inference::Result<inference::Plan> planOf(inference::Engine& engine, std::shared_ptr<const inference::ModelFile> file,
                                          const ModelOptions& options);

/// What a person should know who did not ask: lines for standard error. `memoryShare`: what it was planned with first.
std::vector<std::string> remarksOn(const inference::Plan& plan, double memoryShare);

/// Rows of a name and a value.
std::vector<std::pair<std::string, std::string>> inWords(const inference::Plan& plan);
nlohmann::ordered_json asJson(const inference::Plan& plan);

}  // namespace app::cli
