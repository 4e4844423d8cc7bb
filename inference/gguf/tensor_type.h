#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace inference::gguf {

/// Tensor types by their number in a GGUF file (ggml's enum ggml_type). The program runs those of `layout_of`.
enum class TensorType : std::uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    IQ4_XS = 23,
    BF16 = 30,
};

/// How a type is stored: `block_weights` consecutive weights of a row in `block_bytes` bytes.
struct TypeLayout {
    std::string_view name;
    std::uint32_t block_weights;
    std::uint32_t block_bytes;
};

/// The layout of a type that this program runs, or nothing.
std::optional<TypeLayout> layout_of(TensorType type);

/// All types that this program runs.
std::span<const TensorType> supported_types();

/// Whether weights come in blocks that share a scale (and not one by one, as F32, F16 and BF16 do).
bool is_block_quantised(TensorType type);

/// The name of any type number ggml has given out ("Q5_K", "IQ2_XXS"), or "unknown type".
std::string_view name_of(std::uint32_t number);

/// The supported type that comes nearest to one that is not: what to convert a model to.
std::string_view nearest_supported(std::uint32_t number);

}  // namespace inference::gguf
