// Weights straight from their units times one token's int8 activations: a panel would be stored and loaded again for a
// single use. Of more tokens only Q8_0 gained. Included once for each target.
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

/// One scale's columns of block I, the rows of one vector, added to `total`: the additions of add_scaled().
template <typename Type, std::size_t I, int Half, std::size_t... Step>
ALTIPLANO_INLINE F32 with_block(F32 total, const typename Type::Unit& unit, std::size_t part, F32 scale,
                                const TileBlock<1>& x, std::index_sequence<Step...> /*steps*/) {
    constexpr int steps = sizeof...(Step);
    using Dot = DotSum<Type::Kind::bits, steps>;
    Dot dot;
    dot.start(start_of<typename Type::Kind, Half>(x, 0));
    (dot.add(Step, Dot::weights(step<Half * steps + Step>(unit.quants[I], part * vector_bytes)),
             broadcast(x.quants[Half * steps + Step][0])),
     ...);
    return with_sum(total, dot.total(), scale, x.scales[0]);
}

template <typename Type, std::size_t I>
ALTIPLANO_INLINE F32 with_block(F32 total, const typename Type::Unit& unit, std::size_t part, const TileBlock<1>& x) {
    using Kind = typename Type::Kind;
    constexpr auto steps = std::make_index_sequence<8 / Kind::halves>();
    // Block by block: a super-block's 25 to 54 lines at once are more than a core keeps under way (Q6_K 72 %, then
    // 92 % of a plain read on Zen 3).
    if (part == 0) prefetch_after(&unit.quants[I], &unit.quants[I] + 1);
    const Factors factors = Type::template factors<I>(unit, part);
    total = with_block<Type, I, 0>(total, unit, part, factors.scales[0], x, steps);
    if constexpr (Kind::halves == 2) total = with_block<Type, I, 1>(total, unit, part, factors.scales[1], x, steps);
    if constexpr (Kind::has_minimum) total = with_minimums<Kind>(total, factors.minimums[0], factors.minimums[1], x, 0);
    return total;
}

template <typename Type, std::size_t... I>
ALTIPLANO_INLINE void add_unit(const typename Type::Unit& unit, std::size_t part, const TileBlock<1>* x, F32& total,
                               std::index_sequence<I...> /*blocks*/) {
    ((total = with_block<Type, I>(total, unit, part, x[I])), ...);
}

/// A group of rows times one token, (16): to the bit what panels give.
template <typename Type>
HWY_NOINLINE void multiply_directly(const std::byte* group, std::uint32_t columns, const std::byte* token,
                                    float (&sums)[16]) {
    using Unit = typename Type::Unit;
    constexpr std::uint32_t unit_columns = 32 * Type::blocks;
    const hn::ScalableTag<float> df;
    const auto* units = reinterpret_cast<const Unit*>(group);
    const auto* x = reinterpret_cast<const TileBlock<1>*>(token);
    F32 totals[vectors];
    for (F32& total : totals) total = hn::Zero(df);
    for (std::uint32_t column = 0; column < columns; column += unit_columns) {
        prefetch_after(units, units->quants);
        ALTIPLANO_UNROLL(4)
        for (std::size_t part = 0; part < vectors; ++part)
            add_unit<Type>(*units, part, x, totals[part], std::make_index_sequence<Type::blocks>());
        ++units;
        x += Type::blocks;
    }
    for (std::size_t part = 0; part < vectors; ++part) hn::Store(totals[part], df, sums + part * vector_rows);
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
