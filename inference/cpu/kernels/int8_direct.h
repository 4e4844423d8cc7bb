// Weights straight from their units times a few int8 activations. Included once for each target.
#if defined(ALTIPLANO_INT8_DIRECT) == defined(HWY_TARGET_TOGGLE)
#ifdef ALTIPLANO_INT8_DIRECT
#undef ALTIPLANO_INT8_DIRECT
#else
#define ALTIPLANO_INT8_DIRECT
#endif

#include <utility>

#include "inference/cpu/kernels/int8_products.h"
#include "inference/cpu/kernels/unpack.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

/// One scale's columns of block I, the rows of one vector, added to `totals`: the additions of add_scaled().
template <typename Type, std::size_t I, int Half, std::uint32_t Tokens, std::size_t... Step>
ALTIPLANO_INLINE void add_scaled_directly(const typename Type::Unit& unit, std::size_t part, F32 scale,
                                          const TileBlock<Tokens>& x, F32 (&totals)[Tokens],
                                          std::index_sequence<Step...> /*steps*/) {
    constexpr int steps = sizeof...(Step);
    using Dot = DotSum<Type::Kind::bits, steps>;
    Dot dots[Tokens];
    ALTIPLANO_UNROLL(4)
    for (std::uint32_t t = 0; t < Tokens; ++t) dots[t].start(start_of<typename Type::Kind, Half>(x, t));
    const auto add = [&]<std::size_t J>(std::integral_constant<std::size_t, J> /*step*/) {
        constexpr std::size_t at = Half * steps + J;
        const auto weights = Dot::weights(step<at>(unit.quants[I], part * vector_bytes));
        ALTIPLANO_UNROLL(4)
        for (std::uint32_t t = 0; t < Tokens; ++t) dots[t].add(J, weights, broadcast(x.quants[at][t]));
    };
    (add(std::integral_constant<std::size_t, Step>()), ...);
    ALTIPLANO_UNROLL(4)
    for (std::uint32_t t = 0; t < Tokens; ++t) totals[t] = with_sum(totals[t], dots[t].total(), scale, x.scales[t]);
}

template <typename Type, std::size_t I, std::uint32_t Tokens>
ALTIPLANO_INLINE void add_block_directly(const typename Type::Unit& unit, std::size_t part, const TileBlock<Tokens>& x,
                                         F32 (&totals)[Tokens]) {
    using Kind = typename Type::Kind;
    constexpr auto steps = std::make_index_sequence<8 / Kind::halves>();
    const Factors factors = Type::template factors<I>(unit, part);
    add_scaled_directly<Type, I, 0>(unit, part, factors.scales[0], x, totals, steps);
    if constexpr (Kind::halves == 2) add_scaled_directly<Type, I, 1>(unit, part, factors.scales[1], x, totals, steps);
    if constexpr (Kind::has_minimum)
        for (std::uint32_t t = 0; t < Tokens; ++t)
            totals[t] = with_minimums<Kind>(totals[t], factors.minimums[0], factors.minimums[1], x, t);
}

template <typename Type, std::uint32_t Tokens, std::size_t... I>
ALTIPLANO_INLINE void add_unit_directly(const typename Type::Unit& unit, std::size_t part, const TileBlock<Tokens>* x,
                                        F32 (&totals)[Tokens], std::index_sequence<I...> /*blocks*/) {
    (add_block_directly<Type, I>(unit, part, x[I], totals), ...);
}

/// A group of rows times a tile of `Tokens`, (Tokens, 16): to the bit what panels give.
template <typename Type, std::uint32_t Tokens>
HWY_NOINLINE void multiply_directly(const std::byte* group, std::uint32_t columns, const std::byte* tile,
                                    float (*sums)[16]) {
    using Unit = typename Type::Unit;
    constexpr std::uint32_t unit_columns = 32 * Type::blocks;
    const hn::ScalableTag<float> df;
    const auto* units = reinterpret_cast<const Unit*>(group);
    const auto* x = reinterpret_cast<const TileBlock<Tokens>*>(tile);
    F32 totals[vectors][Tokens];
    for (auto& of_vector : totals)
        for (F32& total : of_vector) total = hn::Zero(df);
    for (std::uint32_t column = 0; column < columns; column += unit_columns) {
        prefetch_after(*units);
        ALTIPLANO_UNROLL(4)
        for (std::size_t part = 0; part < vectors; ++part)
            add_unit_directly<Type>(*units, part, x, totals[part], std::make_index_sequence<Type::blocks>());
        ++units;
        x += Type::blocks;
    }
    for (std::size_t part = 0; part < vectors; ++part)
        for (std::uint32_t t = 0; t < Tokens; ++t) hn::Store(totals[part][t], df, sums[t] + part * vector_rows);
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
