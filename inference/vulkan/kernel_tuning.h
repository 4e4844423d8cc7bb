#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "inference/vulkan/capabilities.h"

namespace inference::vulkan {

/// Sizes of workgroups and tiles by kind of device, or as they were tuned for this one (TuningFile). They change the
/// order of additions, so one device keeps to one set.
struct KernelTuning {
    std::uint32_t decode_row_groups = 1;             ///< groups of 8 rows that a thread of a decode product has
    std::uint32_t decode_parts = 8;                  ///< octets of lanes that share a row in a decode product, at most
    std::uint32_t decode_tile_tokens = 8;            ///< tokens of a decode batch that a workgroup has
    std::uint32_t decode_chained = 0;                ///< whether its dispatches are chained, where that can be
    std::uint32_t prompt_row_groups = 1;             ///< groups of 8 rows that a thread of a prompt's product has
    std::uint32_t prompt_thread_tokens = 8;          ///< tokens that a thread of a prompt's product has
    std::uint32_t prompt_token_slots = 2;            ///< threads that share a row's weights over more tokens
    std::uint32_t prompt_stages_activations = 1;     ///< whether a prompt's activations go through shared memory
    std::uint32_t cooperative_row_subgroups = 2;     ///< subgroups of a prompt's product on cooperative matrices
    std::uint32_t cooperative_token_subgroups = 2;   ///< times so many, at most
    std::uint32_t cooperative_subgroup_rows = 64;    ///< rows that a subgroup has there; with all, a multiple of 64
    std::uint32_t cooperative_subgroup_tokens = 32;  ///< tokens that it has, at most; with all, 128 at most
    std::uint32_t attention_threads = 128;           ///< of a decode attention workgroup
    std::uint32_t attention_queries = 16;            ///< tokens of a prompt attention workgroup, at most
    std::uint32_t attention_chunks = 8;              ///< parts of a token's work there
    std::uint32_t attention_chunk_threads = 8;       ///< threads that share a token's chunks, a divisor of them

    /// What is known to be good for a device that was not tuned.
    static KernelTuning for_device(const Capabilities& capabilities);
    /// Whether the kernels can be made so, on a device that is large enough.
    bool sound() const;
    bool operator==(const KernelTuning&) const = default;
};

/// Whether a token's dispatches wait for each other by counts, without barriers between (CommandStream::chain): where
/// the device can and that was measured to be faster, or ALTIPLANO_CHAIN says so.
bool chains(const Capabilities& capabilities, const KernelTuning& tuning);

/// One number of a KernelTuning, by its name, and the values that it can have.
struct TuningField {
    std::string_view name;
    std::uint32_t KernelTuning::* member;
    std::span<const std::uint32_t> values;
};

std::span<const TuningField> tuning_fields();

/// What `tuning` has that `other` has not: "decode_parts 4, attention_threads 64".
std::string difference(const KernelTuning& tuning, const KernelTuning& other);

}  // namespace inference::vulkan
