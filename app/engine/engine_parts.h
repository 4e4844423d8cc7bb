#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "inference/chat/file_format.h"
#include "inference/engine.h"
#include "inference/error.h"
#include "inference/model/model_file.h"

namespace app {

/// A model file that was read and understood, with what the window needs to know of it.
struct OpenedModel {
    std::shared_ptr<const inference::ModelFile> file;
    inference::FileFormat format;
    std::string identity;  ///< tells this exact file from others
};

using EngineMaker = std::function<std::unique_ptr<inference::Engine>()>;

/// Where the engine's steps take engine and models from; functions, so that a test can put scripted ones in their
/// place. Both are called on the thread that steps.
struct EngineParts {
    EngineMaker makeEngine;
    std::function<inference::Result<OpenedModel>(const std::string& modelId)> openModel;
    std::filesystem::path cacheFolder{};  ///< for what is kept of conversations; empty: nothing is kept on disk
};

}  // namespace app
