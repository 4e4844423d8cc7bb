#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "inference/cpu/activations.h"
#include "inference/cpu/attention.h"
#include "inference/cpu/cpu_weights.h"
#include "inference/cpu/elementwise.h"
#include "inference/cpu/kv_cache.h"
#include "inference/cpu/memory.h"
#include "inference/model/model_config.h"
#include "inference/sampling/candidates.h"

namespace inference::cpu {

/// A row of numbers for each token.
template <typename T>
struct Rows {
    Memory memory;
    std::size_t stride = 0;
    T* operator[](std::size_t row) { return memory.as<T>() + row * stride; }
    const T* operator[](std::size_t row) const { return memory.as<T>() + row * stride; }
};

/// Where a pass reads and writes: one conversation's cache, and scratch for as many tokens as a batch may have. Both
/// kinds of pass use the same scratch.
class PassBuffers {
public:
    static constexpr std::uint32_t decode_tokens = 8;  ///< most of a Pass::Decode batch
    static constexpr std::uint32_t tile_rows = 32;     ///< rows of attention computed together

    struct Sizes {
        CacheLayout cache;
        std::uint32_t layers = 0;
        std::uint32_t tokens = 0;  ///< most of a batch, at least decode_tokens
        unsigned threads = 1;
        bool has_head = false;
    };
    /// Fails with OutOfMemory before anything is allocated if it cannot fit, naming what is needed and what is there.
    static Result<std::unique_ptr<PassBuffers>> create(const ModelConfig& config, const Sizes& sizes);
    static std::uint64_t bytes_needed(const ModelConfig& config, const Sizes& sizes);

    std::uint64_t bytes() const { return bytes_; }

    KvCache cache;
    Rows<float> turns;            // (tokens, head_size / 2, 2): cos and sin of the batch's positions
    Rows<float> residual;         // (tokens, embedding_length)
    Activations normalised;       // (tokens, embedding_length)
    Rows<float> query_key_value;  // (tokens, query_length + 2 kv_length), as the products give them
    Rows<float> query;            // (tokens, query_length), rotated, divided by sqrt(head_size)
    Activations attended;         // (tokens, query_length)
    Rows<float> gate_up;          // (tokens, 2 feed_forward_length)
    Activations hidden;           // (tokens, feed_forward_length)
    Rows<float> product;          // (tokens, embedding_length), to be added to the residual

    // What decoding's threads found in their splits of the context, to be merged.
    std::uint32_t splits = 0;       // of the whole cache
    Rows<float> part_values;        // (decode_tokens * head_count, splits, padded head_size)
    Rows<float> part_sums;          // (decode_tokens * head_count, splits, 2): maximum, sum
    Rows<float> attention_scratch;  // (threads, attention_scratch_floats + 2 tile_rows padded head_size)

    std::uint32_t head_rows = 0;   // rows of logits that are computed at a time
    Rows<float> logits;            // (head_rows, vocabulary_size)
    Rows<float> maxima;            // (head_rows, groups of logits)
    Rows<ExponentialSum> sums;     // (head_rows, blocks of logits)
    Rows<Candidates::Entry> best;  // (threads, vocabulary_size): scratch of best_candidates

private:
    PassBuffers(KvCache cache_, Activations normalised_, Activations attended_, Activations hidden_)
        : cache(std::move(cache_)),
          normalised(std::move(normalised_)),
          attended(std::move(attended_)),
          hidden(std::move(hidden_)) {}
    std::uint64_t bytes_ = 0;
};

}  // namespace inference::cpu
