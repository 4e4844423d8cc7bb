#include "inference/cpu/activations.h"

#include <utility>

#include "inference/cpu/kernels/quantise_kernel.h"

namespace inference::cpu {

Result<Activations> Activations::create(std::uint32_t tokens, std::uint32_t columns) {
    Activations result;
    result.tokens_ = tokens;
    result.columns_ = columns;
    result.padded_ = (columns + 63) / 64 * 64;
    const std::uint64_t numbers = std::uint64_t{tokens} * result.padded_;
    auto floats = Memory::allocate(numbers * sizeof(float));
    if (!floats) return std::unexpected(floats.error());
    auto quants = Memory::allocate(numbers / block_columns * sizeof(TileBlock<1>));
    if (!quants) return std::unexpected(quants.error());
    result.floats_ = std::move(*floats);
    result.quants_ = std::move(*quants);
    return result;
}

void Activations::quantise(std::uint32_t tokens, Share share) {
    const std::uint32_t blocks = padded_ / block_columns;
    const Share::Range own = share.of(blocks);
    std::uint32_t width = 0;
    for (std::uint32_t first = 0; first < tokens; first += width) {
        width = tile_width(tokens - first);
        for (std::uint32_t block = own.begin; block < own.end; ++block)
            quantise_block(
                float_row(first) + block * block_columns, padded_, width,
                quants_.data() + (std::size_t{first} * blocks + std::size_t{block} * width) * sizeof(TileBlock<1>));
    }
}

}  // namespace inference::cpu
