// What a stage before has computed, taken up as it is, and the first norm's input beside it.
#include "inference/vulkan/kernels/stage_entry.h"

#include <array>

#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

std::string enters(TestDevice& device, std::uint32_t tokens, std::uint32_t length, ActivationFormats formats) {
    const std::uint32_t padded = padded_length(length);
    Random random(length + tokens);
    std::vector<float> input(std::size_t{tokens} * length);
    for (float& value : input) value = 3.0F * random.number();
    std::vector<float> norm(length);
    for (float& value : norm) value = 1.0F + random.number();
    const Buffer rows = device.upload(input);
    const Buffer norm_weight = device.upload(norm);
    const Buffer residual = device.unset(std::uint64_t{tokens} * padded * 4);
    const auto output = DeviceActivations::unset(device, tokens, length);
    ModelConfig config;
    config.embedding_length = length;
    const KernelOptions options{.pass = Pass::Decode, .precision = Precision::Fast, .formats = formats, .tuning = {}};
    const auto kernel = need(StageEntry::create(device.device(), options, config));
    const std::array<std::string, 1> wanted = {"stage_entry"};
    device.run(wanted, [&](CommandStream& stream) {
        kernel.record(stream, {rows, norm_weight, residual, output.views()}, tokens);
    });

    const auto value = [&](std::uint32_t token, std::uint32_t i) {
        return double{input[std::size_t{token} * length + i]};
    };
    const auto found = device.download<float>(residual);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t i = 0; i < length; ++i)
            if (found[std::size_t{token} * padded + i] != value(token, i))
                return fmt::format("token {} at {}: {:.9g} became {:.9g}", token, i, value(token, i),
                                   found[std::size_t{token} * padded + i]);
    const auto written = WrittenActivations::read(device, output, length);
    const auto normed = [&](std::uint32_t token, std::uint32_t i) { return value(token, i) * norm[i]; };
    auto problem = written.compare(tokens, formats, normed, [&](std::uint32_t token, std::uint32_t i) {
        return 2e-7 * std::abs(normed(token, i));
    });
    return problem.empty() ? written.compare_squares(tokens, value) : problem;
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Case> cases;
    for (const ActivationFormats formats :
         {ActivationFormats{true, false}, ActivationFormats{false, true}, ActivationFormats{true, true}})
        for (const std::uint32_t length : {1U, 31U, 60U, 64U, 256U, 257U, 4096U, 6656U, 8192U})
            for (const std::uint32_t tokens : {1U, 8U, 37U})
                cases.push_back({fmt::format("{} tokens of {}{}{}", tokens, length, formats.floats ? " floats" : "",
                                             formats.quants ? " int8" : ""),
                                 [=, &device] { return enters(device, tokens, length, formats); }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
