#include "inference/vulkan/kernels/matrix_pipelines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inference/vulkan/kernels/cooperative_tile.h"
#include "inference/vulkan/kernels/weight_format.h"

namespace inference::vulkan {
namespace {

std::string_view shader_name_of(MatrixPipelines::After after) {
    switch (after) {
        case MatrixPipelines::After::QueryKeyValue: return "query_key_value";
        case MatrixPipelines::After::Residual: return "residual";
        case MatrixPipelines::After::Gate: return "gate";
        case MatrixPipelines::After::Logits: return "logits";
    }
    return "";
}

/// Lanes that share a row. The sums of all of them stand in shared memory, for 8 tokens in the larger pipeline; the
/// smaller one must add in the same order, so both take what fits there.
std::uint32_t parts_that_fit(std::uint32_t wanted, std::uint32_t tile_groups, std::uint32_t shared_bytes) {
    const std::uint32_t of_one_part = KernelOptions::decode_tokens * tile_groups * MatrixLayout::group_rows * 4;
    constexpr std::uint32_t of_norm_scales = KernelOptions::decode_tokens * 4;
    std::uint32_t parts = wanted;
    while (parts > 1 && parts * of_one_part + of_norm_scales > shared_bytes) parts /= 2;
    return parts;
}

/// Threads that share a row's weights: products, scales and staged activations of all their tokens stand in shared
/// memory. More tokens at a time are only faster.
std::uint32_t slots_that_fit(const KernelTuning& tuning, std::uint32_t tile_groups, std::uint32_t shared_bytes) {
    const std::uint32_t staged_bytes = tuning.prompt_stages_activations != 0 ? 16 * 16 : 0;
    const std::uint32_t of_one_token = tile_groups * MatrixLayout::group_rows * 4 + 4 + staged_bytes;
    std::uint32_t slots = tuning.prompt_token_slots;
    while (slots > 1 && slots * tuning.prompt_thread_tokens * of_one_token + 16 > shared_bytes) slots /= 2;
    return slots;
}

}  // namespace

Result<MatrixPipelines::ForType> MatrixPipelines::for_prompt(Device& device, const KernelOptions& options,
                                                             const std::string& name, std::uint32_t cache_type) {
    const KernelTuning& tuning = options.tuning;
    const std::uint32_t slots = tile_groups_ / tuning.prompt_row_groups;
    const std::uint32_t token_slots =
        slots_that_fit(tuning, tile_groups_, device.capabilities().max_shared_memory_bytes);
    tile_tokens_ = tuning.prompt_thread_tokens * token_slots;
    const Specialization constants = {
        {0, 8 * slots * token_slots},     {1, slots},       {2, tuning.prompt_row_groups},
        {3, tuning.prompt_thread_tokens}, {4, token_slots}, {5, options.formats.floats},
        {6, options.formats.quants},      {7, cache_type},  {8, tuning.prompt_stages_activations}};
    auto pipeline = Pipeline::create(device, "prompt_" + name, constants);
    if (!pipeline) return std::unexpected(pipeline.error());
    return ForType{.one_token = std::move(*pipeline), .many_tokens = {}};
}

Result<MatrixPipelines::ForType> MatrixPipelines::cooperative(Device& device, const KernelOptions& options,
                                                              const std::string& name, std::uint32_t cache_type) {
    const auto tile = CooperativeTile::of(device.capabilities(), options.tuning);
    tile_groups_ = tile.rows() / MatrixLayout::group_rows;
    tile_tokens_ = tile.tokens();
    Specialization constants = tile.constants();
    constants.insert(constants.end(), {{5, options.formats.floats}, {6, options.formats.quants}, {7, cache_type}});
    auto pipeline =
        Pipeline::create(device, "prompt_" + name + "_cooperative", constants, {.subgroup_size = tile.subgroup_size});
    if (!pipeline) return std::unexpected(pipeline.error());
    return ForType{.one_token = std::move(*pipeline), .many_tokens = {}};
}

Result<MatrixPipelines::ForType> MatrixPipelines::for_decode(Device& device, const KernelOptions& options,
                                                             const std::string& name, gguf::TensorType type,
                                                             std::uint32_t cache_type) {
    const KernelTuning& tuning = options.tuning;
    const std::array types_of_one{type};
    ForType pipelines;
    pipelines.reads_quants = ActivationFormats::needed(Pass::Decode, options.precision, types_of_one).quants;
    const bool packed_dot = device.capabilities().integer_dot_product;
    const std::string shader = options.variant(fmt::format("decode_{}{}{}", name, pipelines.reads_quants ? "_int8" : "",
                                                           pipelines.reads_quants && packed_dot ? "_dot" : ""));
    const std::uint32_t slots = tile_groups_ / tuning.decode_row_groups;
    const std::uint32_t parts =
        parts_that_fit(tuning.decode_parts, tile_groups_, device.capabilities().max_shared_memory_bytes);
    tile_tokens_ = tuning.decode_tile_tokens;
    const auto for_tokens = [&](std::uint32_t tokens) {
        const Specialization constants = {{0, 8 * parts * slots},
                                          {1, parts},
                                          {2, tuning.decode_row_groups},
                                          {3, tokens},
                                          {4, tile_groups_},
                                          {5, options.formats.floats},
                                          {6, options.formats.quants},
                                          {7, cache_type}};
        return Pipeline::create(device, shader, constants);
    };
    auto one_token = for_tokens(1);
    auto many_tokens = tuning.decode_tile_tokens == 1 ? one_token : for_tokens(tuning.decode_tile_tokens);
    if (!one_token) return std::unexpected(one_token.error());
    if (!many_tokens) return std::unexpected(many_tokens.error());
    pipelines.one_token = std::move(*one_token);
    pipelines.many_tokens = std::move(*many_tokens);
    return pipelines;
}

Result<MatrixPipelines> MatrixPipelines::create(Device& device, const KernelOptions& options, After after,
                                                std::span<const gguf::TensorType> types, CacheType cache_type) {
    MatrixPipelines result;
    // 32 rows make a block of activations for the next product; after a gate, 64 do.
    result.tile_groups_ = after == After::Gate ? 8 : 4;
    result.prompt_ = options.pass == Pass::Prompt;
    result.cooperative_ = are_cooperative(device.capabilities(), options.pass, options.precision);
    const auto cache = static_cast<std::uint32_t>(cache_type);
    for (const gguf::TensorType type : types) {
        if (result.by_type_.contains(type)) continue;
        const std::string name = fmt::format("{}_{}", shader_name_of(after), weight_format_of(type)->shader_name);
        auto pipelines = result.cooperative_ ? result.cooperative(device, options, name, cache)
                         : result.prompt_    ? result.for_prompt(device, options, name, cache)
                                             : result.for_decode(device, options, name, type, cache);
        if (!pipelines) return std::unexpected(pipelines.error());
        result.by_type_.emplace(type, std::move(*pipelines));
    }
    return result;
}

std::uint32_t MatrixPipelines::tiles(const DeviceMatrix& matrix) const {
    std::uint32_t tiles = 0;
    for (const DeviceMatrix::Part& part : matrix.parts) tiles += (part.groups + tile_groups_ - 1) / tile_groups_;
    return tiles;
}

void MatrixPipelines::record(CommandStream& stream, const DeviceMatrix& matrix, std::uint32_t first_row,
                             const ActivationViews& input, shader::MatrixParameters parameters,
                             std::span<const BufferView> bound_after, Slice slice) const {
    const ForType& pipelines = by_type_.at(matrix.layout.type());
    const Pipeline& pipeline = prompt_ || parameters.tokens == 1 ? pipelines.one_token : pipelines.many_tokens;
    parameters.units = matrix.layout.units();
    std::uint32_t first_tile = 0;  // of the part, as slices count
    for (const DeviceMatrix::Part& part : matrix.parts) {
        const std::uint32_t part_tiles = (part.groups + tile_groups_ - 1) / tile_groups_;
        const Slice own = slice.within(first_tile, part_tiles);
        if (own.count > 0) {
            parameters.groups = part.groups;
            parameters.first_row = first_row + part.first_group * MatrixLayout::group_rows;
            parameters.first_tile = own.first;
            std::vector<BufferView> views = {part.quants, part.scales, input.squares};
            views.push_back(cooperative_ ? input.halves : pipelines.reads_quants ? input.quants : input.floats);
            if (cooperative_) views.push_back(input.exponents);
            if (!prompt_) views.push_back(input.scales);
            views.insert(views.end(), bound_after.begin(), bound_after.end());
            if (cooperative_) views.push_back(part.exponents);
            stream.dispatch(pipeline, views, parameters, (parameters.tokens + tile_tokens_ - 1) / tile_tokens_,
                            own.count, 1);
        }
        first_tile += part_tiles;
    }
}

}  // namespace inference::vulkan
