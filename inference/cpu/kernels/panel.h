#pragma once
#include <cstddef>
#include <cstdint>

#include "inference/cpu/kernels/weight_order.h"

namespace inference::cpu {

constexpr std::uint32_t panel_columns = 256;
constexpr std::uint32_t panel_blocks = panel_columns / 32;

/// The weights of 16 rows and up to 256 columns, unpacked into the first cache: what the product loops read, whatever
/// type they came from.
///     weight of column 4j + c in block b, row r = scales[b][j / 4][r] * (quants[b][j][4r + c] - zero) + minimums[...]
/// Types with one scale for 32 columns use [b][0] for all.
struct alignas(64) Panel {
    std::uint8_t quants[panel_blocks][8][64];
    float scales[panel_blocks][2][16];
    float minimums[panel_blocks][2][16];
};

/// The same as floats.
struct alignas(64) FloatPanel {
    float weights[panel_columns][16];  // [column][row]
};

/// How a type's panels are multiplied.
/// - Halves: 2 where 16 columns have a scale (and a minimum), 1 where 32 have
/// - ZeroBits: the quants' zero is 2^ZeroBits; 0: it is 0
/// - Minimum: whether the type has minimums
/// - Bits: of the largest quant; 8 stands for int8
template <int Halves, int ZeroBits, bool Minimum, int Bits>
struct PanelKind {
    static constexpr int halves = Halves;
    static constexpr int zero_bits = ZeroBits;
    static constexpr bool has_minimum = Minimum;
    static constexpr int bits = Bits;
};

}  // namespace inference::cpu
