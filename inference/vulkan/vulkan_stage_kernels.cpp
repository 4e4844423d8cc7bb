#include "inference/vulkan/vulkan_stage_kernels.h"

#include <algorithm>

namespace inference::vulkan {

namespace {

using Types = std::vector<gguf::TensorType>;

void add(Types& types, const DeviceMatrix& matrix) {
    if (std::ranges::find(types, matrix.layout.type()) == types.end()) types.push_back(matrix.layout.type());
}

}  // namespace

Result<PassKernels> PassKernels::create(Device& device, KernelOptions options, CacheType cache_type,
                                        const ModelConfig& config, const DeviceWeights& weights) {
    Types query_key_value_types;
    Types residual_types;
    Types gate_up_types;
    Types head_types;
    for (const DeviceLayer& layer : weights.layers) {
        for (const MatrixAt& at : layer.query_key_value) add(query_key_value_types, *at.matrix);
        add(residual_types, layer.output);
        add(residual_types, layer.down);
        add(gate_up_types, layer.gate_up);
    }
    const bool has_head = weights.range.has_head(config);
    if (has_head) add(head_types, weights.head);
    Types all = query_key_value_types;
    all.insert(all.end(), residual_types.begin(), residual_types.end());
    all.insert(all.end(), gate_up_types.begin(), gate_up_types.end());
    all.insert(all.end(), head_types.begin(), head_types.end());

    options.chained = options.pass == Pass::Decode && options.precision == Precision::Fast &&
                      chains(device.capabilities(), options.tuning);
    options.formats = ActivationFormats::needed(options.pass, options.precision, all);
    std::optional<EmbeddingGather> embedding;
    std::optional<StageEntry> entry;
    if (weights.range.has_embedding()) {
        auto created = EmbeddingGather::create(device, options, weights.embedding.layout.type());
        if (!created) return std::unexpected(created.error());
        embedding.emplace(std::move(*created));
    } else {
        auto created = StageEntry::create(device, options, config);
        if (!created) return std::unexpected(created.error());
        entry.emplace(std::move(*created));
    }
    std::optional<RoundActivations> rounding;
    if (MatrixPipelines::are_cooperative(device.capabilities(), options.pass, options.precision)) {
        auto created = RoundActivations::create(device);
        if (!created) return std::unexpected(created.error());
        rounding.emplace(std::move(*created));
    }
    auto query_key_value = QueryKeyValue::create(device, options, config, cache_type, query_key_value_types);
    if (!query_key_value) return std::unexpected(query_key_value.error());
    std::optional<CacheQuantiser> cache_quantiser;
    if (cache_type == CacheType::Q8_0) {
        auto created = CacheQuantiser::create(device, options, config);
        if (!created) return std::unexpected(created.error());
        cache_quantiser.emplace(std::move(*created));
    }
    auto attention = Attention::create(device, options, config, cache_type);
    if (!attention) return std::unexpected(attention.error());
    auto residual_projection = ResidualProjection::create(device, options, residual_types);
    if (!residual_projection) return std::unexpected(residual_projection.error());
    auto gated_feed_forward = GatedFeedForward::create(device, options, config.norm_epsilon, gate_up_types);
    if (!gated_feed_forward) return std::unexpected(gated_feed_forward.error());
    std::optional<HeadProjection> head;
    if (has_head) {
        auto created = HeadProjection::create(device, options, config.norm_epsilon, head_types);
        if (!created) return std::unexpected(created.error());
        head.emplace(std::move(*created));
    }
    const bool guesses = options.pass == Pass::Decode && has_head && weights.range.has_embedding();
    auto best_candidates = BestCandidates::create(device, options, guesses);
    if (!best_candidates) return std::unexpected(best_candidates.error());
    return PassKernels{options,
                       std::move(embedding),
                       std::move(entry),
                       std::move(rounding),
                       std::move(*query_key_value),
                       std::move(cache_quantiser),
                       std::move(*attention),
                       std::move(*residual_projection),
                       std::move(*gated_feed_forward),
                       std::move(head),
                       std::move(*best_candidates)};
}

}  // namespace inference::vulkan
