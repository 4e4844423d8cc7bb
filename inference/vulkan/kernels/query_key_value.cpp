#include "inference/vulkan/kernels/query_key_value.h"

#include <array>

namespace inference::vulkan {

Result<QueryKeyValue> QueryKeyValue::create(Device& device, const KernelOptions& options, const ModelConfig& config,
                                            CacheType cache_type, std::span<const gguf::TensorType> types) {
    auto pipelines = MatrixPipelines::create(device, options, MatrixPipelines::After::QueryKeyValue, types, cache_type);
    if (!pipelines) return std::unexpected(pipelines.error());
    return QueryKeyValue(std::move(*pipelines), config);
}

std::uint32_t QueryKeyValue::slices(const Operands& operands) const {
    std::uint32_t tiles = 0;
    for (const MatrixAt& at : operands.matrices) tiles += pipelines_.tiles(*at.matrix);
    return tiles;
}

void QueryKeyValue::record(CommandStream& stream, const Operands& operands, const CacheLayout& cache,
                           std::uint32_t tokens, Slice slice) const {
    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.norm_length = config_.embedding_length;
    parameters.norm_epsilon = config_.norm_epsilon;
    parameters.query_rows = config_.query_length();
    parameters.kv_rows = config_.kv_length();
    parameters.head_size = config_.head_size;
    parameters.cache_positions = cache.padded_positions();
    const std::array bound = {operands.parameters, operands.rope, operands.query, operands.key_cache,
                              operands.value_cache};
    std::uint32_t first = 0;
    for (const MatrixAt& at : operands.matrices) {
        const std::uint32_t tiles = pipelines_.tiles(*at.matrix);
        const Slice own = slice.within(first, tiles);
        if (own.count > 0) pipelines_.record(stream, *at.matrix, at.first_row, operands.input, parameters, bound, own);
        first += tiles;
    }
}

}  // namespace inference::vulkan
