#include "inference/vulkan/kernels/stage_entry.h"

#include <array>

#include "shaders/include/parameters.h"

namespace inference::vulkan {

Result<StageEntry> StageEntry::create(Device& device, const KernelOptions& options, const ModelConfig& config) {
    auto pipeline = Pipeline::create(device, "stage_entry", {{5, options.formats.floats}, {6, options.formats.quants}});
    if (!pipeline) return std::unexpected(pipeline.error());
    return StageEntry(std::move(*pipeline), config.embedding_length);
}

void StageEntry::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens) const {
    constexpr std::uint32_t workgroup_columns = 256;
    const shader::StageEntryParameters parameters{.columns = columns_, .stride = padded_length(columns_)};
    const std::array views = {operands.input,         operands.norm_weight,   operands.residual,
                              operands.output.floats, operands.output.quants, operands.output.scales,
                              operands.output.squares};
    stream.dispatch(pipeline_, views, parameters, (columns_ + workgroup_columns - 1) / workgroup_columns, tokens, 1);
}

}  // namespace inference::vulkan
