#include "inference/vulkan/kernels/embedding_gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/vulkan/kernels/weight_format.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

Result<EmbeddingGather> EmbeddingGather::create(Device& device, const KernelOptions& options, gguf::TensorType type) {
    auto pipeline = Pipeline::create(device, fmt::format("embedding_gather_{}", weight_format_of(type)->shader_name),
                                     {{5, options.formats.floats}, {6, options.formats.quants}});
    if (!pipeline) return std::unexpected(pipeline.error());
    return EmbeddingGather(std::move(*pipeline));
}

void EmbeddingGather::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens) const {
    const MatrixLayout& layout = operands.table.layout;
    for (const DeviceMatrix::Part& part : operands.table.parts) {
        const std::uint32_t first_row = part.first_group * MatrixLayout::group_rows;
        const shader::EmbeddingParameters parameters{
            .units = layout.units(),
            .columns = layout.columns(),
            .first_row = first_row,
            .rows = std::min(part.groups * MatrixLayout::group_rows, layout.rows_of(0) - first_row),
            .whole_rows = layout.rows_of(0)};
        const std::array views = {part.quants,
                                  part.scales,
                                  operands.tokens,
                                  operands.norm_weight,
                                  operands.residual,
                                  operands.output.floats,
                                  operands.output.quants,
                                  operands.output.scales,
                                  operands.output.squares};
        constexpr std::uint32_t workgroup_units = 4;
        stream.dispatch(pipeline_, views, parameters, (layout.units() + workgroup_units - 1) / workgroup_units, tokens,
                        1);
    }
}

}  // namespace inference::vulkan
