#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "inference/cpu/matrix.h"
#include "inference/cpu/memory.h"
#include "inference/model/layer_range.h"

namespace inference::cpu {

struct CpuLayer {
    std::vector<float> attention_norm;     // (embedding_length)
    std::optional<Matrix> query;           // (query_length, embedding_length)
    std::optional<Matrix> key;             // (kv_length, embedding_length)
    std::optional<Matrix> value;           // (kv_length, embedding_length)
    std::optional<Matrix> output;          // (embedding_length, query_length)
    std::vector<float> feed_forward_norm;  // (embedding_length)
    std::optional<Matrix> gate;            // (feed_forward_length, embedding_length)
    std::optional<Matrix> up;              // (feed_forward_length, embedding_length)
    std::optional<Matrix> down;            // (embedding_length, feed_forward_length)
};

/// A stage's weights, ready for products.
struct CpuWeights {
    LayerRange range;
    bool has_embedding = false;
    bool has_head = false;
    std::vector<CpuLayer> layers;     // of the range
    std::optional<Matrix> embedding;  // (vocabulary_size, embedding_length); none where the head is the same
    std::vector<float> output_norm;   // (embedding_length), with the head
    std::optional<Matrix> head;       // (vocabulary_size, embedding_length)
    bool tied = false;                ///< the head's rows are the embedding
    std::uint64_t bytes = 0;          ///< of memory

    const Matrix& embedding_rows() const { return tied ? *head : *embedding; }
};

}  // namespace inference::cpu
