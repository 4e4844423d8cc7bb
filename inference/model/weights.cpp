#include "inference/model/weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <optional>
#include <set>

namespace inference {

namespace {

/// Takes tensors out of a file by name, each with its expected shape, and knows in the end which were not taken.
class Matcher {
public:
    explicit Matcher(const gguf::GgufFile& file) : file_(file) {
        for (const gguf::TensorInfo& tensor : file.tensors()) {
            by_name_.emplace(tensor.name, &tensor);
            left_.insert(tensor.name);
        }
    }

    bool has(std::string_view name) const { return by_name_.contains(name); }

    const gguf::TensorInfo* matrix(const std::string& name, std::uint64_t rows, std::uint64_t columns) {
        return take(name, {rows, columns});
    }
    /// A vector of float32: norms are never quantised.
    const gguf::TensorInfo* vector(const std::string& name, std::uint64_t length) {
        const gguf::TensorInfo* tensor = take(name, {length});
        if (tensor != nullptr && tensor->type != gguf::TensorType::F32)
            note(ErrorKind::UnsupportedFile,
                 fmt::format("{}: tensor {} is stored as {}, F32 is needed", file_.name(), name,
                             gguf::name_of(static_cast<std::uint32_t>(tensor->type))),
                 "Convert the model anew.");
        return tensor;
    }
    /// Whether a tensor that would change the result was never asked for.
    Result<void> finish() {
        if (!error_ && !left_.empty())
            note(ErrorKind::UnsupportedFile,
                 fmt::format("{} has {} tensors that a LLaMA decoder does not use, such as '{}'", file_.name(),
                             left_.size(), *left_.begin()),
                 "Choose another model: leaving them out would be silently wrong.");
        if (error_) return std::unexpected(*error_);
        return {};
    }

private:
    const gguf::TensorInfo* take(const std::string& name, const std::vector<std::uint64_t>& shape) {
        left_.erase(name);
        const auto at = by_name_.find(name);
        const gguf::TensorInfo* found = at == by_name_.end() ? nullptr : at->second;
        if (found == nullptr) {
            note(ErrorKind::InvalidFile, fmt::format("{} lacks the tensor {}", file_.name(), name),
                 "The file is not complete: get it again.");
        } else if (found->shape != shape) {
            note(ErrorKind::InvalidFile,
                 fmt::format("{}: tensor {} has the shape ({}), ({}) is needed", file_.name(), name,
                             fmt::join(found->shape, ", "), fmt::join(shape, ", ")),
                 "The file is damaged or no LLaMA model: get it again.");
        }
        return found;
    }
    void note(ErrorKind kind, std::string what, std::string hint) {
        if (!error_) error_ = Error{kind, std::move(what), std::move(hint)};
    }

    const gguf::GgufFile& file_;
    std::map<std::string_view, const gguf::TensorInfo*> by_name_;
    std::set<std::string_view> left_;
    std::optional<Error> error_;
};

}  // namespace

Result<Weights> Weights::match(const gguf::GgufFile& file, const ModelConfig& config) {
    Matcher tensors(file);
    Weights weights{};
    const std::uint64_t embedding = config.embedding_length;
    weights.embedding = tensors.matrix("token_embd.weight", config.vocabulary_size, embedding);
    for (std::uint32_t layer = 0; layer < config.layer_count; ++layer) {
        const std::string prefix = fmt::format("blk.{}.", layer);
        LayerWeights of{};
        of.attention_norm = tensors.vector(prefix + "attn_norm.weight", embedding);
        of.query = tensors.matrix(prefix + "attn_q.weight", config.query_length(), embedding);
        of.key = tensors.matrix(prefix + "attn_k.weight", config.kv_length(), embedding);
        of.value = tensors.matrix(prefix + "attn_v.weight", config.kv_length(), embedding);
        of.output = tensors.matrix(prefix + "attn_output.weight", embedding, config.query_length());
        of.feed_forward_norm = tensors.vector(prefix + "ffn_norm.weight", embedding);
        of.gate = tensors.matrix(prefix + "ffn_gate.weight", config.feed_forward_length, embedding);
        of.up = tensors.matrix(prefix + "ffn_up.weight", config.feed_forward_length, embedding);
        of.down = tensors.matrix(prefix + "ffn_down.weight", embedding, config.feed_forward_length);
        weights.layers.push_back(of);
    }
    weights.output_norm = tensors.vector("output_norm.weight", embedding);
    weights.head = tensors.has("output.weight") ? tensors.matrix("output.weight", config.vocabulary_size, embedding)
                                                : weights.embedding;  // tied
    if (tensors.has("rope_freqs.weight")) tensors.vector("rope_freqs.weight", config.rope.dimension_count / 2);
    if (auto all = tensors.finish(); !all) return std::unexpected(all.error());
    return weights;
}

}  // namespace inference
