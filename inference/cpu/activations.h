#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "inference/cpu/memory.h"
#include "inference/cpu/share.h"
#include "inference/error.h"

namespace inference::cpu {

/// 32 columns of a tile of tokens.
template <std::uint32_t Tokens>
struct TileBlock {
    std::int8_t quants[8][Tokens][4];         ///< columns 4i to 4i + 3
    std::int32_t negated_sums[Tokens];        ///< of the 32 int8
    std::int32_t negated_first_sums[Tokens];  ///< of the first 16
    float scales[Tokens];
    float scaled_sums[Tokens];  ///< sum * scale
};

/// The input of matrix products: rows of floats, and the same as int8 for weights in blocks (Matrix::reads_int8()).
///
/// A block of 32 columns has one scale, the largest magnitude / 127; an int8 is the nearest of -127 ... 127 to value /
/// scale. Tokens lie in tiles of 8, the last ones of 4, 2 and 1, so that a product's inner loop reads one place after
/// the other:
///     tile: a TileBlock<tokens of the tile> for each block of columns
class Activations {
public:
    static constexpr std::uint32_t block_columns = 32;
    static constexpr std::uint32_t tile_tokens = 8;
    /// The tokens of the next tile when so many are left.
    static constexpr std::uint32_t tile_width(std::uint32_t left) {
        return std::min(tile_tokens, std::bit_floor(left));
    }

    /// Memory for up to `tokens` rows of `columns`, all zeros. Fails with OutOfMemory.
    static Result<Activations> create(std::uint32_t tokens, std::uint32_t columns);

    std::uint32_t tokens() const { return tokens_; }
    std::uint32_t columns() const { return columns_; }

    /// A token's floats, (columns): what norms and the attention write.
    std::span<float> row(std::uint32_t token) { return {float_row(token), columns_}; }

    /// Makes the int8 of the first `tokens` rows; a thread makes its share. Before that, all rows are written and a
    /// barrier was passed; after it, another barrier and then products of as many tokens. A block with a number that is
    /// not finite gives results that are not finite; one of numbers below 2^-100 counts as zeros.
    void quantise(std::uint32_t tokens, Share share);

    // What the products read.
    std::uint32_t padded_columns() const { return padded_; }     ///< up to whole 64; floats and int8 there are 0
    const float* floats() const { return floats_.as<float>(); }  // (tokens, padded_columns)
    /// The tile that begins with this token: the whole row of blocks.
    const std::byte* tile(std::uint32_t first_token) const {
        return quants_.data() + std::size_t{first_token} * (padded_ / block_columns) * sizeof(TileBlock<1>);
    }

private:
    Activations() = default;
    float* float_row(std::uint32_t token) { return floats_.as<float>() + std::size_t{token} * padded_; }

    std::uint32_t tokens_ = 0;
    std::uint32_t columns_ = 0;
    std::uint32_t padded_ = 0;
    Memory floats_;
    Memory quants_;
};

}  // namespace inference::cpu
