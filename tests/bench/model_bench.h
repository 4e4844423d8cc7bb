#pragma once
#include <cstdint>
#include <string>

#include "inference/error.h"

namespace bench {

struct ModelBenchOptions {
    std::string path;
    std::string device = "auto";  ///< as LoadOptions::device
    std::uint32_t prompt_tokens = 64;
    std::uint32_t generate_tokens = 16;
    std::uint32_t repeat = 3;
};

/// Loads a model and prints a line for each repetition, and the medians: tokens a second of the prompt, up to its first
/// answer token, and of the answer.
inference::Result<void> run_model_bench(const ModelBenchOptions& options);

}  // namespace bench
