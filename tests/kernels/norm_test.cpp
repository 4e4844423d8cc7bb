// Root mean square normalisation, in the two halves in which the pass has it: whoever writes a row leaves the sums of
// its squares, whoever reads it divides. Seen through a head whose matrix is the identity.
#include <array>
#include <cmath>

#include "inference/vulkan/kernels/head_projection.h"
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

std::string normalises(TestDevice& device, Pass pass, const NamedTuning& tuning, std::uint32_t length, float epsilon,
                       float magnitude) {
    constexpr std::uint32_t tokens = 3;
    TestMatrix identity(TensorType::F32, length, length, 1);
    for (std::uint32_t row = 0; row < length; ++row)
        for (std::uint32_t column = 0; column < length; ++column) identity.set_float(row, column, row == column);
    const auto uploaded = upload_matrix(device, identity);
    auto input = random_activations(tokens, length, 5);
    for (float& value : input.values) value *= magnitude;
    for (std::uint32_t i = 0; i < length; ++i) input.values[2 * length + i] = 0.0F;  // a row of zeros stays one
    const auto activations = DeviceActivations::of(device, input);
    const Buffer logits = device.unset(std::uint64_t{tokens} * length * 4);
    const std::array types{TensorType::F32};
    const KernelOptions options{.pass = pass,
                                .precision = Precision::Exact,
                                .formats = ActivationFormats::needed(pass, Precision::Exact, types),
                                .tuning = tuning.tuning};
    const auto head = need(HeadProjection::create(device.device(), options, epsilon, types));
    device.run(
        [&](CommandStream& stream) { head.record(stream, {activations.views(), uploaded.matrix, logits}, tokens); });
    const auto found = device.download<float>(logits);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        const auto row = input.row(token, Form::Floats);
        double squares = 0.0;
        for (const double value : row) squares += value * value;
        const double scale = 1.0 / std::sqrt(squares / length + double{epsilon});
        for (std::uint32_t i = 0; i < length; ++i) {
            const double expected = row[i] * scale;
            const float value = found[std::size_t{token} * length + i];
            if (!(std::abs(value - expected) <= 2e-5 * std::abs(expected)))
                return fmt::format("token {} at {}: expected {:.9g}, got {:.9g}", token, i, expected, value);
        }
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Case> cases;
    for (const Pass pass : {Pass::Decode, Pass::Prompt})
        for (const NamedTuning& tuning : tunings())
            for (const std::uint32_t length : {1U, 31U, 60U, 64U, 288U, 2048U})
                for (const float epsilon : {1e-5F, 1e-6F})
                    for (const float magnitude : {1.0F, 1e-4F, 1e4F})
                        cases.push_back(
                            {fmt::format("{} {} {} epsilon {} values {}", pass == Pass::Decode ? "decode" : "prompt",
                                         tuning.name, length, epsilon, magnitude),
                             [=, &device] { return normalises(device, pass, tuning, length, epsilon, magnitude); }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
