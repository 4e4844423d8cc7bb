#pragma once
#include <cstdint>
#include <vector>

namespace inference::vulkan {

/// cos and sin of the rotation angles of rotary position embedding (Su et al. 2021, arXiv:2104.09864), computed in
/// double precision: angle(position, i) = position * base^(-2 i / head_size), i < head_size / 2. GGUF's llama rotates
/// the neighbouring pair (2i, 2i + 1).
/// Returns (positions, head_size / 2, 2) float32, cos then sin, for [first_position, first_position + positions).
std::vector<float> rope_table(std::uint32_t first_position, std::uint32_t positions, std::uint32_t head_size,
                              double base);

}  // namespace inference::vulkan
