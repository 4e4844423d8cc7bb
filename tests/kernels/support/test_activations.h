#pragma once
#include <cstdint>
#include <vector>

#include "inference/vulkan/kernels/activations.h"
#include "tests/kernels/support/float16_rows.h"
#include "tests/kernels/support/test_device.h"

namespace kernel_test {

/// Activations on the host, in every form that a product reads.
struct TestActivations {
    std::uint32_t tokens = 0;
    std::uint32_t length = 0;
    std::vector<float> values;        // (tokens, length)
    std::vector<std::int8_t> quants;  // (tokens, length)
    std::vector<float> scales;        // (tokens, blocks): a scale for 32

    std::uint32_t blocks() const { return (length + 31) / 32; }
    float squares(std::uint32_t token, std::uint32_t block) const;
    /// Row `token` as a kernel sees it.
    std::vector<double> row(std::uint32_t token, Form form) const;
    /// Tokens [first, first + count).
    TestActivations part(std::uint32_t first, std::uint32_t count) const;
};

/// Evenly in [-1, 1), a few ten times as large; quantised as the kernels do.
TestActivations random_activations(std::uint32_t tokens, std::uint32_t length, std::uint64_t seed);
/// Small whole numbers with scales that are powers of two, whose products with such weights are exact in float32;
/// `values` are the same numbers.
TestActivations exact_activations(std::uint32_t tokens, std::uint32_t length, std::uint64_t seed);

/// Activations on the device: padding zero, or, for a kernel to write, nothing set.
struct DeviceActivations {
    inference::vulkan::Buffer floats, quants, scales, squares, halves, exponents;

    static DeviceActivations of(TestDevice& device, const TestActivations& values);
    static DeviceActivations unset(TestDevice& device, std::uint32_t tokens, std::uint32_t length);
    inference::vulkan::ActivationViews views() const { return {floats, quants, scales, squares, halves, exponents}; }
};

/// What a kernel wrote, on the host again. `padded` as in the device's buffers.
struct WrittenActivations {
    std::uint32_t length = 0;
    std::vector<float> floats;        // (tokens, padded)
    std::vector<std::int8_t> quants;  // (tokens, padded)
    std::vector<float> scales;        // (tokens, padded / 32, 2)
    std::vector<float> squares;       // (tokens, padded / 32)

    static WrittenActivations read(TestDevice& device, const DeviceActivations& written, std::uint32_t length);
    bool operator==(const WrittenActivations& other) const;  // bit for bit

    /// Compares with what was to be written, value by value within `bound(token, i)`: floats if `formats` has them,
    /// int8 with their scales and sums if it has those. Padding must not have been touched.
    std::string compare(std::uint32_t tokens, inference::vulkan::ActivationFormats formats,
                        const std::function<double(std::uint32_t, std::uint32_t)>& expected,
                        const std::function<double(std::uint32_t, std::uint32_t)>& bound) const;
    /// Compares `squares` with sums over 32 squares of `value(token, i)`.
    std::string compare_squares(std::uint32_t tokens,
                                const std::function<double(std::uint32_t, std::uint32_t)>& value) const;
};

}  // namespace kernel_test
