#pragma once
#include <cstdint>

#include "inference/model/model_config.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/cache_layout.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// A batch's keys and values into a Q8_0 cache: for 32 neighbouring elements x of a head, with scale = the float16 next
/// above max |x| / 127,
///     quant[i] = round(x[i] / scale)
/// Positions that are not of the batch stay as they are.
class CacheQuantiser {
public:
    struct Operands {
        BufferView parameters;   // shader::BatchParameters
        BufferView keys;         // (tokens, kv_length) float32
        BufferView values;       // (tokens, kv_length) float32
        BufferView key_cache;    // CacheLayout, written at position...
        BufferView value_cache;  // CacheLayout
    };

    static Result<CacheQuantiser> create(Device& device, const KernelOptions& options, const ModelConfig& config);
    /// One dispatch. The caller puts a barrier before anything written is read.
    void record(CommandStream& stream, const Operands& operands, const CacheLayout& cache, std::uint32_t tokens) const;

private:
    CacheQuantiser(Pipeline pipeline, std::uint32_t kv_length)
        : pipeline_(std::move(pipeline)), kv_length_(kv_length) {}
    Pipeline pipeline_;
    std::uint32_t kv_length_;
};

}  // namespace inference::vulkan
