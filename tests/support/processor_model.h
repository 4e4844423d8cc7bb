#pragma once
#include <memory>
#include <vector>

#include "inference/cpu/cpu_weights.h"
#include "inference/engine.h"

namespace test_support {

struct ProcessorOptions {
    inference::Precision precision = inference::Precision::Fast;
    unsigned threads = 2;
    std::vector<std::uint32_t> layers = {};  ///< of each stage, in order; none: all on one
    std::uint32_t mapped_layers = 0;         ///< of each stage, its last ones: read from the file at each product
};

/// A model on the processor, loaded to its end; its stages share the threads.
inference::Result<std::shared_ptr<const inference::Model>> processor_model(
    std::shared_ptr<const inference::ModelFile> file, const ProcessorOptions& options);

}  // namespace test_support
