#pragma once
#include <cstddef>
#include <cstdint>

namespace inference::cpu {

/// The TileBlock of `width` tokens at `to` from 32 columns of `width` rows of floats, `stride` floats apart.
void quantise_block(const float* values, std::size_t stride, std::uint32_t width, std::byte* to);

}  // namespace inference::cpu
