#pragma once
#include <QString>
#include <functional>
#include <optional>

#include "app/engine/engine_parts.h"

namespace app {

/// Reads the model file at `path`: checks it, matches it, finds its chat format and its identity.
inference::Result<OpenedModel> openModelFile(const QString& path);

/// The real engine over real files. `pathOf` gives the file behind a model's id; called on the engine thread. What is
/// kept of conversations lies in `cacheFolder`.
EngineParts enginePartsOver(std::function<std::optional<QString>(const QString& modelId)> pathOf,
                            EngineMaker makeEngine, const QString& cacheFolder);

}  // namespace app
