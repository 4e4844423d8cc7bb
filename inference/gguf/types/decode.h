#pragma once
#include <cstddef>
#include <span>

#include "inference/gguf/tensor_type.h"
#include "inference/gguf/types/unpacked_block.h"

namespace inference::gguf {

/// The block format of a quantised type; nullptr for the others.
const BlockFormat* block_format_of(TensorType type);

/// Weights of whole blocks as they stand in a file, in float32: exact, or rounded once where a type adds a minimum.
/// `weights` has as many as the blocks; false, and nothing done, if it has not or the type is not supported.
bool decode(TensorType type, std::span<const std::byte> blocks, std::span<float> weights);

}  // namespace inference::gguf
