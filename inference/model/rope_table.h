#pragma once
#include <cstdint>
#include <vector>

#include "inference/model/rope.h"

namespace inference {

/// cos and sin of the rotation angles of rotary position embedding, computed in double precision: pair i of a head
/// turns by position * rope.frequencies()[i], and its values are multiplied by rope.magnitude(). Pairs beyond
/// rope.dimension_count stay as they are. GGUF's llama rotates the neighbouring pair (2i, 2i + 1).
/// Returns (positions, head_size / 2, 2) float32, cos then sin, for [first_position, first_position + positions).
std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              const Rope& rope);

}  // namespace inference
