#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "inference/cpu/kv_cache.h"

namespace inference::cpu {

/// Causal attention over the cache of one head of keys and values (Vaswani et al. 2017, arXiv:1706.03762), with a
/// running softmax (Milakov and Gimelshein 2018, arXiv:1805.02867) over splits of the context.
///
/// A row is the query of one token and head. The context is split at fixed positions, the multiples of
/// `split_positions`; within a split sums go over the positions in order, and splits are merged in order. What a row
/// gives depends on neither the rows computed with it nor on who merges its splits, bit for bit.
inline constexpr std::uint32_t split_positions = 256;

/// What a row sees of some splits: sum over its positions of exp(score - maximum) * value.
struct AttentionPart {
    float maximum;  ///< of the scores
    float sum;      ///< of exp(score - maximum)
    float* values;  ///< (padded head_size), all weighted and summed
};

/// One row of a call.
struct AttentionRow {
    const float* query;   ///< (head_size), divided by sqrt(head_size)
    std::uint32_t begin;  ///< the positions that the row sees, anywhere in the context
    std::uint32_t end;
    AttentionPart part;  ///< written
};

/// Floats of scratch for a call with so many rows.
constexpr std::size_t attention_scratch_floats(std::uint32_t rows) { return std::size_t{rows} * split_positions; }

/// The parts of split number `split`. A row that sees none of it is left as it is.
/// keys, values: one head's of KvCache.
void attend_split(const CacheLayout& layout, const std::byte* keys, const std::byte* values, std::uint32_t split,
                  std::span<AttentionRow> rows, float* scratch);

/// Adds what `next` saw to what `sum` saw before it. `values` are `count` floats.
void merge_parts(AttentionPart& sum, const AttentionPart& next, std::uint32_t count);

}  // namespace inference::cpu
