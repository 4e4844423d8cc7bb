#include "inference/vulkan/weight_bytes.h"

#include <algorithm>
#include <array>

#include "inference/vulkan/kernels/row_exponents.h"

namespace inference::vulkan {

namespace {

using Order = MatrixLayout::Order;

std::uint64_t aligned(std::uint64_t bytes, std::uint64_t alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
}

/// Adds a matrix to a sum; once it has failed, nothing more.
class Sum {
public:
    explicit Sum(const Capabilities& capabilities) : capabilities_(capabilities) {}
    void add(std::uint64_t& sum, const TensorGroup& tensors, Order order) {
        if (!outcome_) return;
        const auto layout = layout_of(tensors, order);
        const auto parts = layout ? layout->parts(capabilities_.max_binding_bytes)
                                  : Result<std::vector<MatrixLayout::Part>>(std::unexpected(layout.error()));
        if (!parts) {
            outcome_ = std::unexpected(parts.error());
            return;
        }
        for (const auto& part : *parts) sum += part_bytes(*layout, part.groups, capabilities_);
    }
    const Result<void>& outcome() const { return outcome_; }

private:
    const Capabilities& capabilities_;
    Result<void> outcome_;
};

}  // namespace

Result<MatrixLayout> layout_of(const TensorGroup& tensors, MatrixLayout::Order order) {
    const gguf::TensorInfo& first = *tensors.front();
    const bool alike = std::ranges::all_of(tensors, [&](const auto* tensor) { return tensor->type == first.type; });
    std::vector<std::uint32_t> rows;
    for (const gguf::TensorInfo* tensor : tensors) rows.push_back(static_cast<std::uint32_t>(tensor->shape[0]));
    return MatrixLayout::create(alike ? first.type : gguf::TensorType::F32, static_cast<std::uint32_t>(first.shape[1]),
                                rows, order);
}

std::vector<TensorGroup> query_key_value_groups(const LayerWeights& layer) {
    std::vector<TensorGroup> groups;
    for (const gguf::TensorInfo* tensor : {layer.query, layer.key, layer.value}) {
        if (groups.empty() || groups.back().front()->type != tensor->type) groups.emplace_back();
        groups.back().push_back(tensor);
    }
    return groups;
}

PartPlaces part_places(const MatrixLayout& layout, std::uint32_t groups, const Capabilities& capabilities) {
    PartPlaces places{};
    places.scales = aligned(layout.quants_bytes(groups), capabilities.storage_alignment_bytes);
    places.bytes = places.scales + layout.scales_bytes(groups);
    if (!capabilities.multiplies_cooperatively()) return places;
    places.exponents = aligned(places.bytes, capabilities.storage_alignment_bytes);
    places.bytes = places.exponents + RowExponents::bytes(groups);
    return places;
}

std::uint64_t part_bytes(const MatrixLayout& layout, std::uint32_t groups, const Capabilities& capabilities) {
    return part_places(layout, groups, capabilities).bytes;
}

std::uint64_t norm_bytes(const ModelConfig& config) { return aligned(config.embedding_length * sizeof(float), 256); }

Result<WeightBytes> weight_bytes(const ModelFile& model, const Capabilities& capabilities) {
    WeightBytes bytes{.layers = {},
                      .layer_norms = 2 * norm_bytes(model.config),
                      .head = norm_bytes(model.config),
                      .shared = model.weights.head == model.weights.embedding};
    Sum sum(capabilities);
    for (const LayerWeights& layer : model.weights.layers) {
        std::uint64_t& own = bytes.layers.emplace_back();
        for (const TensorGroup& group : query_key_value_groups(layer)) sum.add(own, group, Order::Concatenated);
        sum.add(own, {layer.output}, Order::Concatenated);
        sum.add(own, {layer.gate, layer.up}, Order::Interleaved);
        sum.add(own, {layer.down}, Order::Concatenated);
    }
    sum.add(bytes.head, {model.weights.head}, Order::Concatenated);
    sum.add(bytes.embedding, {model.weights.embedding}, Order::Concatenated);
    if (!sum.outcome()) return std::unexpected(sum.outcome().error());
    return bytes;
}

}  // namespace inference::vulkan
