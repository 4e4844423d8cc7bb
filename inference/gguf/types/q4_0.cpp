// Q4_0, 18 bytes: float16 scale, 16 bytes of nibbles; weight = scale * (quant - 8).
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale(block, to);
    unpack_nibbles(block + 2, to.quants.data());
}

}  // namespace

const BlockFormat q4_0 = {unpack, levels_from(8)};

}  // namespace inference::gguf
