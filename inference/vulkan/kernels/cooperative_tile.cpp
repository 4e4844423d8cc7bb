#include "inference/vulkan/kernels/cooperative_tile.h"

#include <algorithm>

namespace inference::vulkan {

CooperativeTile CooperativeTile::of(const Capabilities& capabilities, const KernelTuning& tuning) {
    const CooperativeShape& shape = capabilities.cooperative_shape;
    CooperativeTile tile{.shape = shape,
                         // The smallest that there is: where there are several, matrix units serve that one best
                         // (RDNA's 32 of 32 and 64, Xe's 16 of 16 and 32).
                         .subgroup_size = capabilities.min_subgroup_size,
                         .row_subgroups = tuning.cooperative_row_subgroups,
                         .token_subgroups = tuning.cooperative_token_subgroups,
                         .subgroup_rows = std::max(tuning.cooperative_subgroup_rows, shape.rows),
                         .subgroup_tokens = std::max(tuning.cooperative_subgroup_tokens, shape.tokens),
                         .stages_activations = tuning.prompt_stages_activations != 0,
                         .unrolled_columns = capabilities.software ? shape.columns : 64};
    const auto too_large = [&] { return tile.shared_bytes() > capabilities.max_shared_memory_bytes; };
    while (too_large() && tile.token_subgroups > 1) tile.token_subgroups /= 2;
    while (too_large() && tile.subgroup_tokens > shape.tokens) tile.subgroup_tokens /= 2;
    while (too_large() && tile.rows() > 64 && tile.row_subgroups > 1) tile.row_subgroups /= 2;
    const std::uint32_t most_threads =
        std::min(capabilities.max_workgroup_invocations, capabilities.max_workgroup_size[0]);
    while (tile.threads() > most_threads && tile.token_subgroups > 1) tile.token_subgroups /= 2;
    while (tile.threads() > most_threads && tile.row_subgroups > 1) {
        tile.row_subgroups /= 2;
        tile.subgroup_rows *= 2;
    }
    return tile;
}

/// As the shader declares it: weights and activations of 64 columns, each row followed by 16 bytes, or products of one
/// subgroup's tokens; a number a row, and a number a token.
std::uint64_t CooperativeTile::shared_bytes() const {
    constexpr std::uint64_t unit_row_bytes = 64 * 2 + 16;
    const std::uint64_t units = (rows() + (stages_activations ? tokens() : 0)) * unit_row_bytes;
    const std::uint64_t products = std::uint64_t{subgroup_tokens} * rows() * 4;
    return std::max(units, products) + (rows() + tokens()) * std::uint64_t{4};
}

Specialization CooperativeTile::constants() const {
    return {{0, threads()},
            {1, shape.rows},
            {2, shape.tokens},
            {3, shape.columns},
            {4, row_subgroups},
            {8, stages_activations},
            {9, token_subgroups},
            {10, subgroup_rows / shape.rows},
            {11, subgroup_tokens / shape.tokens},
            {12, unrolled_columns}};
}

}  // namespace inference::vulkan
