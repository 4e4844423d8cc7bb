// Final norm and head: logits against double precision.
#include "inference/vulkan/kernels/head_projection.h"

#include <cmath>

#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/product_kernels.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

using Kernels = KernelCache<HeadProjection>;

std::string logits_of(TestDevice& device, Kernels& kernels, const ProductVariant& variant, std::uint32_t rows,
                      std::uint32_t columns, std::uint32_t tokens) {
    constexpr float epsilon = 1e-5F;
    const TestMatrix matrix(variant.type, rows, columns, 3);
    const auto uploaded = upload_matrix(device, matrix);
    const auto input = random_activations(tokens, columns, 5);
    const auto activations = DeviceActivations::of(device, input);
    const Buffer logits = device.unset(std::uint64_t{tokens} * rows * 4);
    const auto& head = kernels.get(variant.name(), [&] {
        return HeadProjection::create(device.device(), variant.options(), epsilon, std::array{variant.type});
    });
    const std::array wanted = {product_kernel(device, variant, "logits")};
    device.run(wanted, [&](CommandStream& stream) {
        head.record(stream, {activations.views(), uploaded.matrix, logits}, tokens);
    });
    const auto found = device.download<float>(logits);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        double squares = 0.0;
        for (const double value : input.row(token, false)) squares += value * value;
        const double scale = 1.0 / std::sqrt(squares / columns + double{epsilon});
        const auto values = input.row(token, variant.quants());
        for (const std::uint32_t row : rows_to_check(rows, 11 + token)) {
            const auto product = reference_product(matrix, row, values);
            const double expected = product.value * scale;
            const double bound = 2e-5 * product.magnitude * scale;
            const float value = found[std::size_t{token} * rows + row];
            if (!(std::abs(value - expected) <= bound))
                return fmt::format("token {} row {}: expected {:.9g} within {:.3g}, got {:.9g}", token, row, expected,
                                   bound, value);
        }
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const ProductVariant& variant : product_variants())
        for (const ModelShape& shape : shapes_to_try()) {
            if (shape.embedding_length % gguf::layout_of(variant.type)->block_weights != 0) continue;
            const bool prompt = variant.pass == Pass::Prompt;
            const std::uint32_t whole = rows_to_try(variant.type, shape.vocabulary_size, shape.embedding_length);
            const std::uint32_t rows = prompt && whole > 512 ? 512 + whole % 64 + 22 : whole;
            const bool large = rows * std::uint64_t{shape.embedding_length} > 10'000'000;
            cases.push_back({fmt::format("{} {}", variant.name(), shape.name), [=, &device, &kernels] {
                                 return logits_of(device, kernels, variant, rows, shape.embedding_length,
                                                  prompt  ? 11
                                                  : large ? 1
                                                          : 5);
                             }});
        }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
