#include "tests/support/reference_model.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

#include "inference/gguf/types/decode.h"
#include "tests/support/reference_rope.h"

namespace test_support {

using inference::Result;
using inference::Token;
using inference::gguf::TensorInfo;

namespace {

Result<std::vector<float>> read(const inference::gguf::GgufFile& file, const TensorInfo& tensor) {
    std::vector<std::byte> bytes(tensor.bytes);
    if (auto done = file.read(tensor, 0, bytes); !done) return std::unexpected(done.error());
    std::size_t count = 1;
    for (const auto extent : tensor.shape) count *= extent;
    std::vector<float> out(count);
    if (!inference::gguf::decode(tensor.type, bytes, out))
        return inference::fail(inference::ErrorKind::InvalidArgument, "a tensor can not be decoded", "Mend the test.");
    return out;
}

std::vector<double> rms_norm(const std::vector<double>& input, const std::vector<float>& weight, double epsilon) {
    double squares = 0.0;
    for (const double x : input) squares += x * x;
    const double scale = 1.0 / std::sqrt(squares / static_cast<double>(input.size()) + epsilon);
    std::vector<double> out(input.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = input[i] * scale * static_cast<double>(weight[i]);
    return out;
}

/// Rotates neighbouring pairs (2i, 2i+1) of every head.
void rotate(std::vector<double>& heads, const inference::ModelConfig& config, std::uint32_t position) {
    for (std::size_t head = 0; head < heads.size(); head += config.head_size)
        for (std::size_t pair = 0; pair < config.rope.dimension_count / 2; ++pair) {
            const std::complex<double> turned = std::complex(heads[head + 2 * pair], heads[head + 2 * pair + 1]) *
                                                reference_turn(config.rope, position, static_cast<std::uint32_t>(pair));
            heads[head + 2 * pair] = turned.real();
            heads[head + 2 * pair + 1] = turned.imag();
        }
}

/// Causal attention of one position over what its window has of the cache; groups of query heads share a key and value
/// head.
std::vector<double> attention(const std::vector<double>& query, const ReferenceModel::Cache::Layer& cache,
                              const inference::ModelConfig& config) {
    const std::size_t size = config.head_size;
    const std::size_t kv_length = config.kv_length();
    const std::size_t positions = cache.keys.size() / kv_length;
    const std::size_t group = config.head_count / config.kv_head_count;
    std::vector<double> out(query.size(), 0.0);
    const std::size_t window = config.sliding_window == 0 ? positions : config.sliding_window;
    const std::size_t first = positions > window ? positions - window : 0;
    std::vector<double> scores(positions);
    for (std::size_t head = 0; head < config.head_count; ++head) {
        const std::size_t shared = head / group * size;
        double largest = -std::numeric_limits<double>::infinity();
        for (std::size_t p = first; p < positions; ++p) {
            double score = 0.0;
            for (std::size_t i = 0; i < size; ++i)
                score += query[head * size + i] * cache.keys[p * kv_length + shared + i];
            scores[p] = score / std::sqrt(static_cast<double>(size));
            largest = std::max(largest, scores[p]);
        }
        double total = 0.0;
        for (std::size_t p = first; p < positions; ++p) total += scores[p] = std::exp(scores[p] - largest);
        for (std::size_t p = first; p < positions; ++p)
            for (std::size_t i = 0; i < size; ++i)
                out[head * size + i] += scores[p] / total * cache.values[p * kv_length + shared + i];
    }
    return out;
}

/// Values as int8 with a scale for each 32 give them back.
std::vector<double> as_int8(std::vector<double> values) {
    for (std::size_t block = 0; block < values.size(); block += 32) {
        const std::size_t end = std::min(values.size(), block + 32);
        double largest = 0.0;
        for (std::size_t i = block; i < end; ++i) largest = std::max(largest, std::abs(values[i]));
        if (largest == 0.0) continue;
        for (std::size_t i = block; i < end; ++i)
            values[i] = std::nearbyint(values[i] * 127.0 / largest) * largest / 127.0;
    }
    return values;
}

/// matrix x input, the matrix (rows, input.size()) row-major.
std::vector<double> product(const ReferenceModel::Matrix& matrix, const std::vector<double>& input,
                            ReferenceModel::Activations activations) {
    const bool int8 = activations == ReferenceModel::Activations::Int8 && matrix.in_blocks;
    const std::vector<double> seen = int8 ? as_int8(input) : input;
    const std::size_t columns = seen.size();
    std::vector<double> out(matrix.weights.size() / columns);
    for (std::size_t row = 0; row < out.size(); ++row) {
        double sum = 0.0;
        for (std::size_t i = 0; i < columns; ++i)
            sum += static_cast<double>(matrix.weights[row * columns + i]) * seen[i];
        out[row] = sum;
    }
    return out;
}

void add(std::vector<double>& sum, const std::vector<double>& more) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

template <typename Reference>
double error_against(std::span<const float> a, std::span<const Reference> b) {
    if (a.size() != b.size() || b.empty()) return std::numeric_limits<double>::infinity();
    double difference = 0.0;
    double size = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double reference = static_cast<double>(b[i]);
        const double delta = static_cast<double>(a[i]) - reference;
        difference += delta * delta;
        size += reference * reference;
    }
    const double error = difference / size;
    return std::isfinite(error) ? error : std::numeric_limits<double>::infinity();
}

}  // namespace

Result<ReferenceModel> ReferenceModel::load(const inference::ModelFile& file, GateAndUp gate_and_up) {
    ReferenceModel model;
    model.config_ = file.config;
    inference::Result<void> outcome;
    const auto take = [&](const TensorInfo* tensor) {
        auto values = read(*file.file, *tensor);
        if (values) return std::move(*values);
        outcome = std::unexpected(values.error());
        return std::vector<float>();
    };
    const auto take_matrix = [&](const TensorInfo* tensor) {
        return Matrix{take(tensor), inference::gguf::is_block_quantised(tensor->type)};
    };
    model.embedding_ = take(file.weights.embedding);
    for (const auto& layer : file.weights.layers) {
        model.layers_.push_back({take(layer.attention_norm), take_matrix(layer.query), take_matrix(layer.key),
                                 take_matrix(layer.value), take_matrix(layer.output), take(layer.feed_forward_norm),
                                 take_matrix(layer.gate), take_matrix(layer.up), take_matrix(layer.down)});
        if (gate_and_up == GateAndUp::Together && layer.gate->type != layer.up->type)
            model.layers_.back().gate.in_blocks = model.layers_.back().up.in_blocks = false;
    }
    model.output_norm_ = take(file.weights.output_norm);
    model.head_ = take_matrix(file.weights.head);
    if (!outcome) return std::unexpected(outcome.error());
    return model;
}

bool ReferenceModel::has_blocks() const {
    const Layer& layer = layers_.front();
    const Matrix* matrices[] = {&layer.query, &layer.key, &layer.value, &layer.output,
                                &layer.gate,  &layer.up,  &layer.down,  &head_};
    return std::ranges::any_of(matrices, &Matrix::in_blocks);
}

std::vector<double> ReferenceModel::forward(std::span<const Token> tokens, Cache& cache,
                                            Activations activations) const {
    cache.layers.resize(layers_.size());
    std::vector<double> logits;
    for (const Token token : tokens) {
        const auto row = forward_one(token, cache, activations);
        logits.insert(logits.end(), row.begin(), row.end());
    }
    return logits;
}

std::vector<double> ReferenceModel::forward_one(Token token, Cache& cache, Activations activations) const {
    const auto times = [activations](const Matrix& matrix, const std::vector<double>& input) {
        return product(matrix, input, activations);
    };
    const double epsilon = static_cast<double>(config_.norm_epsilon);
    const auto* row = &embedding_[static_cast<std::size_t>(token) * config_.embedding_length];
    std::vector<double> state(row, row + config_.embedding_length);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const Layer& layer = layers_[l];
        auto& cached = cache.layers[l];
        auto normalised = rms_norm(state, layer.attention_norm, epsilon);
        auto query = times(layer.query, normalised);
        auto key = times(layer.key, normalised);
        const auto value = times(layer.value, normalised);
        rotate(query, config_, cache.positions);
        rotate(key, config_, cache.positions);
        cached.keys.insert(cached.keys.end(), key.begin(), key.end());
        cached.values.insert(cached.values.end(), value.begin(), value.end());
        add(state, times(layer.output, attention(query, cached, config_)));
        normalised = rms_norm(state, layer.feed_forward_norm, epsilon);
        auto hidden = times(layer.gate, normalised);
        const auto up = times(layer.up, normalised);
        for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] *= up[i] / (1.0 + std::exp(-hidden[i]));
        add(state, times(layer.down, hidden));
    }
    ++cache.positions;
    return times(head_, rms_norm(state, output_norm_, epsilon));
}

double normalised_error(std::span<const float> a, std::span<const double> b) { return error_against(a, b); }
double normalised_error(std::span<const float> a, std::span<const float> b) { return error_against(a, b); }

}  // namespace test_support
