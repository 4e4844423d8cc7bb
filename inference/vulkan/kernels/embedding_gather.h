#pragma once
#include <span>

#include "inference/model/model_config.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// Looks tokens up in the embedding table, dequantising:
///     residual[t][i] = table[token[t]][i], exactly
/// and prepares the first layer's norm (see ActivationViews).
class EmbeddingGather {
public:
    struct Operands {
        const DeviceMatrix& table;  // (vocabulary_size, embedding_length)
        BufferView tokens;          // (tokens) int32; a token outside the table gives zeros
        BufferView norm_weight;     // (embedding_length) float32, of the first layer's attention norm
        BufferView residual;        // (tokens, padded embedding_length) float32, written
        ActivationViews output;     // of length embedding_length, written
    };
    static Result<EmbeddingGather> create(Device& device, const KernelOptions& options, gguf::TensorType type);
    /// One dispatch per part of the table. The caller puts a barrier before the output is read.
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens) const;

private:
    explicit EmbeddingGather(Pipeline pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline pipeline_;
};

}  // namespace inference::vulkan
