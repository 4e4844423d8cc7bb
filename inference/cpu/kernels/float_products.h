// Panels of floats times rows of float activations. Included once for each target.
#if defined(ALTIPLANO_FLOAT_PRODUCTS) == defined(HWY_TARGET_TOGGLE)
#ifdef ALTIPLANO_FLOAT_PRODUCTS
#undef ALTIPLANO_FLOAT_PRODUCTS
#else
#define ALTIPLANO_FLOAT_PRODUCTS
#endif

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/unpack.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

/// Tokens whose sums, (64, 16) floats, stay in the first cache beside a panel.
constexpr std::uint32_t float_block_tokens = 64;

// Eight sums again, of which two belong to one result: 4 tokens of one vector of rows, or 2 of two.
constexpr std::uint32_t float_vectors = vectors == 1 || HWY_TARGET == HWY_EMU128 ? 1 : 2;
constexpr std::uint32_t float_width = HWY_TARGET == HWY_EMU128 ? 1 : 4 / float_vectors;

/// `tokens` rows of `x`, `stride` floats apart, times `columns` columns of the panel (an even number), added to `sums`.
template <std::uint32_t Tokens>
HWY_NOINLINE void add_floats(const FloatPanel& panel, std::uint32_t columns, const float* x, std::size_t stride,
                             float (*sums)[16]) {
    const hn::ScalableTag<float> df;
    for (std::size_t part = 0; part < vectors; part += float_vectors) {
        F32 even[float_vectors][Tokens];
        F32 odd[float_vectors][Tokens];
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < float_vectors; ++v) {
            ALTIPLANO_UNROLL(4)
            for (std::uint32_t t = 0; t < Tokens; ++t) even[v][t] = odd[v][t] = hn::Zero(df);
        }
        for (std::uint32_t column = 0; column < columns; column += 2) {
            ALTIPLANO_UNROLL(2)
            for (std::uint32_t v = 0; v < float_vectors; ++v) {
                const std::size_t row = (part + v) * vector_rows;
                const F32 first = hn::Load(df, panel.weights[column] + row);
                const F32 second = hn::Load(df, panel.weights[column + 1] + row);
                ALTIPLANO_UNROLL(4)
                for (std::uint32_t t = 0; t < Tokens; ++t) {
                    const float* two = x + t * stride + column;
                    even[v][t] = hn::MulAdd(first, hn::Set(df, two[0]), even[v][t]);
                    odd[v][t] = hn::MulAdd(second, hn::Set(df, two[1]), odd[v][t]);
                }
            }
        }
        ALTIPLANO_UNROLL(2)
        for (std::uint32_t v = 0; v < float_vectors; ++v) {
            ALTIPLANO_UNROLL(4)
            for (std::uint32_t t = 0; t < Tokens; ++t) {
                float* sum = sums[t] + (part + v) * vector_rows;
                hn::Store(hn::Add(hn::Load(df, sum), hn::Add(even[v][t], odd[v][t])), df, sum);
            }
        }
    }
}

/// All tokens of a block.
ALTIPLANO_INLINE void add_float_rows(const FloatPanel& panel, std::uint32_t columns, const float* x, std::size_t stride,
                                     std::uint32_t tokens, float (*sums)[16]) {
    std::uint32_t token = 0;
    for (; token + float_width <= tokens; token += float_width)
        add_floats<float_width>(panel, columns, x + token * stride, stride, sums + token);
    for (; token < tokens; ++token) add_floats<1>(panel, columns, x + token * stride, stride, sums + token);
}

/// One step of a block as floats.
template <typename Kind>
ALTIPLANO_INLINE void floats_of_step(const Panel& panel, std::uint32_t block, std::uint32_t step, std::size_t part,
                                     float (*to)[16]) {
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::int32_t> di32;
    const hn::ScalableTag<std::uint8_t> du8;
    constexpr bool is_signed = Kind::bits == 8 && !takes_all_of_u8;
    const std::uint32_t half = Kind::halves == 2 ? step / 4 : 0;
    const std::size_t row = part * vector_rows;
    const I32 four = hn::BitCast(di32, hn::Load(du8, panel.quants[block][step] + part * vector_bytes));
    const I32 zero = hn::Set(di32, Kind::zero_bits == 0 ? 0 : 1 << Kind::zero_bits);
    const F32 scale = hn::Load(df, panel.scales[block][half] + row);
    const F32 minimum = Kind::has_minimum ? hn::Load(df, panel.minimums[block][half] + row) : hn::Zero(df);
    const auto store = [&](I32 quant, std::uint32_t i) HWY_ATTR {
        const F32 number = hn::ConvertTo(df, hn::Sub(quant, zero));
        hn::Store(hn::MulAdd(scale, number, minimum), df, to[i] + row);
    };
    if constexpr (is_signed) {
        store(hn::ShiftRight<24>(hn::ShiftLeft<24>(four)), 0);
        store(hn::ShiftRight<24>(hn::ShiftLeft<16>(four)), 1);
        store(hn::ShiftRight<24>(hn::ShiftLeft<8>(four)), 2);
        store(hn::ShiftRight<24>(four), 3);
    } else {
        store(field<0, 8>(four), 0);
        store(field<8, 8>(four), 1);
        store(field<16, 8>(four), 2);
        store(field<24, 8>(four), 3);
    }
}

template <typename Kind>
ALTIPLANO_INLINE void floats_of_panel(const Panel& panel, std::uint32_t blocks, FloatPanel& to) {
    for (std::uint32_t block = 0; block < blocks; ++block)
        for (std::uint32_t step = 0; step < 8; ++step)
            for (std::size_t part = 0; part < vectors; ++part)
                floats_of_step<Kind>(panel, block, step, part, to.weights + std::size_t{block} * 32 + 4 * step);
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
