#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace inference::gguf {

/// Tensor types by their number in a GGUF file (ggml's enum ggml_type). The program runs those of `layout_of`.
enum class TensorType : std::uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
};

/// How a type is stored: `block_weights` consecutive weights of a row in `block_bytes` bytes.
struct TypeLayout {
    std::string_view name;
    std::uint32_t block_weights;
    std::uint32_t block_bytes;
};

/// The layout of a type that this program runs, or nothing.
std::optional<TypeLayout> layout_of(TensorType type);

/// The name of any type number ggml has given out ("Q5_K", "IQ2_XXS"), or "unknown type".
std::string_view name_of(std::uint32_t number);

}  // namespace inference::gguf
