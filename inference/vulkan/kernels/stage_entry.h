#pragma once
#include "inference/model/model_config.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/activations.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// Takes up what the stage before has computed:
///     residual[t][i] = input[t][i]
/// and prepares the first layer's norm (see ActivationViews), with the additions of the kernel that would have done so
/// in one stage: a model's results do not depend on where its layers are cut.
class StageEntry {
public:
    struct Operands {
        BufferView input;        // (tokens, embedding_length) float32
        BufferView norm_weight;  // (embedding_length) float32, of the first layer's attention norm
        BufferView residual;     // (tokens, padded embedding_length) float32, written
        ActivationViews output;  // of length embedding_length, written
    };
    static Result<StageEntry> create(Device& device, const KernelOptions& options, const ModelConfig& config);
    /// One dispatch. The caller puts a barrier before the output is read.
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens) const;

private:
    StageEntry(Pipeline pipeline, std::uint32_t columns) : pipeline_(std::move(pipeline)), columns_(columns) {}
    Pipeline pipeline_;
    std::uint32_t columns_;
};

}  // namespace inference::vulkan
