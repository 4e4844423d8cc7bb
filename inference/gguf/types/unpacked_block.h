#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace inference::gguf {

/// A block of a quantised type taken apart: 32 weights, or the 256 of a super-block. With the type's `levels`
///     weight i = scale * factors[i / 16] * levels[quants[i]] + minimum * lifts[i / 16]
struct UnpackedBlock {
    std::array<std::uint8_t, 256> quants;  ///< in the weights' order, their stored bits: 0 ... 2^bits - 1
    std::uint16_t scale;                   ///< float16, as stored
    std::uint16_t minimum;                 ///< float16, as stored; 0 where the type has none
    std::array<std::int8_t, 16> factors;   ///< 1 where 32 weights have a scale alone
    std::array<std::int8_t, 16> lifts;     ///< 0 where the type has no minimum
};

/// What a quant stands for before it is scaled.
using Levels = std::array<std::int8_t, 256>;

/// Levels that are the quant itself less a constant.
constexpr Levels levels_from(int zero) {
    Levels levels{};
    for (int quant = 0; quant < 128 + zero && quant < 256; ++quant)
        levels[static_cast<std::size_t>(quant)] = static_cast<std::int8_t>(quant - zero);
    return levels;
}

/// A type's blocks, one file each in this folder: the plain twins of shaders/include/types/*.glsl.
struct BlockFormat {
    void (*unpack)(const std::byte* block, UnpackedBlock& to);  ///< sets all of `to` that the type has
    Levels levels;
};
extern const BlockFormat q4_0, q4_1, q5_0, q5_1, q8_0, q2_k, q3_k, q4_k, q5_k, q6_k, iq4_nl, iq4_xs;

}  // namespace inference::gguf
