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

// A register tile has eight sums: one vector of rows times 8 tokens where a vector holds the 16 rows, else two times 4.
constexpr std::uint32_t tile_vectors = vectors == 1 || HWY_TARGET == HWY_EMU128 ? 1 : 2;
constexpr std::uint32_t tile_width = HWY_TARGET == HWY_EMU128 ? 1 : 8 / tile_vectors;

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

/// One scale's columns of one block, added to `totals`.
template <typename Kind, int Half, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_scaled(const Panel& panel, std::uint32_t block, std::size_t part, const TileBlock<Width>& x,
                                 std::uint32_t first, F32 (&totals)[Vectors][Tokens]) {
    constexpr int steps = 8 / Kind::halves;
    using Dot = DotSum<Kind::bits, steps>;
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::uint8_t> du8;
    Dot dots[Vectors][Tokens];
    ALTIPLANO_UNROLL(8)
    for (std::uint32_t t = 0; t < Tokens; ++t) {
        const I32 start = start_of<Kind, Half>(x, first + t);
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < Vectors; ++v) dots[v][t].start(start);
    }
    ALTIPLANO_UNROLL(8)
    for (int step = 0; step < steps; ++step) {
        const int at = Half * steps + step;
        typename Dot::Weights weights[Vectors];
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < Vectors; ++v)
            weights[v] = Dot::weights(hn::Load(du8, panel.quants[block][at] + (part + v) * vector_bytes));
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) {
            const I8 four = broadcast(x.quants[at][first + t]);
            ALTIPLANO_UNROLL(2)
            for (std::uint32_t v = 0; v < Vectors; ++v) dots[v][t].add(step, weights[v], four);
        }
    }
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        const std::size_t row = (part + v) * vector_rows;
        const F32 scale = hn::Load(df, panel.scales[block][Half] + row);
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) {
            const F32 both = hn::Mul(scale, hn::Set(df, x.scales[first + t]));
            totals[v][t] = hn::MulAdd(hn::ConvertTo(df, dots[v][t].total()), both, totals[v][t]);
        }
    }
}

template <typename Kind, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_minimums(const Panel& panel, std::uint32_t block, std::size_t part, const TileBlock<Width>& x,
                                   std::uint32_t first, F32 (&totals)[Vectors][Tokens]) {
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::int32_t> di32;
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        const std::size_t row = (part + v) * vector_rows;
        const F32 minimum = hn::Load(df, panel.minimums[block][0] + row);
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t) {
            if constexpr (Kind::halves == 1) {
                totals[v][t] = hn::MulAdd(minimum, hn::Set(df, x.scaled_sums[first + t]), totals[v][t]);
            } else {
                const F32 second_minimum = hn::Load(df, panel.minimums[block][1] + row);
                const F32 negated = hn::Neg(hn::Set(df, x.scales[first + t]));
                const I32 first_sum = hn::Set(di32, x.negated_first_sums[first + t]);
                const I32 second_sum = hn::Sub(hn::Set(di32, x.negated_sums[first + t]), first_sum);
                totals[v][t] = hn::MulAdd(minimum, hn::Mul(hn::ConvertTo(df, first_sum), negated), totals[v][t]);
                totals[v][t] =
                    hn::MulAdd(second_minimum, hn::Mul(hn::ConvertTo(df, second_sum), negated), totals[v][t]);
            }
        }
    }
}

/// A register tile: vectors of rows from `part` on, tokens of the tile from `first` on; all blocks of the panel.
template <typename Kind, std::uint32_t Vectors, std::uint32_t Tokens, std::uint32_t Width>
ALTIPLANO_INLINE void add_register_tile(const Panel& panel, std::uint32_t blocks, std::size_t part,
                                        const TileBlock<Width>* x, std::uint32_t first, float (*sums)[16]) {
    const hn::ScalableTag<float> df;
    F32 totals[Vectors][Tokens];
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t)
            totals[v][t] = hn::Load(df, sums[first + t] + (part + v) * vector_rows);
    }
    for (std::uint32_t block = 0; block < blocks; ++block) {
        add_scaled<Kind, 0>(panel, block, part, x[block], first, totals);
        if constexpr (Kind::halves == 2) add_scaled<Kind, 1>(panel, block, part, x[block], first, totals);
        if constexpr (Kind::has_minimum) add_minimums<Kind>(panel, block, part, x[block], first, totals);
    }
    ALTIPLANO_UNROLL(2)
    for (std::uint32_t v = 0; v < Vectors; ++v) {
        ALTIPLANO_UNROLL(8)
        for (std::uint32_t t = 0; t < Tokens; ++t)
            hn::Store(totals[v][t], df, sums[first + t] + (part + v) * vector_rows);
    }
}

/// A panel times a tile of `Width` tokens, added to their sums, (Width, 16).
template <typename Kind, std::uint32_t Width>
HWY_NOINLINE void add_tile(const Panel& panel, std::uint32_t blocks, const std::byte* tile, float (*sums)[16]) {
    const auto* x = reinterpret_cast<const TileBlock<Width>*>(tile);
    for (std::size_t part = 0; part < vectors; part += tile_vectors) {
        constexpr std::uint32_t rest = Width % tile_width;
        if constexpr (Width >= tile_width)
            for (std::uint32_t first = 0; first < Width - rest; first += tile_width)
                add_register_tile<Kind, tile_vectors, tile_width>(panel, blocks, part, x, first, sums);
        if constexpr (rest > 0) add_register_tile<Kind, tile_vectors, rest>(panel, blocks, part, x, Width - rest, sums);
    }
}

using AddTile = void (*)(const Panel& panel, std::uint32_t blocks, const std::byte* tile, float (*sums)[16]);
template <typename Kind>
constexpr AddTile add_tile_of_width[] = {add_tile<Kind, 1>, add_tile<Kind, 2>, add_tile<Kind, 3>, add_tile<Kind, 4>,
                                         add_tile<Kind, 5>, add_tile<Kind, 6>, add_tile<Kind, 7>, add_tile<Kind, 8>};

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
