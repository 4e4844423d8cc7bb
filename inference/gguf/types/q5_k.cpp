// Q5_K, 176 bytes for 256 weights: as Q4_K, with 32 bytes of fifth bits before the nibbles: byte i has those of the
// quants i, 32 + i, ... 224 + i, from the lowest.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scales_and_minimums(block, to);
    unpack_nibble_rows(block + 48, to.quants.data());
    for (std::size_t i = 0; i < 256; ++i)
        to.quants[i] = static_cast<std::uint8_t>(to.quants[i] | (byte_at(block, 16 + i % 32) >> (i / 32) & 1U) << 4U);
}

}  // namespace

const BlockFormat q5_k = {unpack, levels_from(0)};

}  // namespace inference::gguf
