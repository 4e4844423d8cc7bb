#include "inference/vulkan/kernels/row_exponents.h"

#include <fmt/format.h>

#include <array>

#include "inference/vulkan/kernels/weight_format.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

Result<RowExponents> RowExponents::create(Device& device, gguf::TensorType type) {
    auto pipeline = Pipeline::create(device, fmt::format("row_exponents_{}", weight_format_of(type)->shader_name));
    if (!pipeline) return std::unexpected(pipeline.error());
    return RowExponents(std::move(*pipeline));
}

void RowExponents::record(CommandStream& stream, const MatrixLayout& layout, const DeviceMatrix::Part& part) const {
    const shader::RowExponentParameters parameters{.units = layout.units()};
    const std::array views = {part.quants, part.scales, part.exponents};
    stream.dispatch(pipeline_, views, parameters, part.groups, 1, 1);
}

}  // namespace inference::vulkan
