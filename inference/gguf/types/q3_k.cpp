// Q3_K, 110 bytes for 256 weights: 32 bytes of third bits (byte i has those of the quants i, 32 + i, ... 224 + i, from
// the lowest), 64 bytes of lower bits as in Q2_K, 12 bytes with a scale of 6 bits for each 16 weights, float16 scale.
// weight = scale * (number - 32) * (quant - 4). Of the numbers' bits the lower four stand in 8 bytes, those of 0 to 7
// in low nibbles and of 8 to 15 in high ones; the upper two in 4 bytes, byte i having those of i, 4 + i, 8 + i, 12 + i.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_bit_pairs(block + 32, to.quants.data());
    for (std::size_t i = 0; i < 256; ++i)
        to.quants[i] = static_cast<std::uint8_t>(to.quants[i] | (byte_at(block, i % 32) >> (i / 32) & 1U) << 2U);
    const std::byte* numbers = block + 96;
    for (std::size_t i = 0; i < 16; ++i) {
        const unsigned lower = byte_at(numbers, i % 8) >> (i < 8 ? 0U : 4U) & 15U;
        const unsigned upper = byte_at(numbers, 8 + i % 4) >> (2 * (i / 4)) & 3U;
        to.factors[i] = static_cast<std::int8_t>(static_cast<int>(lower | upper << 4U) - 32);
    }
    to.lifts.fill(0);
    to.scale = value_at<std::uint16_t>(block + 108);
    to.minimum = 0;
}

}  // namespace

const BlockFormat q3_k = {unpack, levels_from(4)};

}  // namespace inference::gguf
