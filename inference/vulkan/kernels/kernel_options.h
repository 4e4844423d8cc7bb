#pragma once
#include <algorithm>
#include <cstdint>

#include "inference/stage.h"
#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/kernels/activations.h"

namespace inference::vulkan {

/// Sizes of workgroups and tiles by kind of device. They change the order of additions, so one device keeps to one set.
struct KernelTuning {
    std::uint32_t row_groups = 1;               ///< groups of 8 rows that a thread of a product has: 1, 2 or 4
    std::uint32_t decode_parts = 8;             ///< octets of lanes that share a row in a decode product, at most
    std::uint32_t decode_tile_tokens = 8;       ///< tokens of a decode batch that a workgroup has: 8, or 1
    std::uint32_t prompt_thread_tokens = 8;     ///< tokens that a thread of a prompt's product has
    std::uint32_t prompt_token_slots = 2;       ///< threads that share a row's weights over more tokens
    bool prompt_stages_activations = true;      ///< whether a prompt's activations go through shared memory
    std::uint32_t attention_threads = 128;      ///< of a decode attention workgroup, a multiple of 8
    std::uint32_t attention_queries = 16;       ///< tokens of a prompt attention workgroup, at most
    std::uint32_t attention_chunks = 8;         ///< parts of a token's work there: 1, 2, 4 or 8
    std::uint32_t attention_chunk_threads = 8;  ///< threads that share a token's chunks, a divisor of them
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

    /// What of this slice lies in [start, start + size), counted from `start`.
    Slice within(std::uint32_t start, std::uint32_t size) const {
        const std::uint64_t begin = std::max<std::uint64_t>(first, start);
        const std::uint64_t end = std::min<std::uint64_t>(std::uint64_t{first} + count, std::uint64_t{start} + size);
        if (begin >= end) return {0, 0};
        return {static_cast<std::uint32_t>(begin - start), static_cast<std::uint32_t>(end - begin)};
    }
};

}  // namespace inference::vulkan
