// A product added to the residual, and the next norm's input: in every form that the next product may read.
#include "inference/vulkan/kernels/residual_projection.h"

#include <cmath>

#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

using Kernels = KernelCache<ResidualProjection>;

std::string adds(TestDevice& device, Kernels& kernels, const ProductVariant& variant, ActivationFormats formats,
                 std::uint32_t rows, std::uint32_t columns, std::uint32_t tokens) {
    const TestMatrix matrix(variant.type, rows, columns, 3);
    const auto uploaded = upload_matrix(device, matrix);
    const auto input = random_activations(tokens, columns, 5);
    const auto activations = DeviceActivations::of(device, input);
    const std::uint32_t padded = padded_length(rows);
    Random random(6);
    std::vector<float> before(std::size_t{tokens} * padded);
    for (float& value : before) value = 3.0F * random.number();
    std::vector<float> norm(rows);
    for (float& value : norm) value = 1.0F + random.number();
    const Buffer residual = device.upload(before);
    const Buffer norm_weight = device.upload(norm);
    const auto output = DeviceActivations::unset(device, tokens, rows);
    KernelOptions options = variant.options();
    options.formats = formats;
    const auto& kernel = kernels.get(fmt::format("{} {} {}", variant.name(), formats.floats, formats.quants), [&] {
        return ResidualProjection::create(device.device(), options, std::array{variant.type});
    });
    const std::array wanted = {product_kernel(device, variant, "residual")};
    device.run(wanted, [&](CommandStream& stream) {
        kernel.record(stream, {activations.views(), uploaded.matrix, norm_weight, residual, output.views()}, tokens);
    });

    const auto after = device.download<float>(residual);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        const auto values = input.row(token, variant.form(device));
        for (const std::uint32_t row : rows_to_check(rows, 11 + token)) {
            const std::size_t at = std::size_t{token} * padded + row;
            const auto product = reference_product(matrix, row, values, variant.form(device));
            const double expected = before[at] + product.value;
            const double bound = 2e-5 * (product.magnitude + std::abs(before[at]));
            if (!(std::abs(after[at] - expected) <= bound))
                return fmt::format("token {} row {}: expected {:.9g} within {:.3g}, got {:.9g}", token, row, expected,
                                   bound, after[at]);
        }
        for (std::size_t at = token * padded + rows; at < (token + 1) * std::size_t{padded}; ++at)
            if (after[at] != before[at]) return fmt::format("the residual's padding was written at {}", at);
    }
    // The rest follows from the sums as they are.
    const auto written = WrittenActivations::read(device, output, rows);
    const auto sum = [&](std::uint32_t token, std::uint32_t i) {
        return double{after[std::size_t{token} * padded + i]};
    };
    const auto normed = [&](std::uint32_t token, std::uint32_t i) { return sum(token, i) * norm[i]; };
    auto problem = written.compare(tokens, formats, normed, [&](std::uint32_t token, std::uint32_t i) {
        return 2e-7 * std::abs(normed(token, i));
    });
    return problem.empty() ? written.compare_squares(tokens, sum) : problem;
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants(device)) {
        const std::uint32_t tokens = variant.pass == Pass::Prompt ? 11 : 3;
        for (const ModelShape& shape : shapes_to_try())
            for (const std::uint32_t columns : {shape.query_length(), shape.feed_forward_length}) {
                if (columns % gguf::layout_of(variant.type)->block_weights != 0) continue;
                const std::uint32_t whole = rows_to_try(variant.type, shape.embedding_length, columns);
                const std::uint32_t rows = whole > 512 ? 256 + whole % 64 + 22 : whole;
                cases.push_back({fmt::format("{} {} {}", variant.name(), shape.name, columns), [=, &device, &kernels] {
                                     return adds(device, kernels, variant, variant.formats(), rows, columns, tokens);
                                 }});
            }
        for (const std::uint32_t rows : {1U, 12U, 33U, 60U, 95U})
            cases.push_back({fmt::format("{} both forms {} rows", variant.name(), rows), [=, &device, &kernels] {
                                 return adds(device, kernels, variant, {true, true}, rows,
                                             whole_blocks(variant.type, 96), tokens);
                             }});
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
