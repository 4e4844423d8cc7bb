// Q5_1, 24 bytes: float16 scale, float16 minimum, 32 fifth bits (bit i is quant i's), 16 bytes of nibbles;
// weight = scale * quant + minimum.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    to.scale = value_at<std::uint16_t>(block);
    to.minimum = value_at<std::uint16_t>(block + 2);
    to.factors.fill(1);
    to.lifts.fill(1);
    unpack_nibbles(block + 8, to.quants.data());
    add_fifth_bits(value_at<std::uint32_t>(block + 4), to.quants.data());
}

}  // namespace

const BlockFormat q5_1 = {unpack, levels_from(0)};

}  // namespace inference::gguf
