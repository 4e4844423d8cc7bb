// Q4_K, 144 bytes for 256 weights: float16 scale of the scales, float16 scale of the minimums, 12 bytes with a scale
// and a minimum of 6 bits for each 32 weights, 128 bytes of nibbles: of each 32 bytes the low ones are 32 quants, then
// the high ones. weight = scale * number * quant - minimum * number.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scales_and_minimums(block, to);
    unpack_nibble_rows(block + 16, to.quants.data());
}

}  // namespace

const BlockFormat q4_k = {unpack, levels_from(0)};

}  // namespace inference::gguf
