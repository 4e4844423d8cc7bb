#pragma once
#include <functional>
#include <memory>
#include <string>

#include "app/cli/shared_options.h"
#include "inference/session.h"

namespace app::cli {

/// Reads a model file and puts it on its device. With --verbose, says what came where.
Result<std::shared_ptr<const inference::Model>> loadModel(const std::string& file, const ModelOptions& options);
/// The same, placed otherwise than the options have it; with the engine's own error.
inference::Result<std::shared_ptr<const inference::Model>> loadModel(const std::string& file,
                                                                     const ModelOptions& options,
                                                                     const inference::LoadOptions& loading);

/// Fails if a longer context is asked for than the model was trained for.
Result<std::unique_ptr<inference::Session>> openSession(std::shared_ptr<const inference::Model> model,
                                                        const ModelOptions& options);

}  // namespace app::cli
