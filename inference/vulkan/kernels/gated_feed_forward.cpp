#include "inference/vulkan/kernels/gated_feed_forward.h"

#include <array>

namespace inference::vulkan {

Result<GatedFeedForward> GatedFeedForward::create(Device& device, const KernelOptions& options, float norm_epsilon,
                                                  std::span<const gguf::TensorType> types) {
    auto pipelines = MatrixPipelines::create(device, options, MatrixPipelines::After::Gate, types);
    if (!pipelines) return std::unexpected(pipelines.error());
    return GatedFeedForward(std::move(*pipelines), norm_epsilon);
}

void GatedFeedForward::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens,
                              Slice slice) const {
    const std::uint32_t outputs = operands.gate_up.layout.rows_of(0);
    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.output_rows = outputs;
    parameters.output_stride = padded_length(outputs);
    parameters.norm_length = operands.gate_up.layout.columns();
    parameters.norm_epsilon = norm_epsilon_;
    const std::array bound = {operands.output.floats, operands.output.quants, operands.output.scales};
    pipelines_.record(stream, operands.gate_up, 0, operands.input, parameters, bound, slice);
}

}  // namespace inference::vulkan
