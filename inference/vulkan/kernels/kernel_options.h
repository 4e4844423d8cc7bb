#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

#include "inference/stage.h"
#include "inference/vulkan/kernel_tuning.h"
#include "inference/vulkan/kernels/activations.h"

namespace inference::vulkan {

/// What all kernels of a pass have in common.
struct KernelOptions {
    Pass pass = Pass::Decode;
    Precision precision = Precision::Fast;
    ActivationFormats formats;  ///< what this pass's matrix products read: ActivationFormats::needed
    KernelTuning tuning;
    bool chained = false;  ///< kernels that CommandStream::chain can chain: of a fast decode, where the device can
    /// The variant of a shader, of which there is a chained one.
    std::string variant(const std::string& name) const { return chained ? name + "_chained" : name; }
    static constexpr std::uint32_t decode_tokens = 8;  ///< most tokens of a decode batch
};

/// A part of a dispatch's workgroups, for submissions that must end in time: whole by default. `first` and `count` are
/// in the unit that the kernel's `slices()` counts.
struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = UINT32_MAX;

    /// What of this slice lies in [start, start + size), counted from `start`.
    Slice within(std::uint32_t start, std::uint32_t size) const {
        const std::uint64_t begin = std::max<std::uint64_t>(first, start);
        const std::uint64_t end = std::min<std::uint64_t>(std::uint64_t{first} + count, std::uint64_t{start} + size);
        if (begin >= end) return {0, 0};
        return {static_cast<std::uint32_t>(begin - start), static_cast<std::uint32_t>(end - begin)};
    }
};

}  // namespace inference::vulkan
