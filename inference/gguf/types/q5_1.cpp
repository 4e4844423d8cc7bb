// Q5_1, 24 bytes: float16 scale, float16 minimum, 32 fifth bits (bit i is quant i's), 16 bytes of nibbles;
// weight = scale * quant + minimum.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale_and_minimum(block, to);
    unpack_nibbles(block + 8, to.quants.data());
    add_fifth_bits(block + 4, to.quants.data());
}

}  // namespace

const BlockFormat q5_1 = {unpack, levels_from(0)};

}  // namespace inference::gguf
