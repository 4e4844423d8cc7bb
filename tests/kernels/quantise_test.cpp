// float32 to int8 with a scale per 32: every value within half a step, whatever its size, and the sum of the int8.
#include <array>
#include <cmath>

#include "inference/vulkan/pipeline.h"
#include "shaders/include/parameters.h"
#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference::vulkan;

std::string quantises(TestDevice& device, const Pipeline& pipeline, std::uint32_t tokens, std::uint32_t length,
                      const std::function<float(std::uint32_t)>& value) {
    const std::uint32_t padded = padded_length(length);
    std::vector<float> values(std::size_t{tokens} * padded);
    for (std::uint32_t i = 0; i < values.size(); ++i)
        if (i % padded < length) values[i] = value(i);
    const Buffer input = device.upload(values);
    const auto output = DeviceActivations::unset(device, tokens, length);
    device.run([&](CommandStream& stream) {
        const std::array views = {BufferView(input), BufferView(output.quants), BufferView(output.scales)};
        stream.dispatch(pipeline, views, shader::QuantiseParameters{length, padded}, (length + 255) / 256, tokens);
    });
    return WrittenActivations::read(device, output, length)
        .compare(
            tokens, {.floats = false, .quants = true},
            [&](std::uint32_t token, std::uint32_t i) { return double{values[std::size_t{token} * padded + i]}; },
            [](std::uint32_t, std::uint32_t) { return 0.0; });
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    const auto pipeline = need(Pipeline::create(device.device(), "quantise"));
    std::vector<Case> cases;
    for (const std::uint32_t length : {1U, 12U, 32U, 33U, 60U, 64U, 100U, 256U, 257U, 8192U})
        for (const std::uint32_t tokens : {1U, 3U, 8U})
            cases.push_back({fmt::format("{} tokens of {}", tokens, length), [=, &device, &pipeline] {
                                 Random random(length + tokens);
                                 return quantises(device, pipeline, tokens, length,
                                                  [&](std::uint32_t) { return random.number(); });
                             }});
    const auto all = [&](const char* name, const std::function<float(std::uint32_t)>& value) {
        cases.push_back({name, [=, &device, &pipeline] { return quantises(device, pipeline, 2, 100, value); }});
    };
    all("zeros", [](std::uint32_t) { return 0.0F; });
    all("one value alone", [](std::uint32_t i) { return i % 32 == 5 ? -3.0F : 0.0F; });
    all("both ends", [](std::uint32_t i) { return i % 2 == 0 ? 1.0F : -1.0F; });
    all("ties", [](std::uint32_t i) { return i % 32 == 0 ? 127.0F : static_cast<float>(i % 32) + 0.5F; });
    all("1e30", [](std::uint32_t i) { return static_cast<float>(i) * 1e30F; });
    all("near the largest float", [](std::uint32_t i) { return i % 3 == 0 ? 3.4e38F : -3.3e38F; });
    all("1e-20", [](std::uint32_t i) { return static_cast<float>(i) * 1e-20F; });
    return run_kernel_cases(device, cases, argument_count, arguments);
}
