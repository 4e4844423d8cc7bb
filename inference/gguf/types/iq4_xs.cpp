// IQ4_XS, 136 bytes for 256 weights: float16 scale, 16 bits with the upper two bits of eight numbers, 4 bytes with
// their lower four, 128 bytes of nibbles, 16 for each 32 weights. weight = scale * (number - 32) * level, levels as
// IQ4_NL's.
#include "inference/gguf/types/iq4_levels.h"
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    to.scale = value_at<std::uint16_t>(block);
    to.minimum = 0;
    const unsigned upper = value_at<std::uint16_t>(block + 2);
    for (std::size_t i = 0; i < 8; ++i) {
        const unsigned lower = byte_at(block, 4 + i / 2) >> (4 * (i % 2)) & 15U;
        const int number = static_cast<int>(lower | (upper >> (2 * i) & 3U) << 4U) - 32;
        to.factors[2 * i] = to.factors[2 * i + 1] = static_cast<std::int8_t>(number);
        unpack_nibbles(block + 8 + 16 * i, to.quants.data() + 32 * i);
    }
    to.lifts.fill(0);
}

}  // namespace

const BlockFormat iq4_xs = {unpack, iq4_levels};

}  // namespace inference::gguf
