#pragma once
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/activations.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// Rounds activations to float16, for products on cooperative matrices:
///     halves[t][i] = float16(floats[t][i] * 2^exponents[t]),  2^14 <= largest |floats[t][i]| * 2^exponents[t] < 2^15
/// so that no number is too large for float16, nor a row too small. A token's results are its own row's alone.
class RoundActivations {
public:
    /// Fails with Unsupported where the device has no float16.
    static Result<RoundActivations> create(Device& device);
    /// Reads `floats`, their padding included, and writes `halves` and `exponents`. The caller puts a barrier before
    /// they are read.
    void record(CommandStream& stream, const ActivationViews& activations, std::uint32_t length,
                std::uint32_t tokens) const;

private:
    explicit RoundActivations(Pipeline pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline pipeline_;
};

}  // namespace inference::vulkan
