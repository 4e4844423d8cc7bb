// Q6_K, 210 bytes for 256 weights: 128 bytes of nibbles, 64 bytes of upper bit pairs, an int8 scale for each 16
// weights, float16 scale; weight = scale * int8 * (quant - 32). Each 128 weights have 64 bytes of nibbles, the low ones
// their first 64 quants, and 32 bytes of pairs, ordered as in Q2_K.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_bit_pairs(block + 128, to.quants.data());
    for (std::size_t i = 0; i < 256; ++i) {
        const unsigned nibble = byte_at(block, i / 128 * 64 + i % 64) >> (i % 128 < 64 ? 0U : 4U) & 15U;
        to.quants[i] = static_cast<std::uint8_t>(unsigned{to.quants[i]} << 4U | nibble);
    }
    std::memcpy(to.factors.data(), block + 192, 16);
    to.lifts.fill(0);
    to.scale = value_at<std::uint16_t>(block + 208);
    to.minimum = 0;
}

}  // namespace

const BlockFormat q6_k = {unpack, levels_from(32)};

}  // namespace inference::gguf
