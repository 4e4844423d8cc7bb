#include "inference/vulkan/kernels/cache_quantiser.h"

#include <array>

#include "shaders/include/parameters.h"

namespace inference::vulkan {

Result<CacheQuantiser> CacheQuantiser::create(Device& device, const KernelOptions& options, const ModelConfig& config) {
    auto pipeline =
        Pipeline::create(device, options.variant("quantise_cache"), {{7, static_cast<std::uint32_t>(CacheType::Q8_0)}});
    if (!pipeline) return std::unexpected(pipeline.error());
    return CacheQuantiser(std::move(*pipeline), config.kv_length());
}

void CacheQuantiser::record(CommandStream& stream, const Operands& operands, const CacheLayout& cache,
                            std::uint32_t tokens) const {
    constexpr std::uint32_t workgroup_elements = 8 * cache_block_elements;
    const shader::CacheQuantiseParameters parameters{
        .kv_rows = kv_length_, .head_size = cache.head_size, .cache_positions = cache.padded_positions()};
    const std::array views = {operands.parameters, operands.keys, operands.values, operands.key_cache,
                              operands.value_cache};
    const std::uint32_t pairs = tokens / 2 + 1;  // of positions, wherever the batch begins
    stream.dispatch(pipeline_, views, parameters, (kv_length_ + workgroup_elements - 1) / workgroup_elements, pairs, 2);
}

}  // namespace inference::vulkan
