#pragma once
#include <cstdint>
#include <span>

#include "inference/gguf/tensor_type.h"
#include "inference/stage.h"
#include "inference/vulkan/buffer.h"

namespace inference::vulkan {

/// In which forms a kernel writes the activations that the next matrix product reads.
struct ActivationFormats {
    bool floats = false;
    bool quants = false;
    bool halves = false;  ///< made of the floats by a kernel of its own (RoundActivations)
    /// What products with matrices of these types read: int8 for block types in a fast decode, else float32.
    static ActivationFormats needed(Pass pass, Precision precision, std::span<const gguf::TensorType> types);
};

/// Activations on their way into a matrix product; written by the kernel before, so that no workgroup normalises or
/// quantises a row again. `padded` is the row length up to a multiple of 64. Kernels never write the padding: whoever
/// makes the buffers fills them with zeros once. A view whose format is not used may be any view; it is not touched.
///
/// What goes through a norm is written before the division by its root mean square: value * norm weight. The consumer
/// sums `squares` and multiplies its results by 1 / sqrt(sum / length + epsilon), the same number for the whole row.
struct ActivationViews {
    BufferView floats;     // (tokens, padded) float32
    BufferView quants;     // (tokens, padded / 4) four int8 a word, lowest byte first
    BufferView scales;     // (tokens, padded / 32, 2) float32: scale of 32 values, and the sum of their int8
    BufferView squares;    // (tokens, padded / 32) float32: sums of 32 squared values of the row that is normalised
    BufferView halves;     // (tokens up to a multiple of 128, padded) float16: value * 2^exponent of its token
    BufferView exponents;  // (tokens) int32
};

/// A row's length up to a multiple of 64: what `padded` means above.
constexpr std::uint32_t padded_length(std::uint32_t length) { return (length + 63) / 64 * 64; }

/// Sizes of those buffers. Products on cooperative matrices read whole tiles of float16 rows, which reach over the last
/// token; what they find there does not matter.
struct ActivationSizes {
    std::uint64_t floats_bytes, quants_bytes, scales_bytes, squares_bytes, halves_bytes, exponents_bytes;
    static ActivationSizes of(std::uint32_t tokens, std::uint32_t length);
};

}  // namespace inference::vulkan
