#include "tests/support/generated_model.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <deque>
#include <random>

#include "tests/support/block_scales.h"

namespace test_support {

using namespace inference;
using gguf::TensorInfo;
using gguf::TensorType;

namespace {

/// Tensors in memory, in the place of a file.
class GeneratedFile : public gguf::GgufFile {
public:
    explicit GeneratedFile(std::uint32_t seed) : random_(seed) {}

    const std::string& name() const override { return name_; }
    std::uint64_t size_bytes() const override { return 0; }
    std::uint32_t version() const override { return 3; }
    const std::map<std::string, gguf::Value, std::less<>>& metadata() const override { return metadata_; }
    const std::vector<TensorInfo>& tensors() const override { return none_; }

    Result<void> read(const TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const override {
        const auto& bytes = bytes_.at(tensor.name);
        if (offset > bytes.size() || out.size() > bytes.size() - offset)
            return fail(ErrorKind::Unreadable, "a tensor was read behind its end", "Mend the caller.");
        std::memcpy(out.data(), bytes.data() + offset, out.size());
        return {};
    }

    const TensorInfo* add_norm(const std::string& name, std::uint32_t length) {
        std::normal_distribution<float> around_one(1.0F, 0.2F);
        std::vector<float> values(length);
        for (float& value : values) value = around_one(random_);
        std::vector<std::byte> bytes(length * sizeof(float));
        std::memcpy(bytes.data(), values.data(), bytes.size());
        return keep(name, TensorType::F32, {length}, std::move(bytes));
    }

    const TensorInfo* add_matrix(const std::string& name, TensorType type, std::uint32_t rows, std::uint32_t columns) {
        const float deviation = 1.0F / std::sqrt(static_cast<float>(columns));
        std::normal_distribution<float> normal(0.0F, deviation);
        const std::size_t count = std::size_t{rows} * columns;
        std::vector<std::byte> bytes;
        const auto put = [&](const auto& value) {
            const auto* from = reinterpret_cast<const std::byte*>(&value);
            bytes.insert(bytes.end(), from, from + sizeof value);
        };
        if (gguf::is_block_quantised(type)) {
            add_blocks(type, count, deviation, bytes);
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                const float value = normal(random_);
                if (type == TensorType::F32)
                    put(value);
                else if (type == TensorType::F16)
                    put(half_of_float(value));
                else  // BF16
                    put(static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(value) >> 16U));
            }
        }
        return keep(name, type, {rows, columns}, std::move(bytes));
    }

private:
    /// Random bytes, but for the float16 scales.
    void add_blocks(TensorType type, std::size_t count, float deviation, std::vector<std::byte>& bytes) {
        const BlockScales& scales = BlockScales::of(type);
        const auto layout = *gguf::layout_of(type);
        bytes.resize(count / layout.block_weights * layout.block_bytes);
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random_());
        const auto factor = [&] { return deviation * (0.5F + 0.001F * static_cast<float>(random_() % 1000)); };
        for (std::size_t at = 0; at < bytes.size(); at += layout.block_bytes) {
            const float scale = factor();
            scales.put(bytes.data() + at, scale, factor());
        }
    }

    const TensorInfo* keep(const std::string& name, TensorType type, std::vector<std::uint64_t> shape,
                           std::vector<std::byte> bytes) {
        infos_.push_back({name, type, std::move(shape), 0, bytes.size()});
        bytes_[name] = std::move(bytes);
        return &infos_.back();
    }

    std::mt19937 random_;
    std::string name_ = "generated";
    std::map<std::string, gguf::Value, std::less<>> metadata_;
    std::vector<TensorInfo> none_;
    std::deque<TensorInfo> infos_;
    std::map<std::string, std::vector<std::byte>> bytes_;
};

}  // namespace

std::shared_ptr<const ModelFile> generated_model(const GeneratedShape& shape) {
    auto file = std::make_shared<GeneratedFile>(shape.seed);
    auto model = std::make_shared<ModelFile>();
    ModelConfig& config = model->config;
    config.name = "generated";
    config.layer_count = shape.layer_count;
    config.embedding_length = shape.embedding_length;
    config.feed_forward_length = shape.feed_forward_length;
    config.head_count = shape.head_count;
    config.kv_head_count = shape.kv_head_count;
    config.head_size = shape.head_size;
    config.vocabulary_size = shape.vocabulary_size;
    config.context_length = shape.context_length;
    config.sliding_window = shape.sliding_window;
    config.norm_epsilon = 1e-5F;
    config.rope = shape.rope;
    if (config.rope.dimension_count == 0) config.rope.dimension_count = shape.head_size;

    const std::uint32_t length = shape.embedding_length;
    const auto matrix_of = [&](const std::string& prefix, const std::string& name, std::uint32_t rows,
                               std::uint32_t columns) {
        const auto other = shape.types.find(name);
        return file->add_matrix(prefix + name, other == shape.types.end() ? shape.type : other->second, rows, columns);
    };
    Weights& weights = model->weights;
    weights.embedding = matrix_of("", "token_embd", shape.vocabulary_size, length);
    for (std::uint32_t l = 0; l < shape.layer_count; ++l) {
        const std::string prefix = "blk." + std::to_string(l) + ".";
        const auto matrix = [&](const char* name, std::uint32_t rows, std::uint32_t columns) {
            return matrix_of(prefix, name, rows, columns);
        };
        LayerWeights layer{};
        layer.attention_norm = file->add_norm(prefix + "attn_norm", length);
        layer.query = matrix("attn_q", config.query_length(), length);
        layer.key = matrix("attn_k", config.kv_length(), length);
        layer.value = matrix("attn_v", config.kv_length(), length);
        layer.output = matrix("attn_output", length, config.query_length());
        layer.feed_forward_norm = file->add_norm(prefix + "ffn_norm", length);
        layer.gate = matrix("ffn_gate", shape.feed_forward_length, length);
        layer.up = matrix("ffn_up", shape.feed_forward_length, length);
        layer.down = matrix("ffn_down", length, shape.feed_forward_length);
        weights.layers.push_back(layer);
    }
    weights.output_norm = file->add_norm("output_norm", length);
    weights.head = shape.tied_head ? weights.embedding : matrix_of("", "output", shape.vocabulary_size, length);
    model->file = std::move(file);
    return model;
}

}  // namespace test_support
