// IQ4_NL, 18 bytes: as Q4_0, but that a quant chooses one of 16 levels; weight = scale * level.
#include "inference/gguf/types/iq4_levels.h"
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale(block, to);
    unpack_nibbles(block + 2, to.quants.data());
}

}  // namespace

const BlockFormat iq4_nl = {unpack, iq4_levels};

}  // namespace inference::gguf
