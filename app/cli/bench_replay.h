#pragma once
#include <memory>
#include <string>

#include "app/cli/exit.h"
#include "app/cli/shared_options.h"
#include "inference/engine.h"

namespace app::cli {

/// What drafting is worth on a known text: `file` is an object with "prompt" and "answer", which the model is made to
/// say, with and without drafting, in turns.
Result<void> benchReplay(const std::shared_ptr<const inference::Model>& model, const std::string& file,
                         const ModelOptions& where, bool json);

}  // namespace app::cli
