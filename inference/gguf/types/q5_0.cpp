// Q5_0, 22 bytes: float16 scale, 32 fifth bits (bit i is quant i's), 16 bytes of nibbles; weight = scale * (quant -
// 16).
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale(block, to);
    unpack_nibbles(block + 6, to.quants.data());
    add_fifth_bits(block + 2, to.quants.data());
}

}  // namespace

const BlockFormat q5_0 = {unpack, levels_from(16)};

}  // namespace inference::gguf
