// Q4_1, 20 bytes: float16 scale, float16 minimum, 16 bytes of nibbles; weight = scale * quant + minimum.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale_and_minimum(block, to);
    unpack_nibbles(block + 4, to.quants.data());
}

}  // namespace

const BlockFormat q4_1 = {unpack, levels_from(0)};

}  // namespace inference::gguf
