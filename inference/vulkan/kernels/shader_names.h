#pragma once
#include <string_view>

#include "inference/gguf/tensor_type.h"

namespace inference::vulkan {

/// How shaders/manifest names the variants for a tensor type.
constexpr std::string_view shader_type_name(gguf::TensorType type) {
    switch (type) {
        case gguf::TensorType::F32: return "f32";
        case gguf::TensorType::F16: return "f16";
        case gguf::TensorType::Q4_0: return "q4_0";
        case gguf::TensorType::Q8_0: return "q8_0";
    }
    return "";
}

}  // namespace inference::vulkan
