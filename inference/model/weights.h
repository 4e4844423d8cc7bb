#pragma once
#include <vector>

#include "inference/model/model_config.h"

namespace inference {

/// Checked views into the file: every tensor the pass uses, with the shape the configuration asks for. The pointers
/// live as long as the GgufFile. A tensor that the pass does not use is an error that names it.
struct LayerWeights {
    const gguf::TensorInfo* attention_norm;     // (embedding_length) F32
    const gguf::TensorInfo* query;              // (query_length, embedding_length)
    const gguf::TensorInfo* key;                // (kv_length, embedding_length)
    const gguf::TensorInfo* value;              // (kv_length, embedding_length)
    const gguf::TensorInfo* output;             // (embedding_length, query_length)
    const gguf::TensorInfo* feed_forward_norm;  // (embedding_length) F32
    const gguf::TensorInfo* gate;               // (feed_forward_length, embedding_length)
    const gguf::TensorInfo* up;                 // (feed_forward_length, embedding_length)
    const gguf::TensorInfo* down;               // (embedding_length, feed_forward_length)
};

struct Weights {
    const gguf::TensorInfo* embedding;  // (vocabulary_size, embedding_length)
    std::vector<LayerWeights> layers;
    const gguf::TensorInfo* output_norm;  // (embedding_length) F32
    const gguf::TensorInfo* head;         // (vocabulary_size, embedding_length); the embedding again when tied

    static Result<Weights> match(const gguf::GgufFile& file, const ModelConfig& config);
};

}  // namespace inference
