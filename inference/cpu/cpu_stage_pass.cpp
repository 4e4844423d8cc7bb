#include "inference/cpu/cpu_stage_pass.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <utility>

#include "inference/cpu/best_candidates.h"
#include "inference/cpu/cpu_stage_attention.h"
#include "inference/cpu/kernels/product_kernels.h"

namespace inference::cpu {

namespace {

bool wants_logits(Output output) { return output == Output::LastLogits || output == Output::AllLogits; }

double product_work(const Matrix& matrix, std::uint32_t tokens) {
    return static_cast<double>(matrix.rows()) * matrix.columns() * tokens;
}

/// Into how many parts a product can be cut that take no longer for it.
std::uint32_t parts_of(const Matrix& matrix, std::uint32_t tokens) {
    return (matrix.groups() - 1) / groups_at_once(tokens) + 1;
}

/// The groups of some of these parts.
Share::Range groups_of(const Matrix& matrix, std::uint32_t tokens, Share::Range parts) {
    const auto bound = [&](std::uint32_t part) { return std::min(part * groups_at_once(tokens), matrix.groups()); };
    return {bound(parts.begin), bound(parts.end)};
}

/// The steps of one pass as they are added.
class PassBuilder {
public:
    PassBuilder(const ModelConfig& config, const CpuWeights& weights, PassBuffers& buffers, const PassShape& shape)
        : config_(config), weights_(weights), buffers_(buffers), shape_(shape) {}

    std::vector<PassStep> take() { return std::move(steps_); }

    /// Work that each of `count` items is done with apart.
    template <typename Work>
    void each(std::string_view name, std::uint32_t count, double multiply_adds, Work work) {
        steps_.push_back({name, multiply_adds, [count, work](Share share, unsigned) -> Result<void> {
                              const Share::Range own = share.of(count);
                              for (std::uint32_t item = own.begin; item < own.end; ++item) work(item);
                              return {};
                          }});
    }

    /// Work of a microsecond or two, less than meeting at a barrier costs: one thread does it all, and what follows of
    /// the kind with it.
    void alone(std::string_view name, std::function<void()> work) {
        if (last_alone_ > 0 && last_alone_ == steps_.size()) {
            auto before = std::move(steps_.back().run);
            steps_.back().run = [before = std::move(before), work = std::move(work)](Share share, unsigned thread) {
                auto done = before(share, thread);
                if (share.index == 0) work();
                return done;
            };
            return;
        }
        steps_.push_back({name, 0.0, [work = std::move(work)](Share share, unsigned) -> Result<void> {
                              if (share.index == 0) work();
                              return {};
                          }});
        last_alone_ = steps_.size();
    }

    struct Product {
        const std::optional<Matrix>& matrix;
        float* out;  // (tokens, stride)
    };
    /// Products of `input` with several matrices, which read the same int8.
    void products(std::string_view name, Activations& input, std::uint32_t tokens, std::vector<Product> products,
                  std::size_t stride) {
        double work = 0.0;
        double bytes = 0.0;
        bool int8 = false;
        std::uint32_t parts = 0;
        for (const Product& product : products) {
            parts += parts_of(*product.matrix, tokens);
            work += product_work(*product.matrix, tokens);
            bytes += static_cast<double>(product.matrix->read_bytes());
            int8 = int8 || product.matrix->reads_int8();
        }
        if (int8 && tokens == 1 && last_alone_ > 0 && last_alone_ == steps_.size())
            alone("quantise", [&input] { input.quantise(1, {}); });
        else if (int8)
            steps_.push_back({"quantise", 0.0, [tokens, &input](Share share, unsigned) -> Result<void> {
                                  input.quantise(tokens, share);
                                  return {};
                              }});
        steps_.push_back({name, work,
                          [=, &input](Share share, unsigned) -> Result<void> {
                              Share::Range own = share.of(parts);
                              for (const Product& product : products) {
                                  const Matrix& matrix = *product.matrix;
                                  const std::uint32_t count = parts_of(matrix, tokens);
                                  const Share::Range groups = groups_of(matrix, tokens, own);
                                  if (auto done = matrix.multiply_groups(groups, input, tokens, product.out, stride);
                                      !done)
                                      return done;
                                  own = {own.begin - std::min(own.begin, count), own.end - std::min(own.end, count)};
                              }
                              return {};
                          },
                          bytes, parts});
    }

    /// residual += product, where one is waiting to be added; normalised = norm(residual) * weight.
    void norm(std::string_view name, const std::vector<float>& weight, bool product_waits) {
        const auto of_token = [&own = buffers_, &weight, config = &config_, product_waits](std::uint32_t t) {
            const std::span residual(own.residual[t], config->embedding_length);
            if (product_waits) add_to(residual, own.product[t]);
            rms_norm(residual, weight.data(), config->norm_epsilon, own.normalised.row(t).data());
        };
        if (shape_.tokens == 1)
            alone(name, [of_token] { of_token(0); });
        else
            each(name, shape_.tokens, 0.0, of_token);
    }

    void embedding(std::span<const Token> tokens);
    void layer(std::uint32_t l, bool only_cache);
    void head(BatchResult& result);
    void activations_out(BatchResult& result);

private:
    void rotate_and_store(std::uint32_t l);
    void candidates(std::uint32_t first, std::uint32_t rows, BatchResult& result);

    const ModelConfig& config_;
    const CpuWeights& weights_;
    PassBuffers& buffers_;
    const PassShape& shape_;
    std::vector<PassStep> steps_;
    std::size_t last_alone_ = 0;  // so many steps there were when the last one of a single thread was added
};

/// residual[t] = embedding[token[t]]
void PassBuilder::embedding(std::span<const Token> tokens) {
    steps_.push_back(
        {"embedding", 0.0,
         [tokens, &own = buffers_, &rows = weights_.embedding_rows(), length = config_.embedding_length](
             Share share, unsigned) -> Result<void> {
             const Share::Range range = share.of(static_cast<std::uint32_t>(tokens.size()));
             for (std::uint32_t t = range.begin; t < range.end; ++t)
                 if (auto read = rows.read_row(static_cast<std::uint32_t>(tokens[t]), {own.residual[t], length}); !read)
                     return read;
             return {};
         }});
}

/// Of each head: query = rotated query / sqrt(head_size), the cache's key = rotated key, its value = value
void PassBuilder::rotate_and_store(std::uint32_t l) {
    const std::uint32_t heads = config_.head_count + 2 * config_.kv_head_count;
    const float scale = 1.0F / std::sqrt(static_cast<float>(config_.head_size));
    each("rotate, store", shape_.tokens * heads, 0.0,
         [=, &own = buffers_, config = &config_, shape = &shape_](std::uint32_t item) {
             const std::uint32_t t = item / heads;
             std::uint32_t head = item % heads;
             float* const row = own.query_key_value[t] + std::size_t{head} * config->head_size;
             const std::span values(row, config->head_size);
             if (head < config->head_count) {
                 rotate(values, own.turns[t], scale, own.query[t] + std::size_t{head} * config->head_size);
                 return;
             }
             head -= config->head_count;
             if (head < config->kv_head_count) {
                 rotate(values, own.turns[t], 1.0F, row);
                 own.cache.store_key(l, head, shape->position + t, row);
             } else {
                 own.cache.store_value(l, head - config->kv_head_count, shape->position + t, row);
             }
         });
}

void PassBuilder::layer(std::uint32_t l, bool only_cache) {
    const CpuLayer& layer = weights_.layers[l];
    const std::uint32_t tokens = shape_.tokens;
    const std::size_t query_length = config_.query_length();
    const std::size_t kv_length = config_.kv_length();
    const std::size_t feed_forward_length = config_.feed_forward_length;
    PassBuffers& own = buffers_;

    // query, key, value = W * norm(residual); query and key rotated; key and value into the cache
    norm("attention norm", layer.attention_norm, l > 0);
    products("query, key, value", own.normalised, tokens,
             {{layer.query, own.query_key_value[0]},
              {layer.key, own.query_key_value[0] + query_length},
              {layer.value, own.query_key_value[0] + query_length + kv_length}},
             own.query_key_value.stride);
    rotate_and_store(l);
    if (only_cache) return;

    // attended = softmax(query . keys / sqrt(head_size)) . values
    for (PassStep& step : attention_steps(config_, own, shape_, l)) steps_.push_back(std::move(step));

    // residual += W_output * attended
    products("attention output", own.attended, tokens, {{layer.output, own.product[0]}}, own.product.stride);
    norm("feed-forward norm", layer.feed_forward_norm, true);

    // hidden = silu(W_gate * norm(residual)) * (W_up * norm(residual))
    products("gate, up", own.normalised, tokens,
             {{layer.gate, own.gate_up[0]}, {layer.up, own.gate_up[0] + feed_forward_length}}, own.gate_up.stride);
    constexpr std::uint32_t piece = 512;  // columns that a thread does at once: some microseconds
    const auto pieces = static_cast<std::uint32_t>((feed_forward_length + piece - 1) / piece);
    each("gate", tokens * pieces, 0.0, [=, &own](std::uint32_t item) {
        const std::uint32_t t = item / pieces;
        const std::size_t first = std::size_t{item % pieces} * piece;
        const std::size_t count = std::min<std::size_t>(piece, feed_forward_length - first);
        const float* row = own.gate_up[t] + first;
        gate(own.hidden.row(t).subspan(first, count), row, row + feed_forward_length);
    });

    // residual += W_down * hidden, where the next norm reads it
    products("down", own.hidden, tokens, {{layer.down, own.product[0]}}, own.product.stride);
}

/// logits[r] = W_head * norm(residual of the wanted token r), a few rows at a time
void PassBuilder::head(BatchResult& result) {
    const std::uint32_t wanted = rows_wanted(shape_.output, shape_.tokens);
    const std::uint32_t before = shape_.tokens - wanted;  // tokens whose logits nobody asked for
    const std::size_t row_length = config_.vocabulary_size;
    PassBuffers& own = buffers_;
    for (std::uint32_t first = 0; first < wanted; first += own.head_rows) {
        const std::uint32_t rows = std::min(own.head_rows, wanted - first);
        each("output norm", rows, 0.0, [=, &own, config = &config_, &weight = weights_.output_norm](std::uint32_t row) {
            const std::uint32_t t = before + first + row;
            const std::span residual(own.residual[t], config->embedding_length);
            add_to(residual, own.product[t]);
            rms_norm(residual, weight.data(), config->norm_epsilon, own.normalised.row(row).data());
        });
        float* const out = wants_logits(shape_.output) ? result.logits.data() + first * row_length : own.logits[0];
        products("head", own.normalised, rows, {{weights_.head, out}}, row_length);
        if (!wants_logits(shape_.output)) candidates(first, rows, result);
    }
}

/// The best of each row of logits, and log(sum of exp(logit))
void PassBuilder::candidates(std::uint32_t first, std::uint32_t rows, BatchResult& result) {
    PassBuffers& own = buffers_;
    const std::uint32_t row_length = config_.vocabulary_size;
    const std::uint32_t blocks = (row_length + sum_block - 1) / sum_block;
    each("sums of logits", rows * blocks, 0.0, [=, &own](std::uint32_t item) {
        const std::uint32_t row = item / blocks;
        const std::uint32_t block = item % blocks;
        const std::uint32_t start = block * sum_block;
        const std::span logits(own.logits[row] + start, std::min(sum_block, row_length - start));
        own.sums[row][block] = exponential_sum(logits);
        group_maxima(logits, own.maxima[row] + start / maxima_group);
    });
    steps_.push_back({"best candidates", 0.0, [=, &own, &result](Share share, unsigned thread) -> Result<void> {
                          const Share::Range range = share.of(rows);
                          for (std::uint32_t row = range.begin; row < range.end; ++row)
                              best_candidates({own.logits[row], row_length}, {own.maxima[row], own.maxima.stride},
                                              {own.sums[row], blocks}, {own.best[thread], row_length},
                                              result.candidates[first + row]);
                          return {};
                      }});
}

/// activations[t] = residual[t], for the stage that follows
void PassBuilder::activations_out(BatchResult& result) {
    each("activations", shape_.tokens, 0.0,
         [&own = buffers_, &result, length = config_.embedding_length](std::uint32_t t) {
             add_to({own.residual[t], length}, own.product[t]);
             std::memcpy(&result.activations[std::size_t{t} * length], own.residual[t], length * sizeof(float));
         });
}

}  // namespace

std::uint32_t rows_wanted(Output output, std::uint32_t tokens) {
    switch (output) {
        case Output::None: return 0;
        case Output::LastCandidates:
        case Output::LastLogits: return 1;
        case Output::AllCandidates:
        case Output::AllLogits: break;
    }
    return tokens;
}

BatchResult make_room(const ModelConfig& config, const CpuWeights& weights, const PassShape& shape) {
    BatchResult result;
    if (!weights.has_head) {
        result.activations.resize(std::size_t{shape.tokens} * config.embedding_length);
        return result;
    }
    const std::uint32_t rows = rows_wanted(shape.output, shape.tokens);
    if (wants_logits(shape.output)) {
        result.logits.resize(std::size_t{rows} * config.vocabulary_size);
    } else {
        result.candidates.resize(rows);
        for (Candidates& row : result.candidates) row.best.resize(std::min(Candidates::kept, config.vocabulary_size));
    }
    return result;
}

std::vector<PassStep> forward_pass(const ModelConfig& config, const CpuWeights& weights, PassBuffers& buffers,
                                   const PassShape& shape, std::span<const Token> tokens, BatchResult& result) {
    PassBuilder pass(config, weights, buffers, shape);
    if (weights.has_embedding) pass.embedding(tokens);
    for (std::uint32_t l = 0; l < weights.range.count; ++l) {
        const bool last = weights.has_head && l + 1 == weights.range.count;
        pass.layer(l, last && shape.output == Output::None);  // then the caches are all that is asked for
    }
    if (weights.has_head)
        pass.head(result);
    else
        pass.activations_out(result);
    return pass.take();
}

}  // namespace inference::cpu
