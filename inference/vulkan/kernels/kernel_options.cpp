#include "inference/vulkan/kernels/kernel_options.h"

namespace inference::vulkan {

KernelTuning KernelTuning::for_device(const Capabilities& capabilities) {
    if (!capabilities.software) return {};
    // Mesa's lavapipe runs 8 lanes as one vector and a workgroup on one core. What a whole octet reads from the same
    // address is one scalar load, so no lanes share a row and nothing goes through shared memory: on 2 cores of an EPYC
    // 4 row groups a thread decode Q4_0 at 5.3 to 6.5 GB/s against 3.5 with one; 4 x 8 tokens make 31 GFLOP/s of a
    // prompt's product, 11 with one group, 22 staged.
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
