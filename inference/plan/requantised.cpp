#include "inference/plan/requantised.h"

#include <array>
#include <deque>

namespace inference {

using gguf::TensorInfo;
using gguf::TensorType;

namespace {

using enum TensorType;
// llama.cpp, src/llama-quant.cpp, llama_tensor_get_type. Q2_K has had several recipes: this is a little more than any.
constexpr std::array in_use = {
    Quantisation{"Q8_0", Q8_0, Q8_0, Q8_0, Q8_0, false},  Quantisation{"Q6_K", Q6_K, Q6_K, Q6_K, Q6_K, false},
    Quantisation{"Q5_K_M", Q5_K, Q6_K, Q6_K, Q5_K, true}, Quantisation{"Q4_K_M", Q4_K, Q6_K, Q6_K, Q4_K, true},
    Quantisation{"Q4_0", Q4_0, Q6_K, Q4_0, Q4_0, false},  Quantisation{"Q3_K_S", Q3_K, Q6_K, Q3_K, Q3_K, false},
    Quantisation{"Q2_K", Q2_K, Q6_K, Q4_K, Q4_K, false},
};

bool has_finer(const Quantisation& quantisation, std::size_t layer, std::size_t layers) {
    const std::size_t eighth = layers / 8;
    return !quantisation.in_some_layers || layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

/// The matrices of a model, in other types.
struct RequantisedModel : ModelFile {
    std::deque<TensorInfo> tensors;
    std::uint64_t bytes_before = 0;
    std::uint64_t bytes = 0;
    bool possible = true;

    void put(const TensorInfo*& tensor, TensorType type) {
        const auto layout = *gguf::layout_of(type);
        possible = possible && tensor->shape.back() % layout.block_weights == 0;
        const std::uint64_t weights = tensor->shape.front() * tensor->shape.back();
        bytes_before += tensor->bytes;
        bytes += weights / layout.block_weights * layout.block_bytes;
        TensorInfo& other = tensors.emplace_back(*tensor);
        other.type = type;
        other.bytes = weights / layout.block_weights * layout.block_bytes;
        tensor = &other;
    }
};

}  // namespace

std::span<const Quantisation> quantisations() { return in_use; }

std::shared_ptr<const ModelFile> requantised(const ModelFile& model, const Quantisation& quantisation) {
    auto other = std::make_shared<RequantisedModel>();
    static_cast<ModelFile&>(*other) = model;
    Weights& weights = other->weights;
    const bool tied = weights.head == weights.embedding;
    other->put(weights.head, quantisation.head);
    if (tied)
        weights.embedding = weights.head;
    else
        other->put(weights.embedding, quantisation.most);
    for (std::size_t l = 0; l < weights.layers.size(); ++l) {
        LayerWeights& layer = weights.layers[l];
        const TensorType finer =
            has_finer(quantisation, l, weights.layers.size()) ? quantisation.finer : quantisation.most;
        for (const TensorInfo** matrix : {&layer.query, &layer.key, &layer.gate, &layer.up})
            other->put(*matrix, quantisation.most);
        other->put(layer.value, finer);
        other->put(layer.down, finer);
        other->put(layer.output, quantisation.output);
    }
    if (!other->possible || other->bytes >= other->bytes_before) return nullptr;
    other->config.quantisation = quantisation.name;
    return other;
}

}  // namespace inference
