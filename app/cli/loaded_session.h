#pragma once
#include <functional>
#include <memory>
#include <string>

#include "app/cli/shared_options.h"
#include "inference/session.h"

namespace app::cli {

/// Reads a model file and puts it on its device. With --verbose, says what came where.
Result<std::shared_ptr<const inference::Model>> loadModel(const std::string& file, const ModelOptions& options);

/// Fails if a longer context is asked for than the model was trained for.
Result<std::unique_ptr<inference::Session>> openSession(std::shared_ptr<const inference::Model> model,
                                                        const ModelOptions& options);

}  // namespace app::cli
