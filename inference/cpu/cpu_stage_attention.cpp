#include "inference/cpu/cpu_stage_attention.h"

#include <algorithm>
#include <array>

namespace inference::cpu {

namespace {

/// The first position that the token at `position` sees.
std::uint32_t first_seen(const ModelConfig& config, std::uint32_t position) {
    const std::uint32_t end = position + 1;
    return config.sliding_window == 0 ? 0 : end - std::min(end, config.sliding_window);
}

/// Query heads that share a head of keys and values have the rows (token, head of the group), token by token. Tiles of
/// them are computed together, so that what is read of the cache serves several.
class LayerAttention {
public:
    LayerAttention(const ModelConfig& config, PassBuffers& buffers, const PassShape& shape, std::uint32_t layer)
        : config_(config),
          buffers_(buffers),
          shape_(shape),
          tokens_(shape.tokens),
          layer_(layer),
          group_(config.head_count / config.kv_head_count),
          padded_(CacheLayout::padded(config.head_size)) {}

    std::uint32_t tiles() const { return (tokens_ * group_ + tile_rows - 1) / tile_rows; }

    /// A split for a tile, kept to be merged: the threads share out a long context.
    void split_of_tile(std::uint32_t kv_head, std::uint32_t tile, std::uint32_t split, unsigned thread) const;
    void merge_row(std::uint32_t token, std::uint32_t head) const;
    /// All splits for a tile, merged as they come.
    void whole_tile(std::uint32_t kv_head, std::uint32_t tile, unsigned thread) const;

private:
    static constexpr std::uint32_t tile_rows = PassBuffers::tile_rows;

    struct Row {
        std::uint32_t token;
        std::uint32_t head;
    };
    struct Tile {
        std::array<AttentionRow, tile_rows> rows;
        std::uint32_t count = 0;
    };
    std::uint32_t begin_of(std::uint32_t token) const { return first_seen(config_, shape_.position + token); }
    Row row_of(std::uint32_t kv_head, std::uint32_t tile, std::uint32_t i) const {
        const std::uint32_t row = tile * tile_rows + i;
        return {row / group_, kv_head * group_ + row % group_};
    }
    Tile rows_of(std::uint32_t kv_head, std::uint32_t tile) const;
    /// The splits that a row sees.
    std::uint32_t first_split(const AttentionRow& row) const { return row.begin / split_positions; }
    std::uint32_t end_split(const AttentionRow& row) const { return (row.end - 1) / split_positions + 1; }
    void attend(std::uint32_t kv_head, std::uint32_t split, Tile& tile, float* scratch) const {
        attend_split(buffers_.cache.layout(), buffers_.cache.keys(layer_, kv_head),
                     buffers_.cache.values(layer_, kv_head), split, {tile.rows.data(), tile.count}, scratch);
    }
    void finish(Row row, const AttentionPart& part) const {
        float* out = buffers_.attended.row(row.token).data() + std::size_t{row.head} * config_.head_size;
        for (std::uint32_t i = 0; i < config_.head_size; ++i) out[i] = part.values[i] / part.sum;
    }
    std::size_t kept_row(Row row) const { return std::size_t{row.token} * config_.head_count + row.head; }

    const ModelConfig& config_;
    PassBuffers& buffers_;
    const PassShape& shape_;
    std::uint32_t tokens_;
    std::uint32_t layer_;
    std::uint32_t group_;   // heads that share a head of keys and values
    std::uint32_t padded_;  // head_size
};

LayerAttention::Tile LayerAttention::rows_of(std::uint32_t kv_head, std::uint32_t tile) const {
    Tile result{};
    result.count = std::min(tile_rows, tokens_ * group_ - tile * tile_rows);
    for (std::uint32_t i = 0; i < result.count; ++i) {
        const Row row = row_of(kv_head, tile, i);
        result.rows[i] = {.query = buffers_.query[row.token] + std::size_t{row.head} * config_.head_size,
                          .begin = begin_of(row.token),
                          .end = shape_.position + row.token + 1,
                          .part = {}};
    }
    return result;
}

void LayerAttention::split_of_tile(std::uint32_t kv_head, std::uint32_t tile, std::uint32_t split,
                                   unsigned thread) const {
    Tile rows = rows_of(kv_head, tile);
    for (std::uint32_t i = 0; i < rows.count; ++i)
        rows.rows[i].part.values =
            buffers_.part_values[kept_row(row_of(kv_head, tile, i))] + std::size_t{split} * padded_;
    attend(kv_head, split, rows, buffers_.attention_scratch[thread]);
    for (std::uint32_t i = 0; i < rows.count; ++i) {
        float* sums = buffers_.part_sums[kept_row(row_of(kv_head, tile, i))] + std::size_t{split} * 2;
        sums[0] = rows.rows[i].part.maximum;
        sums[1] = rows.rows[i].part.sum;
    }
}

void LayerAttention::merge_row(std::uint32_t token, std::uint32_t head) const {
    const Row row{token, head};
    const AttentionRow seen{.query = nullptr, .begin = begin_of(token), .end = shape_.position + token + 1, .part = {}};
    const auto part_of = [&](std::uint32_t split) {
        const float* sums = buffers_.part_sums[kept_row(row)] + std::size_t{split} * 2;
        return AttentionPart{sums[0], sums[1], buffers_.part_values[kept_row(row)] + std::size_t{split} * padded_};
    };
    AttentionPart sum = part_of(first_split(seen));
    for (std::uint32_t split = first_split(seen) + 1; split < end_split(seen); ++split)
        merge_parts(sum, part_of(split), padded_);
    finish(row, sum);
}

void LayerAttention::whole_tile(std::uint32_t kv_head, std::uint32_t tile, unsigned thread) const {
    Tile rows = rows_of(kv_head, tile);
    float* const scores = buffers_.attention_scratch[thread];
    float* const values = scores + attention_scratch_floats(tile_rows);  // (2, tile_rows, padded): merged, a split's
    std::array<AttentionPart, tile_rows> merged;
    std::uint32_t first = splits_of(config_, shape_).end, end = 0;
    for (std::uint32_t i = 0; i < rows.count; ++i) {
        first = std::min(first, first_split(rows.rows[i]));
        end = std::max(end, end_split(rows.rows[i]));
        merged[i].values = values + std::size_t{i} * padded_;
    }
    for (std::uint32_t split = first; split < end; ++split) {
        for (std::uint32_t i = 0; i < rows.count; ++i)
            rows.rows[i].part.values =
                split == first_split(rows.rows[i]) ? merged[i].values : values + std::size_t{tile_rows + i} * padded_;
        attend(kv_head, split, rows, scores);
        for (std::uint32_t i = 0; i < rows.count; ++i) {
            const AttentionRow& row = rows.rows[i];
            if (split == first_split(row))
                merged[i] = row.part;
            else if (split > first_split(row) && split < end_split(row))
                merge_parts(merged[i], row.part, padded_);
        }
    }
    for (std::uint32_t i = 0; i < rows.count; ++i) finish(row_of(kv_head, tile, i), merged[i]);
}

}  // namespace

SplitRange splits_of(const ModelConfig& config, const PassShape& shape) {
    const std::uint32_t last = shape.position + shape.tokens - 1;
    return {first_seen(config, shape.position) / split_positions, last / split_positions + 1};
}

std::vector<PassStep> attention_steps(const ModelConfig& config, PassBuffers& buffers, const PassShape& shape,
                                      std::uint32_t layer) {
    const LayerAttention attention(config, buffers, shape, layer);
    const std::uint32_t tiles = attention.tiles();
    const std::uint32_t kv_heads = config.kv_head_count;
    const SplitRange range = splits_of(config, shape);
    const std::uint32_t first_split = range.first;
    const std::uint32_t splits = range.end - range.first;
    const double work = 2.0 * shape.tokens * splits * split_positions * config.query_length();
    const CacheLayout& cache = buffers.cache.layout();
    const double bytes = static_cast<double>(cache.key_bytes() + cache.value_bytes()) * splits * split_positions /
                         CacheLayout::padded(cache.positions);
    // Without a context to share out, merging apart would only cost a barrier: the same additions either way.
    if (shape.pass == Pass::Prompt || splits == 1)
        return {{"attention", work,
                 [=](Share share, unsigned thread) -> Result<void> {
                     const Share::Range own = share.of(kv_heads * tiles);
                     for (std::uint32_t item = own.begin; item < own.end; ++item)
                         attention.whole_tile(item / tiles, item % tiles, thread);
                     return {};
                 },
                 bytes, kv_heads* tiles}};
    // A token's work is one tile for a head: it is shared out by splits of the context.
    PassStep in_splits{"attention", work,
                       [=](Share share, unsigned thread) -> Result<void> {
                           const Share::Range own = share.of(kv_heads * tiles * splits);
                           for (std::uint32_t item = own.begin; item < own.end; ++item)
                               attention.split_of_tile(item / splits / tiles, item / splits % tiles,
                                                       first_split + item % splits, thread);
                           return {};
                       },
                       bytes, kv_heads* tiles* splits};
    PassStep merge{"attention of splits", 0.0,
                   [=, heads = config.head_count, tokens = shape.tokens](Share share, unsigned) -> Result<void> {
                       const Share::Range own = share.of(tokens * heads);
                       for (std::uint32_t item = own.begin; item < own.end; ++item)
                           attention.merge_row(item / heads, item % heads);
                       return {};
                   }};
    return {std::move(in_splits), std::move(merge)};
}

}  // namespace inference::cpu
