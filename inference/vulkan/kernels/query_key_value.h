#pragma once
#include <span>

#include "inference/model/model_config.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/cache_layout.h"
#include "inference/vulkan/kernels/device_matrix.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"

namespace inference::vulkan {

/// Attention norm, query, key and value products, rotary position embedding, cache write, in one dispatch per type:
///     query[t] = rope(W_query * norm(x[t])), cache[position + t] = rope(W_key * norm(x[t])), W_value * norm(x[t])
class QueryKeyValue {
public:
    struct Operands {
        ActivationViews input;               // norm(x) as the kernel before prepared it
        std::span<const MatrixAt> matrices;  // query, key and value: one matrix with all three, or several
        BufferView parameters;               // shader::BatchParameters
        BufferView rope;                     // rope_table from position 0, at least position + tokens entries
        BufferView query;                    // (tokens, query_length) float32, written
        BufferView key_cache;                // CacheLayout, written at position...
        BufferView value_cache;              // CacheLayout
    };
    /// `types`: those of the matrices that will be recorded.
    static Result<QueryKeyValue> create(Device& device, const KernelOptions& options, const ModelConfig& config,
                                        CacheType cache_type, std::span<const gguf::TensorType> types);
    /// How many slices a prompt's dispatch has (a decode's is never cut).
    std::uint32_t slices(const Operands& operands) const;
    /// The caller puts a barrier before anything written is read.
    void record(CommandStream& stream, const Operands& operands, const CacheLayout& cache, std::uint32_t tokens,
                Slice slice = {}) const;

private:
    QueryKeyValue(MatrixPipelines pipelines, const ModelConfig& config)
        : pipelines_(std::move(pipelines)), config_(config) {}
    MatrixPipelines pipelines_;
    ModelConfig config_;
};

}  // namespace inference::vulkan
