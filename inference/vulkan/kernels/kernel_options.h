#pragma once
#include <cstdint>

#include "inference/stage.h"
#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/kernels/activations.h"

namespace inference::vulkan {

/// Sizes of workgroups and tiles by kind of device. They change the order of additions, so one device keeps to one set.
struct KernelTuning {
    std::uint32_t decode_parts = 0;        ///< lanes that share a row in a decode product
    std::uint32_t decode_row_groups = 0;   ///< groups of 8 rows that a decode workgroup has under way at once
    std::uint32_t decode_group_rounds = 0; ///< how many times it takes up new ones
    std::uint32_t prompt_workgroup = 0;    ///< threads of a prompt product
    std::uint32_t attention_workgroup = 0; ///< threads of decode attention
    std::uint32_t prompt_attention_workgroup = 0;
    static KernelTuning for_device(const Capabilities& capabilities);
};

/// What all kernels of a pass have in common.
struct KernelOptions {
    Pass pass = Pass::Decode;
    Precision precision = Precision::Fast;
    ActivationFormats formats;  ///< what this pass's matrix products read: ActivationFormats::needed
    KernelTuning tuning;
    static constexpr std::uint32_t decode_tokens = 8;  ///< most tokens of a decode batch
};

/// A part of a dispatch's workgroups, for submissions that must end in time: whole by default. `first` and `count` are
/// in the unit that the kernel's `slices()` counts.
struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = UINT32_MAX;
};

}  // namespace inference::vulkan
