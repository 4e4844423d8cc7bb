// What units of weights (weight_order.h) hold, one small struct per type, and panels of them. Included once for each
// target.
#if defined(ALTIPLANO_UNPACK) == defined(HWY_TARGET_TOGGLE)
#ifdef ALTIPLANO_UNPACK
#undef ALTIPLANO_UNPACK
#else
#define ALTIPLANO_UNPACK
#endif

#include <algorithm>
#include <array>
#include <utility>

#include "hwy/cache_control.h"
#include "inference/cpu/kernels/dot_u8i8.h"
#include "inference/cpu/kernels/panel.h"
#include "inference/gguf/tensor_type.h"
#include "inference/gguf/types/iq4_levels.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

constexpr std::size_t vector_bytes = HWY_LANES(std::uint8_t);
constexpr std::size_t vector_rows = vector_bytes / 4;
constexpr std::size_t vectors = 64 / vector_bytes;  ///< that the rows of a group take
constexpr int int8_zero_bits = takes_all_of_u8 ? 7 : 0;

/// Bits from place `From` on moved to `To`, and only so many of them kept.
template <int From, int To, int Count>
ALTIPLANO_INLINE U8 bits_moved(U8 bytes) {
    const hn::ScalableTag<std::uint8_t> du8;
    const hn::Repartition<std::uint16_t, decltype(du8)> du16;  // there are no shifts of bytes
    const U8 mask = hn::Set(du8, static_cast<std::uint8_t>(((1 << Count) - 1) << To));
    if constexpr (From > To)
        return hn::And(hn::BitCast(du8, hn::ShiftRight<From - To>(hn::BitCast(du16, bytes))), mask);
    else if constexpr (From < To)
        return hn::And(hn::BitCast(du8, hn::ShiftLeft<To - From>(hn::BitCast(du16, bytes))), mask);
    else
        return hn::And(bytes, mask);
}
ALTIPLANO_INLINE U8 load(const std::uint8_t* bytes) { return hn::Load(hn::ScalableTag<std::uint8_t>(), bytes); }

// Step J of 32 columns, for the rows whose bytes begin at `at`.
template <int J>
ALTIPLANO_INLINE U8 step(const Quants8& quants, std::size_t at) {
    const U8 bytes = load(quants.steps[J] + at);
    if constexpr (takes_all_of_u8) return bytes;
    return hn::Xor(bytes, hn::Set(hn::ScalableTag<std::uint8_t>(), 0x80));
}
template <int J>
ALTIPLANO_INLINE U8 step(const Quants4& quants, std::size_t at) {
    return bits_moved<J / 4 * 4, 0, 4>(load(quants.nibbles[J % 4] + at));
}
template <int J>
ALTIPLANO_INLINE U8 step(const LevelQuants4& quants, std::size_t at) {
    constexpr int bias = takes_all_of_u8 ? 128 : 0;
    alignas(16) static constexpr auto levels = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<std::uint8_t, 16>{static_cast<std::uint8_t>(gguf::iq4_levels[I] + bias)...};
    }(std::make_index_sequence<16>());
    const hn::ScalableTag<std::uint8_t> du8;
    return hn::TableLookupBytes(hn::LoadDup128(du8, levels.data()), step<J>(static_cast<const Quants4&>(quants), at));
}
template <int J, int To = 0>
ALTIPLANO_INLINE U8 step(const Quants2& quants, std::size_t at) {
    return bits_moved<J % 4 * 2, To, 2>(load(quants.pairs[J / 4] + at));
}
template <int J, int To>
ALTIPLANO_INLINE U8 step(const Quants1& quants, std::size_t at) {
    return bits_moved<J, To, 1>(load(quants.bits + at));
}
template <int J>
ALTIPLANO_INLINE U8 step(const Quants5& quants, std::size_t at) {
    return hn::Or(step<J>(quants.low, at), step<J, 4>(quants.high, at));
}
template <int J>
ALTIPLANO_INLINE U8 step(const Quants6& quants, std::size_t at) {
    return hn::Or(step<J>(quants.low, at), step<J, 4>(quants.high, at));
}
template <int J>
ALTIPLANO_INLINE U8 step(const Quants3& quants, std::size_t at) {
    return hn::Or(step<J>(quants.low, at), step<J, 2>(quants.high, at));
}

/// float16 of the rows of vector `part`, as gguf::float_of_half has them.
ALTIPLANO_INLINE F32 floats_of_halves(const std::uint16_t* halves, std::size_t part) {
    const hn::ScalableTag<float> df;
    const hn::Rebind<std::uint16_t, decltype(df)> du16;
    const auto bits = hn::LoadU(du16, halves + part * vector_rows);
#if HWY_TARGET <= HWY_AVX2 || HWY_TARGET == HWY_NEON
    return hn::PromoteTo(df, hn::BitCast(hn::Rebind<hwy::float16_t, decltype(df)>(), bits));
#else
    // Highway's own conversion takes no infinities and NaNs here.
    const hn::ScalableTag<std::uint32_t> du32;
    const U32 half = hn::PromoteTo(du32, bits);
    const U32 sign = hn::ShiftLeft<16>(hn::And(half, hn::Set(du32, 0x8000)));
    const U32 magnitude = hn::ShiftLeft<13>(hn::And(half, hn::Set(du32, 0x7fff)));
    const U32 finite = hn::BitCast(du32, hn::Mul(hn::BitCast(df, magnitude), hn::Set(df, 0x1p112F)));
    const U32 other = hn::Or(magnitude, hn::Set(du32, 0x7f800000));
    const auto is_finite = hn::Lt(hn::BitCast(hn::ScalableTag<std::int32_t>(), magnitude),
                                  hn::Set(hn::ScalableTag<std::int32_t>(), 0x0f800000));
    return hn::BitCast(df, hn::Or(sign, hn::IfThenElse(hn::RebindMask(du32, is_finite), finite, other)));
#endif
}

/// The packed scales of the rows of vector `part`.
ALTIPLANO_INLINE I32 load_numbers(const std::uint32_t* numbers, std::size_t part) {
    const hn::ScalableTag<std::uint32_t> du32;
    return hn::BitCast(hn::ScalableTag<std::int32_t>(), hn::Load(du32, numbers + part * vector_rows));
}
/// `Count` bits of each from bit `From` on.
template <int From, int Count>
ALTIPLANO_INLINE I32 field(I32 numbers) {
    const I32 mask = hn::Set(hn::ScalableTag<std::int32_t>(), (1 << Count) - 1);
    if constexpr (From == 0) return hn::And(numbers, mask);
    return hn::And(hn::ShiftRight<From>(numbers), mask);
}
ALTIPLANO_INLINE F32 scaled(F32 scale, I32 number) {
    return hn::Mul(scale, hn::ConvertTo(hn::ScalableTag<float>(), number));
}

/// Of one block and the rows of one vector; the second ones only where 16 columns have their own.
struct Factors {
    F32 scales[2];
    F32 minimums[2];  ///< of the kinds that have them
};

/// A type with one scale for 32 columns. `zero`: 2^ZeroBits.
template <typename Quants, int ZeroBits, int Bits>
struct Scaled {
    using Unit = ScaledUnit<Quants>;
    using Kind = PanelKind<1, ZeroBits, false, Bits>;
    static constexpr std::size_t blocks = 2;

    template <std::size_t I>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        return {{floats_of_halves(unit.scales[I], part)}, {}};
    }
};

/// The same with a minimum, and no zero.
template <typename Quants, int Bits>
struct Lifted {
    using Unit = LiftedUnit<Quants>;
    using Kind = PanelKind<1, 0, true, Bits>;
    static constexpr std::size_t blocks = 2;

    template <std::size_t I>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        return {{floats_of_halves(unit.scales[I], part)}, {floats_of_halves(unit.minimums[I], part)}};
    }
};

/// Super-blocks: `Numbers` makes the factors of block I.
template <typename Quants, std::size_t NumberWords, typename KindOf, typename Numbers>
struct Super : Numbers {
    using Unit = SuperUnit<Quants, NumberWords>;
    using Kind = KindOf;
    static constexpr std::size_t blocks = 8;
};

/// Q4_K and Q5_K: unpack_scales_and_minimums() of inference/gguf/types/unpack.h.
struct SixBitPairs {
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        constexpr int byte = I % 4 * 8;
        const I32 first = load_numbers(unit.numbers[0], part);
        const I32 second = load_numbers(unit.numbers[1], part);
        I32 factor = field<byte, 6>(first);
        I32 lift = field<byte, 6>(second);
        if constexpr (I >= 4) {
            const I32 third = load_numbers(unit.numbers[2], part);
            factor = hn::Or(field<byte, 4>(third), hn::ShiftLeft<4>(field<byte + 6, 2>(first)));
            lift = hn::Or(field<byte + 4, 4>(third), hn::ShiftLeft<4>(field<byte + 6, 2>(second)));
        }
        return {{scaled(floats_of_halves(unit.scales, part), factor)},
                {scaled(hn::Neg(floats_of_halves(unit.minimums, part)), lift)}};
    }
};

/// Q2_K: a byte for 16 columns, the scale in its lower bits.
struct NibblePairs {
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        constexpr int byte = I % 2 * 16;
        const I32 numbers = load_numbers(unit.numbers[I / 2], part);
        const F32 scale = floats_of_halves(unit.scales, part);
        const F32 minimum = hn::Neg(floats_of_halves(unit.minimums, part));
        return {{scaled(scale, field<byte, 4>(numbers)), scaled(scale, field<byte + 8, 4>(numbers))},
                {scaled(minimum, field<byte + 4, 4>(numbers)), scaled(minimum, field<byte + 12, 4>(numbers))}};
    }
};

/// Q3_K: 16 numbers of 6 bits, in the order that inference/gguf/types/q3_k.cpp says, less 32.
struct SixBits {
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        return {{factor<2 * I>(unit, part), factor<2 * I + 1>(unit, part)}, {}};
    }

private:
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE F32 factor(const Unit& unit, std::size_t part) {
        const I32 lower = field<I % 4 * 8 + I / 8 * 4, 4>(load_numbers(unit.numbers[I % 8 / 4], part));
        const I32 upper = field<I % 4 * 8 + I / 4 * 2, 2>(load_numbers(unit.numbers[2], part));
        const I32 number = hn::Or(lower, hn::ShiftLeft<4>(upper));
        const I32 zero = hn::Set(hn::ScalableTag<std::int32_t>(), 32);
        return scaled(floats_of_halves(unit.scales, part), hn::Sub(number, zero));
    }
};

/// Q6_K: an int8 for 16 columns.
struct Int8Numbers {
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        constexpr int byte = I % 2 * 16;
        const I32 numbers = load_numbers(unit.numbers[I / 2], part);
        const F32 scale = floats_of_halves(unit.scales, part);
        return {{scaled(scale, hn::ShiftRight<24>(hn::ShiftLeft<24 - byte>(numbers))),
                 scaled(scale, hn::ShiftRight<24>(hn::ShiftLeft<16 - byte>(numbers)))},
                {}};
    }
};

/// IQ4_XS: eight numbers of 6 bits less 32; the upper two bits of each stand where others have minimums.
struct SplitNumbers {
    template <std::size_t I, typename Unit>
    static ALTIPLANO_INLINE Factors factors(const Unit& unit, std::size_t part) {
        const hn::ScalableTag<std::int32_t> di32;
        const hn::Rebind<std::uint16_t, decltype(di32)> du16;
        const I32 uppers = hn::PromoteTo(di32, hn::LoadU(du16, unit.minimums + part * vector_rows));
        const I32 lower = field<4 * I, 4>(load_numbers(unit.numbers[0], part));
        const I32 number = hn::Or(lower, hn::ShiftLeft<4>(field<2 * I, 2>(uppers)));
        return {{scaled(floats_of_halves(unit.scales, part), hn::Sub(number, hn::Set(di32, 32)))}, {}};
    }
};

template <gguf::TensorType Type>
struct BlockTypeOf;
template <>
struct BlockTypeOf<gguf::TensorType::Q4_0> : Scaled<Quants4, 3, 4> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q4_1> : Lifted<Quants4, 4> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q5_0> : Scaled<Quants5, 4, 5> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q5_1> : Lifted<Quants5, 5> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q8_0> : Scaled<Quants8, int8_zero_bits, 8> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q2_K> : Super<Quants2, 4, PanelKind<2, 0, true, 4>, NibblePairs> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q3_K> : Super<Quants3, 3, PanelKind<2, 2, false, 4>, SixBits> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q4_K> : Super<Quants4, 3, PanelKind<1, 0, true, 4>, SixBitPairs> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q5_K> : Super<Quants5, 3, PanelKind<1, 0, true, 5>, SixBitPairs> {};
template <>
struct BlockTypeOf<gguf::TensorType::Q6_K> : Super<Quants6, 4, PanelKind<2, 5, false, 6>, Int8Numbers> {};
template <>
struct BlockTypeOf<gguf::TensorType::IQ4_NL> : Scaled<LevelQuants4, int8_zero_bits, 8> {};
template <>
struct BlockTypeOf<gguf::TensorType::IQ4_XS>
    : Super<LevelQuants4, 1, PanelKind<1, int8_zero_bits, false, 8>, SplitNumbers> {};

// Weights that stand one by one go to float panels.
struct HalfNumbers {
    using Unit = NumberUnit<std::uint16_t>;
    static ALTIPLANO_INLINE F32 load(const std::uint16_t* numbers, std::size_t part) {
        return floats_of_halves(numbers, part);
    }
};
struct BrainNumbers {
    using Unit = NumberUnit<std::uint16_t>;
    static ALTIPLANO_INLINE F32 load(const std::uint16_t* numbers, std::size_t part) {
        const hn::ScalableTag<std::uint32_t> du32;
        const hn::Rebind<std::uint16_t, decltype(du32)> du16;
        const U32 bits = hn::PromoteTo(du32, hn::LoadU(du16, numbers + part * vector_rows));
        return hn::BitCast(hn::ScalableTag<float>(), hn::ShiftLeft<16>(bits));
    }
};
struct FloatNumbers {
    using Unit = NumberUnit<std::uint32_t>;
    static ALTIPLANO_INLINE F32 load(const std::uint32_t* numbers, std::size_t part) {
        return hn::BitCast(hn::ScalableTag<float>(),
                           hn::Load(hn::ScalableTag<std::uint32_t>(), numbers + part * vector_rows));
    }
};

/// How far ahead of their use weights are asked for. 2 KB gave 8 to 20 % over none with one token (Zen 3, two cores),
/// and 1.5 times as much with eight (Zen 5); 8 KB is worse than none.
constexpr std::size_t prefetch_bytes = 2048;

/// What lies so far behind [begin, end), which begins and ends with a line.
ALTIPLANO_INLINE void prefetch_after(const void* begin, const void* end) {
    const auto* last = static_cast<const std::byte*>(end);
    ALTIPLANO_UNROLL(1)
    for (const auto* at = static_cast<const std::byte*>(begin); at < last; at += 64) hwy::Prefetch(at + prefetch_bytes);
}

/// Block I's rows of vector `part`.
template <typename Type, std::size_t I, std::size_t... J>
ALTIPLANO_INLINE void unpack_block(const typename Type::Unit& unit, std::size_t part, Panel& to, std::uint32_t block,
                                   std::index_sequence<J...> /*steps*/) {
    const std::size_t at = part * vector_bytes;
    (hn::Store(step<J>(unit.quants[I], at), hn::ScalableTag<std::uint8_t>(), to.quants[block][J] + at), ...);
    const Factors factors = Type::template factors<I>(unit, part);
    const hn::ScalableTag<float> df;
    const std::size_t row = part * vector_rows;
    for (int half = 0; half < Type::Kind::halves; ++half) {
        hn::Store(factors.scales[half], df, to.scales[block][half] + row);
        if constexpr (Type::Kind::has_minimum) hn::Store(factors.minimums[half], df, to.minimums[block][half] + row);
    }
}
template <typename Type, std::size_t... I>
ALTIPLANO_INLINE void unpack_unit(const typename Type::Unit& unit, std::size_t part, Panel& to, std::uint32_t first,
                                  std::index_sequence<I...> /*blocks*/) {
    (unpack_block<Type, I>(unit, part, to, first + I, std::make_index_sequence<8>()), ...);
}

/// The columns of one panel.
template <typename Type>
ALTIPLANO_INLINE std::uint32_t unpack_panel(const std::byte* group, std::uint32_t first_column, std::uint32_t columns,
                                            Panel& to) {
    using Unit = typename Type::Unit;
    constexpr std::uint32_t unit_columns = 32 * Type::blocks;
    const auto* units = reinterpret_cast<const Unit*>(group);
    std::uint32_t blocks = 0;
    for (std::uint32_t at = first_column; at < std::min(first_column + panel_columns, columns); at += unit_columns) {
        const Unit& unit = units[at / unit_columns];
        prefetch_after(&unit, &unit + 1);
        for (std::size_t part = 0; part < vectors; ++part)
            unpack_unit<Type>(unit, part, to, blocks, std::make_index_sequence<Type::blocks>());
        blocks += Type::blocks;
    }
    return blocks;
}

template <typename Numbers>
ALTIPLANO_INLINE std::uint32_t unpack_numbers(const std::byte* group, std::uint32_t first_column, std::uint32_t columns,
                                              FloatPanel& to) {
    const auto* units = reinterpret_cast<const typename Numbers::Unit*>(group);
    const hn::ScalableTag<float> df;
    std::uint32_t count = 0;
    for (std::uint32_t at = first_column; at < std::min(first_column + panel_columns, columns); at += 64) {
        const auto& unit = units[at / 64];
        prefetch_after(&unit, &unit + 1);
        for (std::uint32_t column = 0; column < 64; ++column)
            for (std::size_t part = 0; part < vectors; ++part)
                hn::Store(Numbers::load(unit.numbers[column], part), df,
                          to.weights[count + column] + part * vector_rows);
        count += 64;
    }
    return count;
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
