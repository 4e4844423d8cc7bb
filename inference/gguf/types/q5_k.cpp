// Q5_K, 176 bytes for 256 weights: as Q4_K, with 32 bytes of fifth bits before the nibbles: byte i has those of the
// quants i, 32 + i, ... 224 + i, from the lowest.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scales_and_minimums(block, to);
    unpack_nibble_rows(block + 48, to.quants.data());
    add_bits(block + 16, 4, to.quants.data());
}

}  // namespace

const BlockFormat q5_k = {unpack, levels_from(0)};

}  // namespace inference::gguf
