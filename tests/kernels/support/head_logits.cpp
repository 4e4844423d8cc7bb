#include "tests/kernels/support/head_logits.h"

#include <array>
#include <cmath>

#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/test_activations.h"

namespace kernel_test {

using namespace inference;
using namespace inference::vulkan;

std::string HeadLogits::compare(const ProductVariant& variant, std::uint32_t rows, std::uint32_t columns,
                                std::uint32_t tokens) {
    constexpr float epsilon = 1e-5F;
    const TestMatrix matrix(variant.type, rows, columns, 3);
    const auto uploaded = upload_matrix(device_, matrix);
    const auto input = random_activations(tokens, columns, 5);
    const auto activations = DeviceActivations::of(device_, input);
    const Buffer logits = device_.unset(std::uint64_t{tokens} * rows * 4);
    const auto& head = kernels_.get(variant.name(), [&] {
        return HeadProjection::create(device_.device(), variant.options(), epsilon, std::array{variant.type});
    });
    const std::array wanted = {product_kernel(device_, variant, "logits")};
    device_.run(wanted, [&](CommandStream& stream) {
        head.record(stream, {activations.views(), uploaded.matrix, logits}, tokens);
    });
    const auto found = device_.download<float>(logits);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        double squares = 0.0;
        for (const double value : input.row(token, Form::Floats)) squares += value * value;
        const double scale = 1.0 / std::sqrt(squares / columns + double{epsilon});
        const auto values = input.row(token, variant.form(device_));
        for (const std::uint32_t row : rows_to_check(uploaded.matrix, 11 + token)) {
            const auto product = reference_product(matrix, row, values, variant.form(device_));
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

}  // namespace kernel_test
