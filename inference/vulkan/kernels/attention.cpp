#include "inference/vulkan/kernels/attention.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace inference::vulkan {
namespace {

constexpr std::uint32_t block_values = 32;  // of a scale

std::uint32_t splits_of(std::uint32_t positions) {
    return (positions + Attention::split_positions - 1) / Attention::split_positions;
}

/// Tokens of a prompt's workgroup: their queries, sums and weights stand in shared memory.
std::uint32_t queries_that_fit(const KernelTuning& tuning, std::uint32_t head_size, CacheType cache_type,
                               std::uint32_t shared_bytes) {
    constexpr std::uint32_t block_positions = 32;  // of shaders/prompt_attention.comp
    const std::uint32_t chunk_elements = CacheLayout{.type = cache_type}.word_elements() * tuning.attention_chunks;
    const std::uint32_t padded_size = (head_size + chunk_elements - 1) / chunk_elements * chunk_elements;
    const std::uint32_t of_one = (2 * padded_size + block_positions) * 4;
    std::uint32_t queries = tuning.attention_queries;
    while (queries > 1 && queries * of_one > shared_bytes) queries /= 2;
    return queries;
}

}  // namespace

Result<Attention> Attention::create(Device& device, const KernelOptions& options, const ModelConfig& config,
                                    CacheType cache_type) {
    const KernelTuning& tuning = options.tuning;
    const auto type = static_cast<std::uint32_t>(cache_type);
    const bool decode = options.pass == Pass::Decode;
    const std::uint32_t queries =
        queries_that_fit(tuning, config.head_size, cache_type, device.capabilities().max_shared_memory_bytes);
    auto pipeline = decode ? Pipeline::create(device, options.variant("decode_attention"),
                                              {{0, tuning.attention_threads},
                                               {1, config.head_size},
                                               {2, split_positions},
                                               {5, options.formats.floats},
                                               {6, options.formats.quants},
                                               {7, type}})
                           : Pipeline::create(device, "prompt_attention",
                                              {{0, queries * tuning.attention_chunk_threads},
                                               {1, config.head_size},
                                               {2, queries},
                                               {3, tuning.attention_chunks},
                                               {4, tuning.attention_chunk_threads},
                                               {7, type}});
    if (!pipeline) return std::unexpected(pipeline.error());
    Attention result(std::move(*pipeline), options, config, queries);
    if (decode && options.formats.quants && config.head_size % block_values != 0) {
        auto quantise = Pipeline::create(device, options.variant("quantise"), {});
        if (!quantise) return std::unexpected(quantise.error());
        result.quantise_.emplace(std::move(*quantise));
    }
    return result;
}

std::uint64_t Attention::scratch_bytes(const ModelConfig& config, std::uint32_t cache_positions) {
    const std::uint64_t rows = std::uint64_t{KernelOptions::decode_tokens} * config.head_count;
    const std::uint64_t padded_head_size = (std::uint64_t{config.head_size} + 7) / 8 * 8;
    return (rows + rows * splits_of(cache_positions) * (2 + padded_head_size)) * 4;
}

shader::BatchParameters Attention::parameters(std::uint32_t position, std::uint32_t tokens) const {
    return {.position = position,
            .tokens = tokens,
            .attention_splits = splits_of(position + tokens),
            .attention_heads = config_.head_count,
            .attention_tokens = tokens};
}

void Attention::record(CommandStream& stream, const Operands& operands, const CacheLayout& cache, std::uint32_t tokens,
                       Slice slice) const {
    const Slice heads = slice.within(0, config_.head_count);
    const std::uint32_t stride = padded_length(config_.query_length());
    const shader::AttentionParameters parameters{
        .heads = config_.head_count,
        .kv_heads = config_.kv_head_count,
        .head_size = config_.head_size,
        .cache_positions = cache.padded_positions(),
        .output_stride = stride,
        .first_head = heads.first,
        .tokens = tokens,
        .maximum_splits = splits_of(cache.positions),
        .window = config_.sliding_window > 0 ? config_.sliding_window : std::numeric_limits<std::uint32_t>::max(),
        .scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(config_.head_size)))};
    if (options_.pass == Pass::Prompt) {
        const std::array views = {operands.parameters, operands.query, operands.key_cache, operands.value_cache,
                                  operands.output.floats};
        if (heads.count > 0)
            stream.dispatch(pipeline_, views, parameters, heads.count, (tokens + queries_ - 1) / queries_, 1);
        return;
    }
    const std::array views = {operands.parameters,    operands.query,        operands.key_cache,
                              operands.value_cache,   operands.scratch,      operands.output.floats,
                              operands.output.quants, operands.output.scales};
    constexpr std::uint64_t command = offsetof(shader::BatchParameters, attention_splits);
    // Of a token's head the workgroup that comes last releases for all, however many there are.
    stream.dispatch_indirect(pipeline_, views, parameters,
                             BufferView(*operands.parameters.buffer, operands.parameters.offset + command, 12),
                             config_.head_count * tokens);
    if (!quantise_) return;
    stream.barrier();  // the floats are whole
    const shader::QuantiseParameters quantise{.columns = config_.query_length(), .stride = stride};
    const std::array quantise_views = {operands.output.floats, operands.output.quants, operands.output.scales};
    constexpr std::uint32_t workgroup_values = 256;
    stream.dispatch(*quantise_, quantise_views, quantise,
                    (config_.query_length() + workgroup_values - 1) / workgroup_values, tokens, 1);
}

}  // namespace inference::vulkan
