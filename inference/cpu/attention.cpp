#include "inference/cpu/attention.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/attention.cpp"
#include <hwy/foreach_target.h>  // compiles what follows once for each kind of processor
#include <hwy/highway.h>

#include "inference/cpu/strips-inl.h"

HWY_BEFORE_NAMESPACE();
namespace inference::cpu::HWY_NAMESPACE {

constexpr std::uint32_t lanes = CacheLayout::lanes;
constexpr std::uint32_t tile_rows = 4;
/// Vectors of sums in a tile: of 16 registers eight, which hide the latency of an addition; AVX-512 has 32.
constexpr std::uint32_t tile_sums = strip_vectors == 1 ? 16 : 8;

/// How a tile's sums are added to those that were there: first into the tile, or last, times a scale of each lane.
struct Unscaled {
    Strip begin(const float* sums) const { return load_strip(sums); }
    Strip end(const Strip& tile, std::size_t, const float*) const { return tile; }
    Unscaled from(std::size_t) const { return {}; }
};
struct LaneScales {
    const hwy::float16_t* scales;  // [strip][lane]
    std::size_t stride;            // from a strip's to the next
    Strip begin(const float*) const { return strip_of(0.0F); }
    Strip end(const Strip& tile, std::size_t strip, const float* sums) const {
        return multiply_add(tile, load_strip(scales + strip * stride), load_strip(sums));
    }
    LaneScales from(std::size_t strip) const { return {scales + strip * stride, stride}; }
};

/// sums[row][strip][lane] += sum over `count` factors of factors[row][i] * strips[strip][i][lane], i rising. Where the
/// sums of one strip lie, those of the next follow. The tile is a matter of registers: each sum is the same in all.
template <int rows, int strips, typename Element, typename Scales>
void add_tile(const Element* strip, std::size_t strip_stride, std::uint32_t count, const float* const* factors,
              float* const* sums, Scales scales) {
    constexpr Floats floats;
    Strip tile[rows][strips];
    for (int row = 0; row < rows; ++row)
        for (int s = 0; s < strips; ++s) tile[row][s] = scales.begin(sums[row] + s * lanes);
    for (std::uint32_t i = 0; i < count; ++i) {
        Strip elements[strips];
        for (int s = 0; s < strips; ++s) elements[s] = load_strip(strip + s * strip_stride + i * lanes);
        for (int row = 0; row < rows; ++row) {
            const auto factor = hn::Set(floats, factors[row][i]);
            for (int s = 0; s < strips; ++s) tile[row][s] = multiply_add(elements[s], factor, tile[row][s]);
        }
    }
    for (int row = 0; row < rows; ++row)
        for (int s = 0; s < strips; ++s) {
            float* const sum = sums[row] + s * lanes;
            store_strip(scales.end(tile[row][s], static_cast<std::size_t>(s), sum), sum);
        }
}

/// The same for any number of strips, `most` of them at a time.
template <int rows, std::uint32_t most = 8, typename Element, typename Scales = Unscaled>
void add_strips(const Element* strip, std::size_t strip_stride, std::uint32_t strips, std::uint32_t count,
                const float* const* factors, float* const* sums, Scales scales = {}) {
    constexpr std::uint32_t at_once = std::clamp<std::uint32_t>(tile_sums / (rows * strip_vectors), 1, most);
    std::array<float*, rows> at;
    for (int row = 0; row < rows; ++row) at[row] = sums[row];
    std::uint32_t done = 0;
    const auto go_on = [&](std::uint32_t by) {
        for (float*& sum : at) sum += by * lanes;
        done += by;
    };
    for (; done + at_once <= strips; go_on(at_once))
        add_tile<rows, at_once>(strip + done * strip_stride, strip_stride, count, factors, at.data(),
                                scales.from(done));
    for (; done < strips; go_on(1))
        add_tile<rows, 1>(strip + done * strip_stride, strip_stride, count, factors, at.data(), scales.from(done));
}

/// Adds to the sums of each row the products of its query with the keys of some strips.
template <int rows, typename Element>
void add_products(const CacheLayout& layout, const Element* strip, std::uint32_t strips, const float* const* queries,
                  float* const* sums) {
    add_strips<rows>(strip, layout.key_strip_bytes() / sizeof(Element), strips, layout.head_size, queries, sums);
}

/// Of int8, block by block.
template <int rows>
void add_products(const CacheLayout& layout, const std::int8_t* strip, std::uint32_t strips,
                  const float* const* queries, float* const* sums) {
    const std::size_t stride = layout.key_strip_bytes();
    const auto* scales = reinterpret_cast<const hwy::float16_t*>(strip + layout.key_scales_at());
    std::array<const float*, rows> own;
    for (int row = 0; row < rows; ++row) own[row] = queries[row];
    for (std::uint32_t block = 0; block < layout.scales(); ++block) {
        add_strips<rows>(strip, stride, strips, cache_block_elements, own.data(), sums,
                         LaneScales{scales + block * lanes, stride / CacheLayout::scale_bytes});
        strip += cache_block_elements * lanes;
        for (const float*& query : own) query += cache_block_elements;
    }
}

/// Scores of the rows from the strip of keys `first` on, one for each position of the split: (rows, split_positions).
template <typename Element>
void score(const CacheLayout& layout, const Element* keys, std::uint32_t first, std::uint32_t strips,
           std::span<AttentionRow> rows, float* scores) {
    const Element* from = keys + first * (layout.key_strip_bytes() / sizeof(Element));
    const std::uint32_t in_split = first % (split_positions / lanes) * lanes;
    std::fill_n(scores, rows.size() * split_positions, 0.0F);
    std::size_t row = 0;
    std::array<const float*, tile_rows> queries;
    std::array<float*, tile_rows> sums;
    const auto take = [&](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            queries[i] = rows[row + i].query;
            sums[i] = scores + (row + i) * split_positions + in_split;
        }
    };
    for (; row + tile_rows <= rows.size(); row += tile_rows) {
        take(tile_rows);
        add_products<tile_rows>(layout, from, strips, queries.data(), sums.data());
    }
    for (; row < rows.size(); ++row) {
        take(1);
        add_products<1>(layout, from, strips, queries.data(), sums.data());
    }
}

/// The positions that a row sees, counted from the split's first; empty if begin >= end.
struct Seen {
    std::uint32_t begin;
    std::uint32_t end;
    bool empty() const { return begin >= end; }
};

Seen seen_of(const AttentionRow& row, std::uint32_t split) {
    const std::uint32_t first = split * split_positions;
    return {std::max(row.begin, first) - first, std::max(std::min(row.end, first + split_positions), first) - first};
}

/// Turns a row's scores into exp(score - maximum), and into 0 where the row doesn't see.
void weigh(Seen seen, float* scores, AttentionPart& part) {
    constexpr Floats floats;
    constexpr float lowest = std::numeric_limits<float>::lowest();
    const std::uint32_t first = seen.begin / lanes * lanes;
    const auto positions_from = [&](std::uint32_t position) { return strip_from(static_cast<float>(position)); };
    Strip largest = strip_of(lowest);
    for (std::uint32_t at = first; at < seen.end; at += lanes)
        largest = max(largest, where_between(positions_from(at), static_cast<float>(seen.begin),
                                             static_cast<float>(seen.end), load_strip(scores + at), lowest));
    part.maximum = max_of(largest);
    Strip sum = strip_of(0.0F);
    for (std::uint32_t at = first; at < seen.end; at += lanes) {
        const Strip weights = exponential(subtract(load_strip(scores + at), hn::Set(floats, part.maximum)));
        const Strip own = where_between(positions_from(at), static_cast<float>(seen.begin),
                                        static_cast<float>(seen.end), weights, 0.0F);
        store_strip(own, scores + at);
        sum = add(sum, own);
    }
    part.sum = sum_of(sum);
}

/// The positions [begin, end) of a split, whose first is `first`.
struct Range {
    std::uint32_t first;
    std::uint32_t begin;
    std::uint32_t end;
};

/// Adds to the sums of each row the values of the positions times the row's weights, (split_positions).
template <int rows, typename Element>
void add_values(const CacheLayout& layout, const Element* values, Range range, const float* const* weights,
                float* const* sums) {
    std::array<const float*, rows> factors;
    for (int row = 0; row < rows; ++row) factors[row] = weights[row] + range.begin;
    add_strips<rows>(values + std::size_t{range.first + range.begin} * lanes,
                     layout.value_strip_bytes() / sizeof(Element), CacheLayout::padded(layout.head_size) / lanes,
                     range.end - range.begin, factors.data(), sums);
}

/// Of int8, block by block; the scale of a position goes into its weight.
template <int rows>
void add_values(const CacheLayout& layout, const std::int8_t* values, Range range, const float* const* weights,
                float* const* sums) {
    const std::size_t stride = layout.value_strip_bytes();
    const auto* scales = reinterpret_cast<const hwy::float16_t*>(values + layout.value_scales_at()) + range.first;
    values += std::size_t{range.first + range.begin} * lanes;
    std::array<float*, rows> own;
    for (int row = 0; row < rows; ++row) own[row] = sums[row];
    constexpr std::uint32_t block_strips = cache_block_elements / lanes;
    for (std::uint32_t block = 0; block < layout.scales(); ++block) {
        float scaled[rows][split_positions];
        std::array<const float*, rows> factors;
        for (int row = 0; row < rows; ++row) {
            for (std::uint32_t at = range.begin / lanes * lanes; at < range.end; at += lanes)
                store_strip(multiply(load_strip(weights[row] + at), load_strip(scales + at)), scaled[row] + at);
            factors[row] = scaled[row] + range.begin;
        }
        add_strips<rows, block_strips>(values, stride, block_strips, range.end - range.begin, factors.data(),
                                       own.data());
        values += block_strips * stride;
        scales += CacheLayout::padded(layout.positions);
        for (float*& sum : own) sum += cache_block_elements;
    }
}

/// The values of the positions that rows see, weighted and summed. Rows of a tile go together where all of them see.
template <int count, typename Element>
void sum_values(const CacheLayout& layout, const Element* values, std::uint32_t first, std::span<AttentionRow> rows,
                const Seen* seen, const float* weights) {
    std::array<const float*, count> weights_of;
    std::array<float*, count> sums;
    std::uint32_t begin = 0, end = split_positions;
    for (int row = 0; row < count; ++row) {
        weights_of[row] = weights + row * split_positions;
        sums[row] = rows[static_cast<std::size_t>(row)].part.values;
        begin = std::max(begin, seen[row].begin);
        end = std::min(end, seen[row].end);
    }
    const auto alone = [&](int row, std::uint32_t from, std::uint32_t to) {
        if (from < to) add_values<1>(layout, values, {first, from, to}, &weights_of[row], &sums[row]);
    };
    if (begin >= end) {
        for (int row = 0; row < count; ++row) alone(row, seen[row].begin, seen[row].end);
        return;
    }
    for (int row = 0; row < count; ++row) alone(row, seen[row].begin, begin);
    add_values<count>(layout, values, {first, begin, end}, weights_of.data(), sums.data());
    for (int row = 0; row < count; ++row) alone(row, end, seen[row].end);
}

template <typename Element>
void attend(const CacheLayout& layout, const Element* keys, const Element* values, std::uint32_t split,
            std::span<AttentionRow> rows, float* scores) {
    Seen all{split_positions, 0};
    for (const AttentionRow& row : rows) {
        const Seen seen = seen_of(row, split);
        if (seen.empty()) continue;
        all = {std::min(all.begin, seen.begin), std::max(all.end, seen.end)};
    }
    if (all.empty()) return;
    const std::uint32_t split_strips = split_positions / lanes;
    const std::uint32_t first_strip = all.begin / lanes;
    score(layout, keys, split * split_strips + first_strip, (all.end + lanes - 1) / lanes - first_strip, rows, scores);

    const std::uint32_t first_position = split * split_positions;
    const std::uint32_t padded_size = CacheLayout::padded(layout.head_size);
    for (std::size_t row = 0; row < rows.size();) {
        const std::size_t count = row + tile_rows <= rows.size() ? tile_rows : 1;
        std::array<Seen, tile_rows> seen;
        for (std::size_t i = 0; i < count; ++i) {
            seen[i] = seen_of(rows[row + i], split);
            if (seen[i].empty()) {
                seen[i] = {0, 0};
                continue;
            }
            weigh(seen[i], scores + (row + i) * split_positions, rows[row + i].part);
            std::fill_n(rows[row + i].part.values, padded_size, 0.0F);
        }
        const std::span<AttentionRow> tile = rows.subspan(row, count);
        const float* weights = scores + row * split_positions;
        if (count == 1)
            sum_values<1>(layout, values, first_position, tile, seen.data(), weights);
        else
            sum_values<tile_rows>(layout, values, first_position, tile, seen.data(), weights);
        row += count;
    }
}

void attend_half(const CacheLayout& layout, const std::byte* keys, const std::byte* values, std::uint32_t split,
                 std::span<AttentionRow> rows, float* scratch) {
    attend(layout, reinterpret_cast<const hwy::float16_t*>(keys), reinterpret_cast<const hwy::float16_t*>(values),
           split, rows, scratch);
}
void attend_float(const CacheLayout& layout, const std::byte* keys, const std::byte* values, std::uint32_t split,
                  std::span<AttentionRow> rows, float* scratch) {
    attend(layout, reinterpret_cast<const float*>(keys), reinterpret_cast<const float*>(values), split, rows, scratch);
}
void attend_int8(const CacheLayout& layout, const std::byte* keys, const std::byte* values, std::uint32_t split,
                 std::span<AttentionRow> rows, float* scratch) {
    attend(layout, reinterpret_cast<const std::int8_t*>(keys), reinterpret_cast<const std::int8_t*>(values), split,
           rows, scratch);
}

}  // namespace inference::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(attend_half);
HWY_EXPORT(attend_float);
HWY_EXPORT(attend_int8);

void attend_split(const CacheLayout& layout, const std::byte* keys, const std::byte* values, std::uint32_t split,
                  std::span<AttentionRow> rows, float* scratch) {
    switch (layout.type) {
        case CacheType::F16: return HWY_DYNAMIC_DISPATCH(attend_half)(layout, keys, values, split, rows, scratch);
        case CacheType::F32: return HWY_DYNAMIC_DISPATCH(attend_float)(layout, keys, values, split, rows, scratch);
        case CacheType::Q8_0: return HWY_DYNAMIC_DISPATCH(attend_int8)(layout, keys, values, split, rows, scratch);
    }
}

void merge_parts(AttentionPart& sum, const AttentionPart& next, std::uint32_t count) {
    const float top = std::max(sum.maximum, next.maximum);
    const float before = sum.maximum == top ? 1.0F : std::exp(sum.maximum - top);
    const float more = next.maximum == top ? 1.0F : std::exp(next.maximum - top);
    sum.maximum = top;
    sum.sum = sum.sum * before + next.sum * more;
    for (std::uint32_t i = 0; i < count; ++i) sum.values[i] = sum.values[i] * before + next.values[i] * more;
}

}  // namespace inference::cpu
#endif
