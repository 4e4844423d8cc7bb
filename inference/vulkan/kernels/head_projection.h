#pragma once
#include <span>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"

namespace inference::vulkan {

/// Final norm and head: logits[t] = W * norm(x[t]).
class HeadProjection {
public:
    struct Operands {
        ActivationViews input;       // norm(x) as the kernel before prepared it, from the first wanted token on
        const DeviceMatrix& matrix;  // (vocabulary_size, embedding_length)
        BufferView logits;           // (tokens, vocabulary_size) float32, written
    };
    static Result<HeadProjection> create(Device& device, const KernelOptions& options, float norm_epsilon,
                                         std::span<const gguf::TensorType> types);
    std::uint32_t slices(const Operands& operands) const { return pipelines_.tiles(operands.matrix); }
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, Slice slice = {}) const;

private:
    HeadProjection(MatrixPipelines pipelines, float norm_epsilon)
        : pipelines_(std::move(pipelines)), norm_epsilon_(norm_epsilon) {}
    MatrixPipelines pipelines_;
    float norm_epsilon_;
};

}  // namespace inference::vulkan
