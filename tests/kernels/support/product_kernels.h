#pragma once
#include <array>
#include <cctype>

#include "inference/gguf/tensor_type.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"
#include "tests/kernels/support/float16_rows.h"
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
    /// In which form its kernel reads its operands on a device.
    Form form(const TestDevice& device) const {
        using inference::vulkan::MatrixPipelines;
        if (MatrixPipelines::are_cooperative(device.capabilities(), pass, precision)) return Form::Halves;
        return quants() ? Form::Quants : Form::Floats;
    }
    inference::vulkan::ActivationFormats formats() const {
        return inference::vulkan::ActivationFormats::needed(pass, precision, std::array{type});
    }
    inference::vulkan::KernelOptions options() const {
        return {.pass = pass, .precision = precision, .formats = formats(), .tuning = tuning.tuning};
    }
    std::string name() const {
        const bool exact_prompt = pass == inference::Pass::Prompt && precision == inference::Precision::Exact;
        return fmt::format("{} {} {}{} {}", pass == inference::Pass::Decode ? "decode" : "prompt",
                           inference::gguf::layout_of(type)->name, quants() ? "int8" : "float",
                           exact_prompt ? " exact" : "", tuning.name);
    }
};

/// The path that a device's features must lead to: "decode_residual_q4_0_int8_dot". `after`: what follows the product.
inline std::string product_kernel(const TestDevice& device, inference::Pass pass, std::string_view after,
                                  TensorType type, Form form) {
    std::string type_name(inference::gguf::layout_of(type)->name);
    for (char& letter : type_name) letter = static_cast<char>(std::tolower(letter));
    const bool dot = form == Form::Quants && device.capabilities().integer_dot_product;
    return fmt::format("{}_{}_{}{}{}", pass == inference::Pass::Decode ? "decode" : "prompt", after, type_name,
                       form == Form::Quants   ? "_int8"
                       : form == Form::Halves ? "_cooperative"
                                              : "",
                       dot ? "_dot" : "");
}
inline std::string product_kernel(const TestDevice& device, const ProductVariant& variant, std::string_view after) {
    return product_kernel(device, variant.pass, after, variant.type, variant.form(device));
}

/// All of them, each once: a prompt's kernels of the exact precision are others only where the fast one's multiply
/// cooperatively.
inline std::vector<ProductVariant> product_variants(const TestDevice& device) {
    using inference::Pass;
    using inference::Precision;
    std::vector<ProductVariant> variants;
    for (const NamedTuning& tuning : tunings())
        for (const TensorType type : inference::gguf::supported_types()) {
            for (const Pass pass : {Pass::Decode, Pass::Prompt})
                variants.push_back({pass, type, Precision::Fast, tuning});
            if (variants[variants.size() - 2].quants())
                variants.push_back({Pass::Decode, type, Precision::Exact, tuning});
            if (device.capabilities().multiplies_cooperatively())
                variants.push_back({Pass::Prompt, type, Precision::Exact, tuning});
        }
    return variants;
}

}  // namespace kernel_test
