#pragma once
#include <span>

#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"

namespace inference::vulkan {

/// Feed-forward norm, gate and up products, SwiGLU (Shazeer 2020, arXiv:2002.05202):
///     output[t][i] = silu(W_gate * norm(x[t]))[i] * (W_up * norm(x[t]))[i],  silu(v) = v / (1 + exp(-v))
class GatedFeedForward {
public:
    struct Operands {
        ActivationViews input;        // norm(x) as the kernel before prepared it
        const DeviceMatrix& gate_up;  // gate and up interleaved (MatrixLayout::Order::Interleaved)
        ActivationViews output;       // of length feed_forward_length, written; `squares` is not used
    };
    static Result<GatedFeedForward> create(Device& device, const KernelOptions& options, float norm_epsilon,
                                           std::span<const gguf::TensorType> types);
    std::uint32_t slices(const Operands& operands) const { return pipelines_.tiles(operands.gate_up); }
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, Slice slice = {}) const;

private:
    GatedFeedForward(MatrixPipelines pipelines, float norm_epsilon)
        : pipelines_(std::move(pipelines)), norm_epsilon_(norm_epsilon) {}
    MatrixPipelines pipelines_;
    float norm_epsilon_;
};

}  // namespace inference::vulkan
