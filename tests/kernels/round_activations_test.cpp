// Activations as float16 rows, and the power of two that each was multiplied by: bit for bit.
#include "inference/vulkan/kernels/round_activations.h"

#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference::vulkan;

std::string rounds(TestDevice& device, const RoundActivations& kernel, std::uint32_t length, std::uint32_t tokens) {
    auto input = random_activations(tokens, length, 5);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t i = 0; i < length; ++i)
            input.values[std::size_t{token} * length + i] *=
                std::array{1.0F, 0x1p-100F, 0x1p-20F, 0x1p17F, 0x1p120F, 0.0F}[token % 6];
    const auto expected = DeviceActivations::of(device, input);
    const auto written = DeviceActivations::unset(device, tokens, length);
    ActivationViews views = written.views();
    views.floats = expected.floats;
    const std::array wanted = {std::string("round_activations")};
    device.run(wanted, [&](CommandStream& stream) { kernel.record(stream, views, length, tokens); });
    const auto exponents = [&](const DeviceActivations& of) {
        return device.download<std::int32_t>(BufferView(of.exponents, 0, std::uint64_t{tokens} * 4));
    };
    if (exponents(written) != exponents(expected)) return "the exponents differ";
    const auto found = device.download<std::uint16_t>(written.halves);
    const auto meant = device.download<std::uint16_t>(expected.halves);
    const std::size_t padded = padded_length(length);
    for (std::size_t i = 0; i < tokens * padded; ++i)
        // A zero may have lost its sign.
        if (found[i] != meant[i] && ((found[i] | meant[i]) & 0x7fffU) != 0)
            return fmt::format("token {} at {}: {:04x}, not {:04x}", i / padded, i % padded, found[i], meant[i]);
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    if (!device.capabilities().shader_float16) {
        fmt::print("Skipped: the device has no float16.\n");
        return 0;
    }
    const auto kernel = need(RoundActivations::create(device.device()));
    std::vector<Case> cases;
    for (const ModelShape& shape : shapes_to_try())
        for (const std::uint32_t length : {shape.embedding_length, shape.feed_forward_length})
            cases.push_back({fmt::format("{} {}", shape.name, length),
                             [=, &device, &kernel] { return rounds(device, kernel, length, 13); }});
    for (const std::uint32_t length : {1U, 63U, 65U})
        cases.push_back(
            {fmt::format("{}", length), [=, &device, &kernel] { return rounds(device, kernel, length, 130); }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
