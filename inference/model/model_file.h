#pragma once
#include <filesystem>
#include <memory>

#include "inference/model/model_config.h"
#include "inference/model/weights.h"
#include "inference/tokenizer/tokenizer.h"

namespace inference {

/// A model file that was read and understood, before anything is put on a device. Immutable, shared between threads.
struct ModelFile {
    std::filesystem::path path;
    std::shared_ptr<const gguf::GgufFile> file;
    ModelConfig config;
    Weights weights;
    std::shared_ptr<const Tokenizer> tokenizer;

    /// Opens, checks and matches. Fails also when vocabulary and embedding disagree.
    static Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& path);
};

}  // namespace inference
