#pragma once
#include <optional>

#include "inference/model/model_config.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/activations.h"
#include "inference/vulkan/kernels/cache_layout.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

/// Causal attention with grouped queries:
///     output[t][h] = sum_p softmax_p(query[t][h] . key[p][h'] / sqrt(head_size)) * value[p][h'],  p <= position + t
/// and, with a sliding window (Beltagy et al. 2020, arXiv:2004.05150), p > position + t - window.
/// Decode splits the context at fixed absolute positions; the last workgroup to arrive combines the parts in index
/// order. A prompt goes through blocks of keys with a running softmax (Milakov and Gimelshein 2018, arXiv:1805.02867;
/// Dao et al. 2022, arXiv:2205.14135), at fixed absolute positions too.
class Attention {
public:
    struct Operands {
        BufferView parameters;   // shader::BatchParameters, also read as the indirect command
        BufferView query;        // (tokens, query_length) float32
        BufferView key_cache;    // CacheLayout
        BufferView value_cache;  // CacheLayout
        BufferView scratch;      // decode: scratch_bytes(), zero before its first use; prompt: any view
        ActivationViews output;  // of length query_length, written; `squares` is not used; a prompt writes floats alone
    };
    static Result<Attention> create(Device& device, const KernelOptions& options, const ModelConfig& config,
                                    CacheType cache_type);

    /// Positions of one split of the context.
    static constexpr std::uint32_t split_positions = 256;
    /// Decode: partial results and arrival counters for a cache of so many positions.
    static std::uint64_t scratch_bytes(const ModelConfig& config, std::uint32_t cache_positions);
    std::uint64_t scratch_bytes(std::uint32_t cache_positions) const { return scratch_bytes(config_, cache_positions); }
    /// The parameters of a batch, for both passes.
    shader::BatchParameters parameters(std::uint32_t position, std::uint32_t tokens) const;

    /// How many slices a prompt's dispatch has (heads).
    std::uint32_t slices() const { return config_.head_count; }
    /// One dispatch; decode is indirect. Heads whose size is no multiple of 32 are quantised by a second one, with a
    /// barrier between, and need `output.floats` for it. The caller puts a barrier before the output is read.
    void record(CommandStream& stream, const Operands& operands, const CacheLayout& cache, std::uint32_t tokens,
                Slice slice = {}) const;

private:
    Attention(Pipeline pipeline, const KernelOptions& options, const ModelConfig& config, std::uint32_t queries)
        : pipeline_(std::move(pipeline)), options_(options), config_(config), queries_(queries) {}
    Pipeline pipeline_;
    std::optional<Pipeline> quantise_;  // where blocks of 32 reach over heads
    KernelOptions options_;
    ModelConfig config_;
    std::uint32_t queries_;  // tokens of a prompt's workgroup
};

}  // namespace inference::vulkan
