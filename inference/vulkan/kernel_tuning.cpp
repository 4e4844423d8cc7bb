#include "inference/vulkan/kernel_tuning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace inference::vulkan {

namespace {

constexpr std::array<std::uint32_t, 2> zero_or_one = {0, 1};
constexpr std::array<std::uint32_t, 3> to_4 = {1, 2, 4};
constexpr std::array<std::uint32_t, 4> to_8 = {1, 2, 4, 8};
constexpr std::array<std::uint32_t, 5> to_16 = {1, 2, 4, 8, 16};
constexpr std::array<std::uint32_t, 6> to_32 = {1, 2, 4, 8, 16, 32};
constexpr std::array<std::uint32_t, 3> from_16 = {16, 32, 64};
constexpr std::array<std::uint32_t, 6> octets = {8, 16, 32, 64, 128, 256};

constexpr std::array fields = {
    TuningField{"decode_row_groups", &KernelTuning::decode_row_groups, to_4},
    TuningField{"decode_parts", &KernelTuning::decode_parts, to_16},
    TuningField{"decode_tile_tokens", &KernelTuning::decode_tile_tokens, to_8},
    TuningField{"decode_chained", &KernelTuning::decode_chained, zero_or_one},
    TuningField{"prompt_row_groups", &KernelTuning::prompt_row_groups, to_4},
    TuningField{"prompt_thread_tokens", &KernelTuning::prompt_thread_tokens, to_8},
    TuningField{"prompt_token_slots", &KernelTuning::prompt_token_slots, to_4},
    TuningField{"prompt_stages_activations", &KernelTuning::prompt_stages_activations, zero_or_one},
    TuningField{"cooperative_row_subgroups", &KernelTuning::cooperative_row_subgroups, to_4},
    TuningField{"cooperative_token_subgroups", &KernelTuning::cooperative_token_subgroups, to_4},
    TuningField{"cooperative_subgroup_rows", &KernelTuning::cooperative_subgroup_rows, from_16},
    TuningField{"cooperative_subgroup_tokens", &KernelTuning::cooperative_subgroup_tokens, from_16},
    TuningField{"attention_threads", &KernelTuning::attention_threads, octets},
    TuningField{"attention_queries", &KernelTuning::attention_queries, to_32},
    TuningField{"attention_chunks", &KernelTuning::attention_chunks, to_8},
    TuningField{"attention_chunk_threads", &KernelTuning::attention_chunk_threads, to_8},
};

}  // namespace

KernelTuning KernelTuning::for_device(const Capabilities& capabilities) {
    if (!capabilities.software) return {};
    // Mesa's lavapipe runs 8 lanes as one vector and a workgroup on one core. What a whole octet reads from the same
    // address is one scalar load (in 26.1; 25.0 loads it lane by lane), so no lanes share a row and nothing goes
    // through shared memory. Per second of processor time on an EPYC, 4 row groups a thread decode Q4_0 at 2.4 GB/s; of
    // a prompt's product they make 9.2 GFLOP with 8 tokens and 9.9 with 4, two groups 6 and one 3.5.
    return {.decode_row_groups = 4,
            .decode_parts = 1,
            .decode_tile_tokens = 1,
            .decode_chained = 0,
            .prompt_row_groups = 4,
            .prompt_thread_tokens = 8,
            .prompt_token_slots = 1,
            .prompt_stages_activations = 0,
            .cooperative_row_subgroups = 1,
            .cooperative_token_subgroups = 1,
            .cooperative_subgroup_rows = 64,
            .cooperative_subgroup_tokens = 16,
            .attention_threads = 32,
            .attention_queries = 8,
            .attention_chunks = 4,
            .attention_chunk_threads = 1};
}

bool KernelTuning::sound() const {
    const bool known = std::ranges::all_of(fields, [&](const TuningField& field) {
        return std::ranges::find(field.values, this->*field.member) != field.values.end();
    });
    const std::uint32_t rows = cooperative_row_subgroups * cooperative_subgroup_rows;
    return known && attention_chunks % attention_chunk_threads == 0 && rows % 64 == 0 && rows <= 128 &&
           cooperative_token_subgroups * cooperative_subgroup_tokens <= 128;
}

bool chains(const Capabilities& capabilities, const KernelTuning& tuning) {
    return capabilities.can_chain() && chosen_chain().value_or(tuning.decode_chained != 0);
}

std::span<const TuningField> tuning_fields() { return fields; }

std::string difference(const KernelTuning& tuning, const KernelTuning& other) {
    std::string text;
    for (const TuningField& field : fields)
        if (tuning.*field.member != other.*field.member)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", field.name, tuning.*field.member);
    return text;
}

}  // namespace inference::vulkan
