#pragma once
#include <cstdint>

#include "inference/model/model_config.h"

namespace inference {

/// Consecutive layers of a model: [first, first + count). Whoever has the first one also has the embedding, whoever has
/// the last one the final norm and the head.
struct LayerRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    static LayerRange all_of(const ModelConfig& config) { return {0, config.layer_count}; }
    bool has_embedding() const { return first == 0; }
    bool has_head(const ModelConfig& config) const { return first + count == config.layer_count; }
    /// At least one layer, and none that the model has not.
    bool fits(const ModelConfig& config) const {
        return count > 0 && count <= config.layer_count && first <= config.layer_count - count;
    }
};

}  // namespace inference
