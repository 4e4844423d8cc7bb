#pragma once
#include <array>
#include <cctype>

#include "inference/gguf/tensor_type.h"
#include "tests/kernels/support/test_device.h"
#include "tests/kernels/support/test_matrix.h"

namespace kernel_test {

/// A pass, a type of weights, a precision and sizes of workgroups: what a fused product's kernel is made for.
struct ProductVariant {
    inference::Pass pass;
    TensorType type;
    inference::Precision precision;
    NamedTuning tuning;

    bool quants() const { return formats().quants; }
    inference::vulkan::ActivationFormats formats() const {
        return inference::vulkan::ActivationFormats::needed(pass, precision, std::array{type});
    }
    inference::vulkan::KernelOptions options() const {
        return {.pass = pass, .precision = precision, .formats = formats(), .tuning = tuning.tuning};
    }
    std::string name() const {
        return fmt::format("{} {} {} {}", pass == inference::Pass::Decode ? "decode" : "prompt",
                           inference::gguf::layout_of(type)->name, quants() ? "int8" : "float", tuning.name);
    }
};

/// The path that a device's features must lead to: "decode_residual_q4_0_int8_dot". `after`: what follows the product.
inline std::string product_kernel(const TestDevice& device, inference::Pass pass, std::string_view after,
                                  TensorType type, bool quants) {
    std::string type_name(inference::gguf::layout_of(type)->name);
    for (char& letter : type_name) letter = static_cast<char>(std::tolower(letter));
    return fmt::format("{}_{}_{}{}{}", pass == inference::Pass::Decode ? "decode" : "prompt", after, type_name,
                       quants ? "_int8" : "", quants && device.capabilities().integer_dot_product ? "_dot" : "");
}
inline std::string product_kernel(const TestDevice& device, const ProductVariant& variant, std::string_view after) {
    return product_kernel(device, variant.pass, after, variant.type, variant.quants());
}

/// All of them, each once.
inline std::vector<ProductVariant> product_variants() {
    using inference::Pass;
    using inference::Precision;
    std::vector<ProductVariant> variants;
    for (const NamedTuning& tuning : tunings())
        for (const TensorType type : inference::gguf::supported_types()) {
            for (const Pass pass : {Pass::Decode, Pass::Prompt})
                variants.push_back({pass, type, Precision::Fast, tuning});
            if (variants[variants.size() - 2].quants())
                variants.push_back({Pass::Decode, type, Precision::Exact, tuning});
        }
    return variants;
}

}  // namespace kernel_test
