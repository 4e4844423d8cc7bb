// Feed-forward norm, gate and up products and SwiGLU against double precision.
#include "inference/vulkan/kernels/gated_feed_forward.h"

#include <cmath>

#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

using Kernels = KernelCache<GatedFeedForward>;

std::string gates(TestDevice& device, Kernels& kernels, const ProductVariant& variant, ActivationFormats formats,
                  std::uint32_t rows, std::uint32_t columns, std::uint32_t tokens) {
    constexpr float epsilon = 1e-5F;
    const TestMatrix gate(variant.type, rows, columns, 3);
    const TestMatrix up(variant.type, rows, columns, 4);
    const TestMatrix* const tensors[] = {&gate, &up};
    const auto uploaded = upload_matrix(device, tensors, MatrixLayout::Order::Interleaved);
    const auto input = random_activations(tokens, columns, 5);
    const auto activations = DeviceActivations::of(device, input);
    const auto output = DeviceActivations::unset(device, tokens, rows);
    KernelOptions options = variant.options();
    options.formats = formats;
    const auto& kernel = kernels.get(fmt::format("{} {} {}", variant.name(), formats.floats, formats.quants), [&] {
        return GatedFeedForward::create(device.device(), options, epsilon, std::array{variant.type});
    });
    const Form form = variant.form(device);
    const std::array wanted = {product_kernel(device, variant, "gate")};
    device.run(wanted, [&](CommandStream& stream) {
        kernel.record(stream, {activations.views(), uploaded.matrix, output.views()}, tokens);
    });

    std::vector<double> expected(std::size_t{tokens} * rows);
    std::vector<double> bounds(expected.size());
    for (std::uint32_t token = 0; token < tokens; ++token) {
        double squares = 0.0;
        for (const double value : input.row(token, Form::Floats)) squares += value * value;
        const double scale = 1.0 / std::sqrt(squares / columns + double{epsilon});
        const auto values = input.row(token, form);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const auto g = reference_product(gate, row, values, form);
            const auto u = reference_product(up, row, values, form);
            const double silu = g.value * scale / (1.0 + std::exp(-g.value * scale));
            const std::size_t at = std::size_t{token} * rows + row;
            expected[at] = silu * u.value * scale;
            // silu is steeper than 1.1 nowhere.
            bounds[at] = 2e-5 * scale * (1.1 * g.magnitude * std::abs(u.value) * scale + std::abs(silu) * u.magnitude) +
                         2e-6 * std::abs(expected[at]);
        }
    }
    const auto at = [&](const std::vector<double>& values) {
        return [&values, rows](std::uint32_t token, std::uint32_t i) { return values[std::size_t{token} * rows + i]; };
    };
    return WrittenActivations::read(device, output, rows).compare(tokens, formats, at(expected), at(bounds));
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants(device)) {
        const std::uint32_t tokens = variant.pass == Pass::Prompt ? 11 : 3;
        for (const ModelShape& shape : shapes_to_try()) {
            if (shape.embedding_length % gguf::layout_of(variant.type)->block_weights != 0) continue;
            const std::uint32_t rows = std::min(shape.feed_forward_length, 204 + shape.feed_forward_length % 32);
            cases.push_back({fmt::format("{} {}", variant.name(), shape.name), [=, &device, &kernels] {
                                 return gates(device, kernels, variant, variant.formats(), rows, shape.embedding_length,
                                              tokens);
                             }});
        }
        for (const std::uint32_t rows : {1U, 12U, 33U, 60U, 95U})
            cases.push_back({fmt::format("{} both forms {} rows", variant.name(), rows), [=, &device, &kernels] {
                                 return gates(device, kernels, variant, {true, true}, rows,
                                              whole_blocks(variant.type, 96), tokens);
                             }});
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
