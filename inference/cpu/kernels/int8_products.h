// Panels of weights times tiles of int8 activations. Included once for each target.
#if defined(ALTIPLANO_INT8_PRODUCTS) == defined(HWY_TARGET_TOGGLE)
#ifdef ALTIPLANO_INT8_PRODUCTS
#undef ALTIPLANO_INT8_PRODUCTS
#else
#define ALTIPLANO_INT8_PRODUCTS
#endif

#include <algorithm>
#include <cstring>

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/unpack.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

/// Tokens whose sums, (64, 16) floats for each group, stay in the first cache.
constexpr std::uint32_t block_tokens = 64;

// A register tile has eight sums: two vectors of rows times 4 tokens, which reads least. Where one vector holds a
// group's 16 rows (AVX-512), the second is that of another group; a group alone takes one vector times 8 tokens.
constexpr std::uint32_t tile_vectors = vectors == 1 || HWY_TARGET == HWY_EMU128 ? 1 : 2;
constexpr std::uint32_t tile_width = HWY_TARGET == HWY_EMU128 ? 1 : 8 / tile_vectors;

/// Vector `v` of a register tile that begins with vector `part` of the first panel.
ALTIPLANO_INLINE const Panel& panel_of(const Panel* panels, std::uint32_t v) { return panels[vectors == 1 ? v : 0]; }
ALTIPLANO_INLINE std::size_t part_of(std::size_t part, std::uint32_t v) { return vectors == 1 ? 0 : part + v; }

ALTIPLANO_INLINE I8 broadcast(const std::int8_t (&four)[4]) {
    std::int32_t word = 0;
    std::memcpy(&word, four, sizeof word);
    return hn::BitCast(hn::ScalableTag<std::int8_t>(), hn::Set(hn::ScalableTag<std::int32_t>(), word));
}

/// Where a sum begins: at -zero times the sum of its activations.
template <typename Kind, int Half, std::uint32_t Width>
ALTIPLANO_INLINE I32 start_of(const TileBlock<Width>& x, std::uint32_t token) {
    const hn::ScalableTag<std::int32_t> di32;
    if constexpr (Kind::zero_bits == 0) return hn::Zero(di32);
    I32 sum = hn::Set(di32, x.negated_sums[token]);
    if constexpr (Kind::halves == 2) {
        const I32 first = hn::Set(di32, x.negated_first_sums[token]);
        sum = Half == 0 ? first : hn::Sub(sum, first);
    }
    return hn::ShiftLeft<Kind::zero_bits>(sum);
}

/// A total with a block's sum of integers, scaled, added.
ALTIPLANO_INLINE F32 with_sum(F32 total, I32 sum, F32 scale, float token_scale) {
    const hn::ScalableTag<float> df;
    return hn::MulAdd(hn::ConvertTo(df, sum), hn::Mul(scale, hn::Set(df, token_scale)), total);
}

/// One scale's columns of one block, added to `totals`.
template <typename Kind, int Half, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_scaled(const Panel* panels, std::uint32_t block, std::size_t part, const TileBlock<Width>& x,
                                 F32 (&totals)[Vectors][Tokens]) {
    constexpr int steps = 8 / Kind::halves;
    using Dot = DotSum<Kind::bits, steps>;
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::uint8_t> du8;
    Dot dots[Vectors][Tokens];
    ALTIPLANO_UNROLL(8)
    for (std::uint32_t t = 0; t < Tokens; ++t) {
        const I32 start = start_of<Kind, Half>(x, t);
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < Vectors; ++v) dots[v][t].start(start);
    }
    ALTIPLANO_UNROLL(8)
    for (int step = 0; step < steps; ++step) {
        const int at = Half * steps + step;
        typename Dot::Weights weights[Vectors];
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < Vectors; ++v)
            weights[v] =
                Dot::weights(hn::Load(du8, panel_of(panels, v).quants[block][at] + part_of(part, v) * vector_bytes));
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) {
            const I8 four = broadcast(x.quants[at][t]);
            ALTIPLANO_UNROLL(2)
            for (std::uint32_t v = 0; v < Vectors; ++v) dots[v][t].add(step, weights[v], four);
        }
    }
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        const std::size_t row = part_of(part, v) * vector_rows;
        const F32 scale = hn::Load(df, panel_of(panels, v).scales[block][Half] + row);
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t)
            totals[v][t] = with_sum(totals[v][t], dots[v][t].total(), scale, x.scales[t]);
    }
}

/// A total with the minimums of its rows, times a token's sums, added.
template <typename Kind, std::uint32_t Width>
ALTIPLANO_INLINE F32 with_minimums(F32 total, F32 minimum, F32 second_minimum, const TileBlock<Width>& x,
                                   std::uint32_t token) {
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::int32_t> di32;
    if constexpr (Kind::halves == 1) return hn::MulAdd(minimum, hn::Set(df, x.scaled_sums[token]), total);
    const F32 negated = hn::Neg(hn::Set(df, x.scales[token]));
    const I32 first_sum = hn::Set(di32, x.negated_first_sums[token]);
    const I32 second_sum = hn::Sub(hn::Set(di32, x.negated_sums[token]), first_sum);
    total = hn::MulAdd(minimum, hn::Mul(hn::ConvertTo(df, first_sum), negated), total);
    return hn::MulAdd(second_minimum, hn::Mul(hn::ConvertTo(df, second_sum), negated), total);
}

template <typename Kind, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_minimums(const Panel* panels, std::uint32_t block, std::size_t part,
                                   const TileBlock<Width>& x, F32 (&totals)[Vectors][Tokens]) {
    const hn::ScalableTag<float> df;
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        const std::size_t row = part_of(part, v) * vector_rows;
        const F32 minimum = hn::Load(df, panel_of(panels, v).minimums[block][0] + row);
        const F32 second =
            Kind::halves == 1 ? hn::Zero(df) : hn::Load(df, panel_of(panels, v).minimums[block][1] + row);
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t)
            totals[v][t] = with_minimums<Kind>(totals[v][t], minimum, second, x, t);
    }
}

/// The tile as from its token `first` on: each field of a token has 4 bytes, so that all of them move alike, and the
/// loops' addresses stay constant distances from one pointer (g++ 12 kept and spilled 30 pointers else).
template <std::uint32_t Width>
ALTIPLANO_INLINE const TileBlock<Width>* tile_from(const std::byte* tile, std::uint32_t first) {
    return reinterpret_cast<const TileBlock<Width>*>(tile + first * 4);
}

/// A register tile: vectors of rows from `part` on, the first tokens of the tile; all blocks of the panels. The sums of
/// another panel's rows stand `block_tokens` behind.
template <typename Kind, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_register_tile(const Panel* panels, std::uint32_t blocks, std::size_t part,
                                        const TileBlock<Width>* x, float (*sums)[16]) {
    const hn::ScalableTag<float> df;
    const auto place = [&](std::uint32_t v, std::uint32_t t) {
        return sums[t + (vectors == 1 ? v * block_tokens : 0)] + part_of(part, v) * vector_rows;
    };
    F32 totals[Vectors][Tokens];
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) totals[v][t] = hn::Load(df, place(v, t));
    }
    for (std::uint32_t block = 0; block < blocks; ++block) {
        add_scaled<Kind, 0>(panels, block, part, x[block], totals);
        if constexpr (Kind::halves == 2) add_scaled<Kind, 1>(panels, block, part, x[block], totals);
        if constexpr (Kind::has_minimum) add_minimums<Kind>(panels, block, part, x[block], totals);
    }
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) hn::Store(totals[v][t], df, place(v, t));
    }
}

/// A panel times a tile of `Width` tokens, added to their sums, (Width, 16).
template <typename Kind, std::uint32_t Width>
HWY_NOINLINE void add_tile(const Panel* panel, std::uint32_t blocks, const std::byte* tile, float (*sums)[16]) {
    constexpr std::uint32_t tokens = std::min(Width, tile_width);
    for (std::size_t part = 0; part < vectors; part += tile_vectors)
        for (std::uint32_t first = 0; first < Width; first += tokens)
            add_register_tile<Kind, tile_vectors, tokens>(panel, blocks, part, tile_from<Width>(tile, first),
                                                          sums + first);
}

/// Two panels times a whole tile, where a vector holds a group's rows.
template <typename Kind>
HWY_NOINLINE void add_whole_tile_twice(const Panel* panels, std::uint32_t blocks, const std::byte* tile,
                                       float (*sums)[16]) {
    constexpr std::uint32_t width = Activations::tile_tokens;
    for (std::uint32_t first = 0; first < width; first += 4)
        add_register_tile<Kind, 2, 4>(panels, blocks, 0, tile_from<width>(tile, first), sums + first);
}

using AddTile = void (*)(const Panel* panel, std::uint32_t blocks, const std::byte* tile, float (*sums)[16]);
template <typename Kind>
ALTIPLANO_INLINE AddTile add_tile_of(std::uint32_t width) {
    if (width == 8) return add_tile<Kind, 8>;
    if (width == 4) return add_tile<Kind, 4>;
    return width == 2 ? add_tile<Kind, 2> : add_tile<Kind, 1>;
}

/// `count` panels times a tile of `width` tokens, added to their sums, (count, block_tokens, 16).
template <typename Kind>
ALTIPLANO_INLINE void add_tiles(const Panel* panels, std::uint32_t count, std::uint32_t blocks, const std::byte* tile,
                                std::uint32_t width, float (*sums)[16]) {
    std::uint32_t panel = 0;
    if constexpr (vectors == 1)
        for (; panel + 2 <= count && width == Activations::tile_tokens; panel += 2)
            add_whole_tile_twice<Kind>(panels + panel, blocks, tile, sums + panel * block_tokens);
    for (; panel < count; ++panel) add_tile_of<Kind>(width)(panels + panel, blocks, tile, sums + panel * block_tokens);
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
