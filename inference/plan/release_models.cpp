#include "inference/plan/release_models.h"

#include <algorithm>
#include <array>
#include <deque>

namespace inference {

using gguf::TensorInfo;
using gguf::TensorType;

namespace {

constexpr std::uint32_t vocabulary_size = 32000;

struct Shape {
    SizeClass size;
    const char* name;
    std::uint32_t layers, embedding, feed_forward, heads;
};
constexpr std::array shapes = {
    Shape{SizeClass::B7, "LLaMA 7B", 32, 4096, 11008, 32}, Shape{SizeClass::B13, "LLaMA 13B", 40, 5120, 13824, 40},
    Shape{SizeClass::B33, "LLaMA 33B", 60, 6656, 17920, 52}, Shape{SizeClass::B65, "LLaMA 65B", 80, 8192, 22016, 64}};

struct ShapedModel : ModelFile {
    std::deque<TensorInfo> tensors;

    const TensorInfo* norm() {
        const std::uint64_t length = config.embedding_length;
        return &tensors.emplace_back(TensorInfo{"norm", TensorType::F32, {length}, 0, length * 4});
    }
    const TensorInfo* matrix(TensorType type, std::uint64_t rows, std::uint64_t columns) {
        const auto layout = *gguf::layout_of(type);
        config.parameter_count += rows * columns;
        return &tensors.emplace_back(
            TensorInfo{"matrix", type, {rows, columns}, 0, rows * columns / layout.block_weights * layout.block_bytes});
    }
};

}  // namespace

std::shared_ptr<const ModelFile> release_model(SizeClass size, TensorType type) {
    const Shape& shape = *std::ranges::find(shapes, size, &Shape::size);
    auto model = std::make_shared<ShapedModel>();
    ModelConfig& config = model->config;
    config.name = shape.name;
    config.quantisation = gguf::layout_of(type)->name;
    config.layer_count = shape.layers;
    config.embedding_length = shape.embedding;
    config.feed_forward_length = shape.feed_forward;
    config.head_count = config.kv_head_count = shape.heads;
    config.head_size = shape.embedding / shape.heads;
    config.vocabulary_size = vocabulary_size;
    config.context_length = 2048;
    Weights& weights = model->weights;
    weights.embedding = model->matrix(type, vocabulary_size, shape.embedding);
    weights.head = model->matrix(type, vocabulary_size, shape.embedding);
    weights.output_norm = model->norm();
    const auto square = [&] { return model->matrix(type, shape.embedding, shape.embedding); };
    const auto wide = [&] { return model->matrix(type, shape.feed_forward, shape.embedding); };
    for (std::uint32_t l = 0; l < shape.layers; ++l)
        weights.layers.push_back({.attention_norm = model->norm(),
                                  .query = square(),
                                  .key = square(),
                                  .value = square(),
                                  .output = square(),
                                  .feed_forward_norm = model->norm(),
                                  .gate = wide(),
                                  .up = wide(),
                                  .down = model->matrix(type, shape.embedding, shape.feed_forward)});
    return model;
}

}  // namespace inference
