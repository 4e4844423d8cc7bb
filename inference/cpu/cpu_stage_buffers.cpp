#include "inference/cpu/cpu_stage_buffers.h"

#include <fmt/format.h>

#include <algorithm>

#include "inference/cpu/best_candidates.h"
#include "inference/cpu/system_memory.h"

namespace inference::cpu {
namespace {

constexpr std::uint64_t logits_bytes_at_a_time = 8U << 20U;

std::uint32_t parts_of(std::uint32_t whole, std::uint32_t part) { return (whole + part - 1) / part; }

std::uint64_t activation_bytes(std::uint64_t tokens, std::uint32_t columns) {
    const std::uint64_t padded = parts_of(columns, 64) * std::uint64_t{64};
    return tokens * padded * sizeof(float) + tokens * (padded / Activations::block_columns) * sizeof(TileBlock<1>);
}

/// Rows of one kind of scratch.
struct Extent {
    std::uint64_t rows = 0;
    std::uint64_t row_elements = 0;
    std::uint64_t element_bytes = sizeof(float);
    std::uint64_t bytes() const { return rows * row_elements * element_bytes; }
};

/// All scratch but the activations, in the order of `rows_of`.
struct Extents {
    Extent turns, residual, query_key_value, query, gate_up, product, part_values, part_sums, attention_scratch, logits,
        maxima, sums, best;

    static Extents of(const ModelConfig& config, const PassBuffers::Sizes& sizes) {
        const std::uint64_t tokens = sizes.tokens;
        const std::uint64_t padded_head = CacheLayout::padded(config.head_size);
        const std::uint64_t splits = parts_of(sizes.cache.positions, split_positions);
        const std::uint64_t decode_rows = std::uint64_t{PassBuffers::decode_tokens} * config.head_count;
        Extents extents{
            .turns = {tokens, config.head_size},
            .residual = {tokens, config.embedding_length},
            .query_key_value = {tokens, std::uint64_t{config.query_length()} + 2 * config.kv_length()},
            .query = {tokens, config.query_length()},
            .gate_up = {tokens, 2 * std::uint64_t{config.feed_forward_length}},
            .product = {tokens, config.embedding_length},
            .part_values = {decode_rows, splits * padded_head},
            .part_sums = {decode_rows, splits * 2},
            .attention_scratch = {sizes.threads, attention_scratch_floats(PassBuffers::tile_rows) +
                                                     2 * PassBuffers::tile_rows * padded_head},
            .logits = {},
            .maxima = {},
            .sums = {},
            .best = {},
        };
        if (!sizes.has_head) return extents;
        const std::uint64_t rows = head_rows(config, sizes);
        extents.logits = {rows, config.vocabulary_size};
        extents.maxima = {rows, parts_of(config.vocabulary_size, maxima_group)};
        extents.sums = {rows, parts_of(config.vocabulary_size, sum_block), sizeof(ExponentialSum)};
        extents.best = {sizes.threads, config.vocabulary_size, sizeof(Candidates::Entry)};
        return extents;
    }

    static std::uint32_t head_rows(const ModelConfig& config, const PassBuffers::Sizes& sizes) {
        const std::uint64_t row_bytes = std::uint64_t{config.vocabulary_size} * sizeof(float);
        return static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(logits_bytes_at_a_time / row_bytes, PassBuffers::decode_tokens, sizes.tokens));
    }

    std::uint64_t bytes() const {
        std::uint64_t sum = 0;
        for (const Extent& extent : {turns, residual, query_key_value, query, gate_up, product, part_values, part_sums,
                                     attention_scratch, logits, maxima, sums, best})
            sum += extent.bytes();
        return sum;
    }
};

template <typename T>
Result<void> allocate(Rows<T>& rows, const Extent& extent) {
    auto memory = Memory::allocate(extent.bytes());
    if (!memory) return std::unexpected(std::move(memory.error()));
    rows.memory = std::move(*memory);
    rows.stride = extent.row_elements;
    return {};
}

}  // namespace

std::uint64_t PassBuffers::bytes_needed(const ModelConfig& config, const Sizes& sizes) {
    return KvCache::bytes_needed(sizes.cache, sizes.layers) + activation_bytes(sizes.tokens, config.embedding_length) +
           activation_bytes(sizes.tokens, config.query_length()) +
           activation_bytes(sizes.tokens, config.feed_forward_length) + Extents::of(config, sizes).bytes();
}

Result<std::unique_ptr<PassBuffers>> PassBuffers::create(const ModelConfig& config, const Sizes& sizes) {
    const std::uint64_t needed = bytes_needed(config, sizes);
    auto enough = check_memory(needed, fmt::format("a context of {} tokens", sizes.cache.positions),
                               "Make the context shorter in the settings, or choose a smaller model.");
    if (!enough) return std::unexpected(std::move(enough.error()));
    auto cache = KvCache::create(sizes.cache, sizes.layers);
    if (!cache) return std::unexpected(std::move(cache.error()));
    auto normalised = Activations::create(sizes.tokens, config.embedding_length);
    if (!normalised) return std::unexpected(std::move(normalised.error()));
    auto attended = Activations::create(sizes.tokens, config.query_length());
    if (!attended) return std::unexpected(std::move(attended.error()));
    auto hidden = Activations::create(sizes.tokens, config.feed_forward_length);
    if (!hidden) return std::unexpected(std::move(hidden.error()));
    auto buffers = std::unique_ptr<PassBuffers>(
        new PassBuffers(std::move(*cache), std::move(*normalised), std::move(*attended), std::move(*hidden)));

    const Extents extents = Extents::of(config, sizes);
    Result<void> done;
    const auto take = [&](auto& rows, const Extent& extent) {
        if (done) done = allocate(rows, extent);
    };
    take(buffers->turns, extents.turns);
    take(buffers->residual, extents.residual);
    take(buffers->query_key_value, extents.query_key_value);
    take(buffers->query, extents.query);
    take(buffers->gate_up, extents.gate_up);
    take(buffers->product, extents.product);
    take(buffers->part_values, extents.part_values);
    take(buffers->part_sums, extents.part_sums);
    take(buffers->attention_scratch, extents.attention_scratch);
    take(buffers->logits, extents.logits);
    take(buffers->maxima, extents.maxima);
    take(buffers->sums, extents.sums);
    take(buffers->best, extents.best);
    if (!done) return std::unexpected(std::move(done.error()));
    buffers->splits = parts_of(sizes.cache.positions, split_positions);
    buffers->head_rows = sizes.has_head ? Extents::head_rows(config, sizes) : 0;
    buffers->bytes_ = needed;
    return buffers;
}

}  // namespace inference::cpu
