#pragma once
#include <cstdint>
#include <vector>

#include "inference/cpu/cpu_stage_pass.h"

namespace inference::cpu {

/// Pieces of the context that a pass looks at, [first, end).
struct SplitRange {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    bool operator==(const SplitRange&) const = default;
};
SplitRange splits_of(const ModelConfig& config, const PassShape& shape);

/// The attention of one layer for a batch whose keys and values are in the cache: buffers.query -> buffers.attended.
/// The steps read the position from `shape` when they run, and serve any other with the same splits.
std::vector<PassStep> attention_steps(const ModelConfig& config, PassBuffers& buffers, const PassShape& shape,
                                      std::uint32_t layer);

}  // namespace inference::cpu
