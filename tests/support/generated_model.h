#pragma once
#include <map>
#include <memory>
#include <string>

#include "inference/model/model_file.h"

namespace test_support {

/// A model with random weights that lives in memory, not in a file: for checks of the engine that need no shared
/// folder. Norm weights are F32 around 1; matrices have the type asked for and a size that keeps activations near 1.
struct GeneratedShape {
    inference::gguf::TensorType type = inference::gguf::TensorType::F32;
    std::uint32_t layer_count = 2;
    std::uint32_t embedding_length = 128;
    std::uint32_t feed_forward_length = 352;
    std::uint32_t head_count = 4;
    std::uint32_t kv_head_count = 2;
    std::uint32_t head_size = 32;
    std::uint32_t vocabulary_size = 300;
    std::uint32_t context_length = 512;
    std::map<std::string, inference::gguf::TensorType> types =
        {};  ///< of matrices that have another: "attn_q", "output"
    std::uint32_t sliding_window = 0;
    inference::Rope rope = {};  ///< without a dimension_count: over whole heads
    bool tied_head = false;
    std::uint32_t seed = 1;
};

std::shared_ptr<const inference::ModelFile> generated_model(const GeneratedShape& shape);

}  // namespace test_support
