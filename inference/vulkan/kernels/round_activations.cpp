#include "inference/vulkan/kernels/round_activations.h"

#include <array>

#include "shaders/include/parameters.h"

namespace inference::vulkan {

Result<RoundActivations> RoundActivations::create(Device& device) {
    auto pipeline = Pipeline::create(device, "round_activations");
    if (!pipeline) return std::unexpected(pipeline.error());
    return RoundActivations(std::move(*pipeline));
}

void RoundActivations::record(CommandStream& stream, const ActivationViews& activations, std::uint32_t length,
                              std::uint32_t tokens) const {
    const shader::RoundParameters parameters{.stride = padded_length(length)};
    const std::array views = {activations.floats, activations.halves, activations.exponents};
    stream.dispatch(pipeline_, views, parameters, tokens, 1, 1);
}

}  // namespace inference::vulkan
