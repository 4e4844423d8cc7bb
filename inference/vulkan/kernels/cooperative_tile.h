#pragma once
#include <cstdint>
#include <optional>

#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/kernel_tuning.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// What a workgroup of shaders/prompt_matrix_cooperative.comp computes, and by how many subgroups.
struct CooperativeTile {
    CooperativeShape shape;
    std::uint32_t subgroup_size = 0;  ///< lanes
    std::uint32_t row_subgroups = 0;
    std::uint32_t token_subgroups = 0;
    std::uint32_t subgroup_rows = 0;    ///< a multiple of shape.rows
    std::uint32_t subgroup_tokens = 0;  ///< a multiple of shape.tokens
    bool stages_activations = false;
    std::uint32_t unrolled_columns = 64;  ///< a software driver compiles each matrix product for a third of a second

    /// As `tuning` has it, with fewer tokens, then fewer rows, down to 64, where the device's shared memory holds no
    /// more, and fewer subgroups where its workgroups do not. For a device that multiplies cooperatively.
    static CooperativeTile of(const Capabilities& capabilities, const KernelTuning& tuning);

    std::uint32_t rows() const { return row_subgroups * subgroup_rows; }  ///< a multiple of 64
    std::uint32_t tokens() const { return token_subgroups * subgroup_tokens; }
    std::uint32_t threads() const { return subgroup_size * row_subgroups * token_subgroups; }
    std::uint64_t shared_bytes() const;
    /// All but those of what follows the product.
    Specialization constants() const;
};

}  // namespace inference::vulkan
