#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "inference/gguf/tensor_type.h"
#include "inference/gguf/types/unpacked_block.h"

namespace inference::vulkan {

/// A span of one row as device memory holds it: one unit of 64 weights, or the four of a super-block.
struct PackedSpan {
    std::array<std::array<std::byte, 16>, 12> words;  ///< [unit][word]
    std::array<std::uint32_t, 12> scales;             ///< [vector][component]
};

/// How a type of weights lies in device memory, in the two planes of repack.h: what shaders/include/types/*.glsl read.
/// Quants of 4 bits stand as nibbles, a word for 32: byte j holds quant j low and quant 16 + j high. Pairs of bits, of
/// 2-bit quants or the upper ones of 6 bits, stand in a word for 64, a component for 16: byte b of it holds the quants
/// b, 4 + b, 8 + b, 12 + b from its lowest bits on. Single bits, the highest of 3 or 5, stand in the plane of scales, a
/// 32-bit word for 32: byte b holds those of b, 4 + b, ... 28 + b. So four neighbouring weights are always the four
/// bytes of a word, after a shift and a mask.
struct WeightFormat {
    std::string_view shader_name;  ///< in the names of shaders/manifest
    std::uint32_t words_per_unit;  ///< of 16 bytes
    std::uint32_t span_units;      ///< 1, or 4 for super-blocks of 256 weights
    std::uint32_t scale_vectors;   ///< of a span in the plane of scales; 0: there is none
    std::uint32_t scale_words;     ///< of 32 bits in such a vector: 1, 2 or 4
    /// Packs a span's blocks (two of 32 weights, or one of 256); nullptr for F32, F16 and BF16, which stay as they are.
    void (*pack)(const gguf::UnpackedBlock* blocks, PackedSpan& to);
};

/// Nothing for a type that has no device format.
const WeightFormat* weight_format_of(gguf::TensorType type);

}  // namespace inference::vulkan
