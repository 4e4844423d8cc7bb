#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "inference/cpu/activations.h"
#include "inference/cpu/kernels/weight_order.h"
#include "inference/gguf/tensor_type.h"

namespace inference::cpu {

/// Some neighbouring rows of a matrix times the first `tokens` rows of `input`.
struct Product {
    gguf::TensorType type;
    const std::byte* weights;   ///< of the first group, in the order of weight_order.h
    std::uint64_t group_bytes;  ///< from one group to the next
    std::uint32_t columns;
    std::uint32_t rows;  ///< from the first group's first row on; those that the last group lacks are not written
    const Activations* input;
    std::uint32_t tokens;
    float* out;  ///< out[token * stride + row]
    std::size_t stride;
};

/// Groups of rows that a prompt's activations are read for at once, from the second cache.
constexpr std::uint32_t prompt_groups = 4;
/// That a product of so many tokens does together.
constexpr std::uint32_t groups_at_once(std::uint32_t tokens) {
    return tokens > Activations::tile_tokens ? prompt_groups : 1;
}

/// The sums of some groups of rows and a block of tokens to where they belong.
inline void write_sums(const Product& product, std::uint32_t group, std::uint32_t token, std::uint32_t tokens,
                       const float (*sums)[16]) {
    const std::uint32_t row = group * group_rows;
    const std::size_t bytes = std::min(group_rows, product.rows - row) * sizeof(float);
    for (std::uint32_t t = 0; t < tokens; ++t)
        std::memcpy(product.out + (token + t) * product.stride + row, sums[t], bytes);
}

/// int8 activations times weights in blocks: per block of 32 or 16 columns an exact sum of integers, scaled and added
/// to the row's float32 sum, block after block. Decode and prompts take the same steps.
void multiply_int8(const Product& product);
/// Float activations times any weights, decoded to float32: in a panel of 256 columns two sums, of even and of odd
/// columns, column after column; then panel after panel.
void multiply_floats(const Product& product);

/// The name of the instruction set in use: Highway's names, "AVX3_DL" being AVX-512 with VNNI.
const char* kernel_target();

}  // namespace inference::cpu
