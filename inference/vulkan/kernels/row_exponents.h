#pragma once
#include "inference/gguf/tensor_type.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// Finds the power of two that a matrix's rows are multiplied by before they are rounded to float16, once on load:
///     2^14 <= largest |W[row][column]| * 2^exponents[row] < 2^15
/// for products on cooperative matrices. What one number for the whole matrix would lose in rows of small weights, this
/// keeps.
class RowExponents {
public:
    static Result<RowExponents> create(Device& device, gguf::TensorType type);
    /// Bytes of `exponents` for so many groups.
    static constexpr std::uint64_t bytes(std::uint32_t groups) {
        return std::uint64_t{groups} * MatrixLayout::group_rows * sizeof(std::int32_t);
    }
    /// Writes the part's `exponents`. The caller puts a barrier before they are read.
    void record(CommandStream& stream, const MatrixLayout& layout, const DeviceMatrix::Part& part) const;

private:
    explicit RowExponents(Pipeline pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline pipeline_;
};

}  // namespace inference::vulkan
