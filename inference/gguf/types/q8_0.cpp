// Q8_0, 34 bytes: float16 scale, 32 int8; weight = scale * int8.
#include "inference/gguf/types/unpack.h"

namespace inference::gguf {
namespace {

void unpack(const std::byte* block, UnpackedBlock& to) {
    unpack_scale(block, to);
    std::memcpy(to.quants.data(), block + 2, 32);
}

constexpr Levels int8_levels() {
    Levels levels{};
    for (unsigned quant = 0; quant < 256; ++quant) levels[quant] = static_cast<std::int8_t>(quant);
    return levels;
}

}  // namespace

const BlockFormat q8_0 = {unpack, int8_levels()};

}  // namespace inference::gguf
