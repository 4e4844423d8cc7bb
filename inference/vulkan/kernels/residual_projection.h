#pragma once
#include <span>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"

namespace inference::vulkan {

/// A product that is added to the residual, and the preparation of the norm that follows (see ActivationViews):
///     residual[t] += W * input[t]
/// Used for attention's output and the feed-forward's down.
class ResidualProjection {
public:
    struct Operands {
        ActivationViews input;       // of length matrix.columns
        const DeviceMatrix& matrix;  // (embedding_length, columns)
        BufferView norm_weight;      // (embedding_length) float32, of the norm that comes next
        BufferView residual;         // (tokens, padded embedding_length) float32, read and written
        ActivationViews output;      // of length embedding_length, written; must not overlap the input
    };
    static Result<ResidualProjection> create(Device& device, const KernelOptions& options,
                                             std::span<const gguf::TensorType> types);
    std::uint32_t slices(const Operands& operands) const { return pipelines_.tiles(operands.matrix); }
    /// The caller puts a barrier before anything written is read.
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, Slice slice = {}) const;

private:
    explicit ResidualProjection(MatrixPipelines pipelines) : pipelines_(std::move(pipelines)) {}
    MatrixPipelines pipelines_;
};

}  // namespace inference::vulkan
