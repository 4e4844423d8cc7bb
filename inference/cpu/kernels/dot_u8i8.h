// Sums of four u8 x i8 products in each 32-bit lane, which Highway 1.0.3 does not have: with the instruction of each
// target, and in a portable form. Included once for each target (foreach_target.h).
#if defined(ALTIPLANO_DOT_U8I8) == defined(HWY_TARGET_TOGGLE)
#ifdef ALTIPLANO_DOT_U8I8
#undef ALTIPLANO_DOT_U8I8
#else
#define ALTIPLANO_DOT_U8I8
#endif

#include <cstdint>

#include "hwy/highway.h"

// Highway's AVX3_DL is chosen on processors with AVX-512 VNNI, but its list of features for the compiler lacks that
// one.
#undef ALTIPLANO_BEGIN_KERNELS
#undef ALTIPLANO_END_KERNELS
#undef ALTIPLANO_INLINE
#undef ALTIPLANO_UNROLL
#if HWY_TARGET == HWY_AVX3_DL
#define ALTIPLANO_BEGIN_KERNELS HWY_PUSH_ATTRIBUTES("avx512vnni")
#define ALTIPLANO_END_KERNELS HWY_POP_ATTRIBUTES
#else
#define ALTIPLANO_BEGIN_KERNELS
#define ALTIPLANO_END_KERNELS
#endif
// The portable form is made of loops over bytes: unrolled and inlined it takes g++ 12 minutes to compile.
#if HWY_TARGET == HWY_EMU128
#define ALTIPLANO_INLINE inline HWY_NOINLINE
#define ALTIPLANO_UNROLL(times) HWY_UNROLL(1)
#else
#define ALTIPLANO_INLINE HWY_INLINE
#define ALTIPLANO_UNROLL(times) HWY_UNROLL(times)
#endif

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using U8 = hn::Vec<hn::ScalableTag<std::uint8_t>>;
using I8 = hn::Vec<hn::ScalableTag<std::int8_t>>;
using I16 = hn::Vec<hn::ScalableTag<std::int16_t>>;
using I32 = hn::Vec<hn::ScalableTag<std::int32_t>>;
using U32 = hn::Vec<hn::ScalableTag<std::uint32_t>>;
using F32 = hn::Vec<hn::ScalableTag<float>>;

#if HWY_TARGET == HWY_AVX3_DL
/// Whether weights of 8 bits go in as they lie, plus 128, or as int8.
constexpr bool takes_all_of_u8 = true;
#else
constexpr bool takes_all_of_u8 = false;
#endif

/// A sum of `Steps` products. `Bits` bounds the weights: they are less than 2^Bits; at 8 bits they are any u8 where
/// takes_all_of_u8, else int8. Activations are int8 in [-127, 127]. Exact.
template <int Bits, int Steps>
class DotSum {
public:
    struct Weights {
        U8 bytes;
        U8 magnitudes;  ///< of int8
    };
    static HWY_INLINE Weights weights(U8 bytes) {
        if constexpr (Bits == 8 && !takes_all_of_u8) {
            const hn::ScalableTag<std::int8_t> di8;
            const hn::ScalableTag<std::uint8_t> du8;
            return {bytes, hn::BitCast(du8, hn::Abs(hn::BitCast(di8, bytes)))};
        } else {
            return {bytes, bytes};
        }
    }

    HWY_INLINE void start(I32 value) { total_ = value; }

    /// `step` counts from 0, in loops that are unrolled.
    ALTIPLANO_INLINE void add(int step, const Weights& w, I8 x) {
#if HWY_TARGET == HWY_AVX3_DL
        (void)step;
        total_ = I32{_mm512_dpbusd_epi32(total_.raw, w.bytes.raw, x.raw)};
#elif HWY_ARCH_X86 && HWY_TARGET <= HWY_SSE4
        const I16 products = pairs(w, x);
        pairs_ = step % depth == 0 ? products : hn::Add(pairs_, products);
        if ((step + 1) % depth == 0) {
            total_ = hn::Add(total_, sum_of_pairs(pairs_));
            return;
        }
        // g++ 12 would otherwise make all products first and spill them: 118-209 against 213-300 GOP/s on Zen 3.
        asm volatile("" : "+x"(pairs_.raw));
#elif HWY_TARGET == HWY_NEON && HWY_ARCH_ARM_A64
        (void)step;
        const int8x16_t signed_weights = vreinterpretq_s8_u8(w.bytes.raw);
#if defined(__ARM_FEATURE_DOTPROD)  // only when the whole build may use it: Highway 1.0.3 has no target with it
        total_ = I32(vdotq_s32(total_.raw, signed_weights, x.raw));
#else
        const int32x4_t low = vpaddlq_s16(vmull_s8(vget_low_s8(signed_weights), vget_low_s8(x.raw)));
        const int32x4_t high = vpaddlq_s16(vmull_high_s8(signed_weights, x.raw));
        total_ = I32(vaddq_s32(total_.raw, vpaddq_s32(low, high)));
#endif
#else
        (void)step;
        const hn::ScalableTag<std::int32_t> di32;
        const I32 both_w = hn::BitCast(di32, w.bytes);
        const I32 both_x = hn::BitCast(di32, x);
        total_ = hn::Add(total_, hn::Mul(byte<0>(both_w), byte<0>(both_x)));
        total_ = hn::Add(total_, hn::Mul(byte<1>(both_w), byte<1>(both_x)));
        total_ = hn::Add(total_, hn::Mul(byte<2>(both_w), byte<2>(both_x)));
        total_ = hn::Add(total_, hn::Mul(byte<3>(both_w), byte<3>(both_x)));
#endif
    }

    HWY_INLINE I32 total() const { return total_; }

private:
    /// How many products' sums of pairs an int16 holds: 32,767 / (2 * 127 * the largest weight).
    static constexpr int most = Bits <= 4 ? 8 : Bits == 5 ? 4 : Bits == 6 ? 2 : 1;
    static_assert(Bits == 8 || most * 2 * 127 * ((1 << Bits) - 1) <= 32767);
    static constexpr int depth = most < Steps ? most : Steps;

#if HWY_TARGET == HWY_AVX3
    static HWY_INLINE I16 pairs(const Weights& w, I8 x) {
        if constexpr (Bits < 8) return I16{_mm512_maddubs_epi16(w.bytes.raw, x.raw)};
        const __mmask64 negative = _mm512_movepi8_mask(w.bytes.raw);
        return I16{_mm512_maddubs_epi16(w.magnitudes.raw,
                                        _mm512_mask_sub_epi8(x.raw, negative, _mm512_setzero_si512(), x.raw))};
    }
    static HWY_INLINE I32 sum_of_pairs(I16 v) { return I32{_mm512_madd_epi16(v.raw, _mm512_set1_epi16(1))}; }
#elif HWY_TARGET == HWY_AVX2
    static HWY_INLINE I16 pairs(const Weights& w, I8 x) {
        if constexpr (Bits < 8) return I16{_mm256_maddubs_epi16(w.bytes.raw, x.raw)};
        return I16{_mm256_maddubs_epi16(w.magnitudes.raw, _mm256_sign_epi8(x.raw, w.bytes.raw))};
    }
    static HWY_INLINE I32 sum_of_pairs(I16 v) { return I32{_mm256_madd_epi16(v.raw, _mm256_set1_epi16(1))}; }
#elif HWY_TARGET == HWY_SSE4
    static HWY_INLINE I16 pairs(const Weights& w, I8 x) {
        if constexpr (Bits < 8) return I16{_mm_maddubs_epi16(w.bytes.raw, x.raw)};
        return I16{_mm_maddubs_epi16(w.magnitudes.raw, _mm_sign_epi8(x.raw, w.bytes.raw))};
    }
    static HWY_INLINE I32 sum_of_pairs(I16 v) { return I32{_mm_madd_epi16(v.raw, _mm_set1_epi16(1))}; }
#endif

    /// Byte `I` of each lane, with its sign.
    template <int I>
    static HWY_INLINE I32 byte(I32 lanes) {
        return hn::ShiftRight<24>(hn::ShiftLeft<24 - 8 * I>(lanes));
    }

    I32 total_;
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_SSE4
    I16 pairs_;
#endif
};

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#endif
