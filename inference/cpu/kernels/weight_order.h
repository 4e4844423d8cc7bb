#pragma once
#include <cstddef>
#include <cstdint>

#include "inference/gguf/tensor_type.h"

// How weights lie in memory, so that a vector of any width reads neighbouring bytes. 16 rows make a group. Quants of 32
// columns and 16 rows are made of vectors of 64 bytes, whose bytes 4r to 4r + 3 belong to row r: "step" j of eight are
// the columns 4j to 4j + 3. 16 rows of AVX-512, two times 8 of AVX2 and four times 4 of SSE4 or NEON then all read the
// same bytes in the same order.
//
// A group is a row of units, of 64 columns (two blocks of 32) or of a super-block's 256: first what the blocks' quants
// have in common, as in the file but for 16 rows, then the quants. One stream of memory, read from its start to its
// end; it has the file's bytes, and 32 more where that keeps lines whole (Q3_K 1.8 %, Q6_K 1 %). Scales in a plane of
// their own would be a second stream for the same bytes.
namespace inference::cpu {

constexpr std::uint32_t group_rows = 16;

// Quants of 32 columns, by their bits.
struct Quants8 {
    std::uint8_t steps[8][64];  ///< plus 128, if they were int8
};
struct Quants4 {
    std::uint8_t nibbles[4][64];  ///< vector j: step j low, step 4 + j high
};
struct LevelQuants4 : Quants4 {};  ///< the quants choose one of IQ4_NL's levels
struct Quants2 {
    std::uint8_t pairs[2][64];  ///< vector j: steps 4j to 4j + 3, from the lowest bits on
};
struct Quants1 {
    std::uint8_t bits[64];  ///< bit j: step j
};
struct Quants5 {
    Quants4 low;
    Quants1 high;
};
struct Quants6 {
    Quants4 low;
    Quants2 high;
};
struct Quants3 {
    Quants2 low;
    Quants1 high;
};

// Units. float16 scales and minimums as stored; `numbers` are the file's bytes of packed scales (inference/gguf/types).
template <typename Quants>
struct alignas(64) ScaledUnit {  ///< Q4_0, IQ4_NL, Q5_0, Q8_0
    std::uint16_t scales[2][16];
    Quants quants[2];
};
template <typename Quants>
struct alignas(64) LiftedUnit {  ///< Q4_1, Q5_1
    std::uint16_t scales[2][16];
    std::uint16_t minimums[2][16];
    Quants quants[2];
};
template <typename Quants, std::size_t Numbers>
struct alignas(64) SuperUnit {  ///< Q2_K, Q4_K, Q5_K; Q3_K, Q6_K without minimums; IQ4_XS with upper bits there
    std::uint16_t scales[16];
    std::uint16_t minimums[16];
    std::uint32_t numbers[Numbers][16];
    Quants quants[8];
};
template <typename Number>
struct alignas(64) NumberUnit {  ///< F32, F16, BF16
    Number numbers[64][16];      ///< [column][row]
};

/// A type's order, from which all else follows.
struct WeightOrder {
    gguf::TensorType type;
    std::uint32_t unit_columns;
    std::uint32_t unit_bytes;
    /// Puts one row's blocks of a unit in their places. The unit was filled with zeros; `columns` is unit_columns, or
    /// what the row's last unit has.
    void (*pack)(const std::byte* blocks, std::uint32_t columns, std::uint32_t row, std::byte* unit);

    std::uint32_t units(std::uint32_t columns) const { return (columns + unit_columns - 1) / unit_columns; }
    std::uint64_t group_bytes(std::uint32_t columns) const { return std::uint64_t{units(columns)} * unit_bytes; }
};

/// nullptr for a type that is not run.
const WeightOrder* weight_order_of(gguf::TensorType type);

}  // namespace inference::cpu
