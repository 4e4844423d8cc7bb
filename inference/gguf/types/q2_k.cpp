// Q2_K, 84 bytes for 256 weights: 16 bytes with a scale (low nibble) and a minimum (high) for each 16 weights, 64 bytes
// of quants, float16 scale of the scales, float16 scale of the minimums. Each 32 bytes of quants hold 128: byte i has
// the quants i, 32 + i, 64 + i, 96 + i, two bits each from the lowest. weight = scale * number * quant - minimum *
// number.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    for (std::size_t i = 0; i < 16; ++i) {
        to.factors[i] = static_cast<std::int8_t>(byte_at(block, i) & 15U);
        to.lifts[i] = static_cast<std::int8_t>(-static_cast<int>(byte_at(block, i) >> 4U));
    }
    unpack_bit_pairs(block + 16, to.quants.data());
    to.scale = value_at<std::uint16_t>(block + 80);
    to.minimum = value_at<std::uint16_t>(block + 82);
}

}  // namespace

const BlockFormat q2_k = {unpack, levels_from(0)};

}  // namespace inference::gguf
