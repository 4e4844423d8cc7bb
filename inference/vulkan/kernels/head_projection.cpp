#include "inference/vulkan/kernels/head_projection.h"

#include <array>

namespace inference::vulkan {

Result<HeadProjection> HeadProjection::create(Device& device, const KernelOptions& options, float norm_epsilon,
                                              std::span<const gguf::TensorType> types) {
    auto pipelines = MatrixPipelines::create(device, options, MatrixPipelines::After::Logits, types);
    if (!pipelines) return std::unexpected(pipelines.error());
    return HeadProjection(std::move(*pipelines), norm_epsilon);
}

void HeadProjection::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, Slice slice) const {
    const std::uint32_t rows = operands.matrix.layout.rows_of(0);
    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.output_rows = rows;
    parameters.output_stride = rows;
    parameters.norm_length = operands.matrix.layout.columns();
    parameters.norm_epsilon = norm_epsilon_;
    const std::array bound = {operands.logits};
    pipelines_.record(stream, operands.matrix, 0, operands.input, parameters, bound, slice);
}

}  // namespace inference::vulkan
