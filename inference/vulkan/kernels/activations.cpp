#include "inference/vulkan/kernels/activations.h"

#include <algorithm>

namespace inference::vulkan {

ActivationFormats ActivationFormats::needed(Pass pass, Precision precision, std::span<const gguf::TensorType> types) {
    ActivationFormats formats;
    for (const gguf::TensorType type : types) {
        const bool quants = pass == Pass::Decode && precision == Precision::Fast && gguf::is_block_quantised(type);
        (quants ? formats.quants : formats.floats) = true;
    }
    return formats;
}

ActivationSizes ActivationSizes::of(std::uint32_t tokens, std::uint32_t length) {
    const std::uint64_t values = std::uint64_t{tokens} * padded_length(length);
    return {.floats_bytes = values * 4,
            .quants_bytes = values,
            .scales_bytes = values / 32 * 8,
            .squares_bytes = values / 32 * 4,
            .halves_bytes = std::uint64_t{(tokens + 127) / 128 * 128} * padded_length(length) * 2,
            .exponents_bytes = std::uint64_t{tokens} * 4};
}

}  // namespace inference::vulkan
