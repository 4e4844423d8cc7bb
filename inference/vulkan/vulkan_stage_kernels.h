#pragma once
#include <optional>

#include "inference/model/model_config.h"
#include "inference/vulkan/device_weights.h"
#include "inference/vulkan/kernels/attention.h"
#include "inference/vulkan/kernels/best_candidates.h"
#include "inference/vulkan/kernels/cache_quantiser.h"
#include "inference/vulkan/kernels/embedding_gather.h"
#include "inference/vulkan/kernels/gated_feed_forward.h"
#include "inference/vulkan/kernels/head_projection.h"
#include "inference/vulkan/kernels/query_key_value.h"
#include "inference/vulkan/kernels/residual_projection.h"
#include "inference/vulkan/kernels/round_activations.h"
#include "inference/vulkan/kernels/stage_entry.h"

namespace inference::vulkan {

/// The kernels of one kind of pass over one stage's layers, in the order in which a layer uses them. Immutable, shared
/// by all states with the same type of cache.
struct PassKernels {
    KernelOptions options;
    std::optional<EmbeddingGather> embedding;  // of the first stage
    std::optional<StageEntry> entry;           // of the others
    std::optional<RoundActivations> rounding;  // of products on cooperative matrices, before each
    QueryKeyValue query_key_value;
    std::optional<CacheQuantiser> cache_quantiser;  // of a Q8_0 cache
    Attention attention;
    ResidualProjection residual_projection;  // attention's output, and the feed-forward's down
    GatedFeedForward gated_feed_forward;
    std::optional<HeadProjection> head;  // of the last stage
    BestCandidates best_candidates;

    /// Everything but the formats of `options` is the caller's.
    static Result<PassKernels> create(Device& device, KernelOptions options, CacheType cache_type,
                                      const ModelConfig& config, const DeviceWeights& weights);
};

}  // namespace inference::vulkan
