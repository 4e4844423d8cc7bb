#include "inference/vulkan/kernels/kernel_options.h"

namespace inference::vulkan {

KernelTuning KernelTuning::for_device(const Capabilities& capabilities) {
    if (!capabilities.software) return {};
    // Mesa's lavapipe runs 8 lanes as one vector and a workgroup on one core. What a whole octet reads from the same
    // address is one scalar load, so no lanes share a row and nothing goes through shared memory. Per second of
    // processor time on an EPYC, 4 row groups a thread decode Q4_0 at 2.4 GB/s; of a prompt's product they make 9.2
    // GFLOP with 8 tokens and 9.9 with 4, two groups 6 and one 3.5.
    return {.row_groups = 4,
            .decode_parts = 1,
            .decode_tile_tokens = 1,
            .prompt_thread_tokens = 8,
            .prompt_token_slots = 1,
            .prompt_stages_activations = false,
            .attention_threads = 32,
            .attention_queries = 8,
            .attention_chunks = 4,
            .attention_chunk_threads = 1};
}

}  // namespace inference::vulkan
