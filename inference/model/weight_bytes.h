#pragma once
#include <cstdint>
#include <vector>

#include "inference/model/layer_range.h"

namespace inference {

/// Memory that a model's weights take on one kind of device, part by part, so that any cut of its layers can be added
/// up.
struct WeightBytes {
    std::vector<std::uint64_t> layers;  // (layer_count), their matrices
    std::uint64_t layer_norms = 0;      ///< of each layer
    std::uint64_t embedding = 0;
    std::uint64_t head = 0;  ///< with its norm
    bool shared = false;     ///< the head is the embedding: a stage with both has it once, as its head

    /// Of a range; the matrices of its last `left_out` layers lie elsewhere.
    std::uint64_t of(LayerRange range, std::uint32_t left_out = 0) const {
        std::uint64_t sum = range.count * layer_norms;
        for (std::uint32_t l = 0; l + left_out < range.count; ++l) sum += layers[range.first + l];
        const bool has_head = range.first + range.count == layers.size();
        if (has_head) sum += head;
        return range.has_embedding() && !(has_head && shared) ? sum + embedding : sum;
    }
};

}  // namespace inference
