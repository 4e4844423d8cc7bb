#include "inference/gguf/tensor_type.h"

#include <array>

namespace inference::gguf {

std::optional<TypeLayout> layout_of(TensorType type) {
    switch (type) {
        case TensorType::F32: return TypeLayout{"F32", 1, 4};
        case TensorType::F16: return TypeLayout{"F16", 1, 2};
        case TensorType::Q4_0: return TypeLayout{"Q4_0", 32, 18};
        case TensorType::Q8_0: return TypeLayout{"Q8_0", 32, 34};
    }
    return std::nullopt;
}

std::string_view name_of(std::uint32_t number) {
    // ggml's enum ggml_type; numbers that were taken back are named by their number.
    static constexpr std::array<std::string_view, 40> names = {
        "F32",      "F16",      "Q4_0",    "Q4_1",  "Q4_2",       "Q4_3",       "Q5_0",       "Q5_1",
        "Q8_0",     "Q8_1",     "Q2_K",    "Q3_K",  "Q4_K",       "Q5_K",       "Q6_K",       "Q8_K",
        "IQ2_XXS",  "IQ2_XS",   "IQ3_XXS", "IQ1_S", "IQ4_NL",     "IQ3_S",      "IQ2_S",      "IQ4_XS",
        "I8",       "I16",      "I32",     "I64",   "F64",        "IQ1_M",      "BF16",       "Q4_0_4_4",
        "Q4_0_4_8", "Q4_0_8_8", "TQ1_0",   "TQ2_0", "IQ4_NL_4_4", "IQ4_NL_4_8", "IQ4_NL_8_8", "MXFP4"};
    return number < names.size() ? names[number] : "unknown type";
}

}  // namespace inference::gguf
