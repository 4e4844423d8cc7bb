#pragma once
#include "inference/gguf/types/unpacked_block.h"

namespace inference::gguf {

/// ggml's kvalues_iq4nl.
constexpr Levels iq4_levels = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

}  // namespace inference::gguf
