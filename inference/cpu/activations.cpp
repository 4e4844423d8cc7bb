#include "inference/cpu/activations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace inference::cpu {
namespace {

/// Below it a block counts as zeros: 127 / largest would leave the range of float32.
constexpr float smallest_largest = 0x1p-100F;

template <std::uint32_t Tokens>
void quantise_token(const float* values, std::uint32_t token, TileBlock<Tokens>& to) {
    float largest = 0.0F;
    for (std::uint32_t i = 0; i < 32; ++i) {
        const float magnitude = std::abs(values[i]);
        largest = magnitude <= largest ? largest : magnitude;  // a NaN stays
    }
    const bool zeros = largest < smallest_largest;
    const float inverse = zeros ? 0.0F : 127.0F / largest;
    std::int32_t sum = 0;
    std::int32_t first_sum = 0;
    for (std::uint32_t i = 0; i < 32; ++i) {
        const float scaled = std::nearbyint(values[i] * inverse);
        const auto quant = static_cast<std::int8_t>(scaled <= 127.0F && scaled >= -127.0F ? scaled : 127.0F);
        to.quants[i / 4][token][i % 4] = quant;
        sum += quant;
        if (i == 15) first_sum = sum;
    }
    const float scale = zeros ? 0.0F : largest / 127.0F;
    to.sums[token] = sum;
    to.first_sums[token] = first_sum;
    to.scales[token] = scale;
    to.scaled_sums[token] = scale * static_cast<float>(sum);
}

template <std::uint32_t Tokens>
void quantise_block(const float* values, std::size_t row_stride, std::byte* block) {
    auto& to = *reinterpret_cast<TileBlock<Tokens>*>(block);
    for (std::uint32_t token = 0; token < Tokens; ++token) quantise_token(values + token * row_stride, token, to);
}

using QuantiseBlock = void (*)(const float* values, std::size_t row_stride, std::byte* block);
constexpr auto quantise_of_width = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<QuantiseBlock, sizeof...(I)>{quantise_block<I + 1>...};
}(std::make_index_sequence<Activations::tile_tokens>());

}  // namespace

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
    const std::uint32_t tiles = (tokens + tile_tokens - 1) / tile_tokens;
    const Share::Range own = share.of(tiles * blocks);
    for (std::uint32_t at = own.begin; at < own.end; ++at) {
        const std::uint32_t first = at / blocks * tile_tokens;
        const std::uint32_t block = at % blocks;
        const std::uint32_t width = std::min(tile_tokens, tokens - first);
        std::byte* to =
            quants_.data() + (std::size_t{first} * blocks + std::size_t{block} * width) * sizeof(TileBlock<1>);
        quantise_of_width[width - 1](float_row(first) + block * block_columns, padded_, to);
    }
}

}  // namespace inference::cpu
