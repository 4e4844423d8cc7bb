#include "inference/vulkan/kernels/residual_projection.h"

#include <array>

namespace inference::vulkan {

Result<ResidualProjection> ResidualProjection::create(Device& device, const KernelOptions& options,
                                                      std::span<const gguf::TensorType> types) {
    auto pipelines = MatrixPipelines::create(device, options, MatrixPipelines::After::Residual, types);
    if (!pipelines) return std::unexpected(pipelines.error());
    return ResidualProjection(std::move(*pipelines));
}

void ResidualProjection::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens,
                                Slice slice) const {
    const std::uint32_t rows = operands.matrix.layout.rows_of(0);
    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.output_rows = rows;
    parameters.output_stride = padded_length(rows);
    const std::array bound = {operands.norm_weight,   operands.residual,      operands.output.floats,
                              operands.output.quants, operands.output.scales, operands.output.squares};
    pipelines_.record(stream, operands.matrix, 0, operands.input, parameters, bound, slice);
}

}  // namespace inference::vulkan
