// Sixteen floats at a time, in as many vectors as the processor needs: with the same lanes on every processor, sums
// over rows of numbers are the same additions in the same order on all of them. Included once for each kind of
// processor.
#if defined(INFERENCE_CPU_STRIPS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef INFERENCE_CPU_STRIPS_INL_H_
#undef INFERENCE_CPU_STRIPS_INL_H_
#else
#define INFERENCE_CPU_STRIPS_INL_H_
#endif

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

#include <array>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace inference::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using FloatVector = hn::Vec<Floats>;
constexpr std::size_t vector_lanes = hn::MaxLanes(Floats());
constexpr std::size_t strip_vectors = 16 / vector_lanes;

struct Strip {
    FloatVector part[strip_vectors];
};

template <typename Make>
HWY_INLINE Strip each(Make make) {
    Strip strip;
    for (std::size_t v = 0; v < strip_vectors; ++v) strip.part[v] = make(v);
    return strip;
}

HWY_INLINE Strip load_strip(const float* from) {
    return each([&](std::size_t v) { return hn::LoadU(Floats(), from + v * vector_lanes); });
}
HWY_INLINE Strip load_strip(const hwy::float16_t* from) {
    return each([&](std::size_t v) {
        return hn::PromoteTo(Floats(), hn::LoadU(hn::Rebind<hwy::float16_t, Floats>(), from + v * vector_lanes));
    });
}
HWY_INLINE Strip load_strip(const std::int8_t* from) {
    return each([&](std::size_t v) {
        const auto numbers = hn::LoadU(hn::Rebind<std::int8_t, Floats>(), from + v * vector_lanes);
        return hn::ConvertTo(Floats(), hn::PromoteTo(hn::Rebind<std::int32_t, Floats>(), numbers));
    });
}
HWY_INLINE void store_strip(const Strip& strip, float* to) {
    for (std::size_t v = 0; v < strip_vectors; ++v) hn::StoreU(strip.part[v], Floats(), to + v * vector_lanes);
}
HWY_INLINE Strip strip_of(float value) {
    return each([&](std::size_t) { return hn::Set(Floats(), value); });
}
/// first, first + 1, ..., first + 15.
HWY_INLINE Strip strip_from(float first) {
    return each([&](std::size_t v) { return hn::Iota(Floats(), first + static_cast<float>(v * vector_lanes)); });
}

HWY_INLINE Strip add(const Strip& a, const Strip& b) {
    return each([&](std::size_t v) { return hn::Add(a.part[v], b.part[v]); });
}
HWY_INLINE Strip multiply(const Strip& a, const Strip& b) {
    return each([&](std::size_t v) { return hn::Mul(a.part[v], b.part[v]); });
}
HWY_INLINE Strip subtract(const Strip& a, FloatVector b) {
    return each([&](std::size_t v) { return hn::Sub(a.part[v], b); });
}
HWY_INLINE Strip max(const Strip& a, const Strip& b) {
    return each([&](std::size_t v) { return hn::Max(a.part[v], b.part[v]); });
}
/// a * b + c, rounded once where the processor has it.
HWY_INLINE Strip multiply_add(const Strip& a, FloatVector b, const Strip& c) {
    return each([&](std::size_t v) { return hn::MulAdd(a.part[v], b, c.part[v]); });
}
HWY_INLINE Strip multiply_add(const Strip& a, const Strip& b, const Strip& c) {
    return each([&](std::size_t v) { return hn::MulAdd(a.part[v], b.part[v], c.part[v]); });
}
/// `strip` where begin <= where < end, else `other`.
HWY_INLINE Strip where_between(const Strip& where, float begin, float end, const Strip& strip, float other) {
    constexpr Floats floats;
    return each([&](std::size_t v) {
        const auto inside =
            hn::And(hn::Ge(where.part[v], hn::Set(floats, begin)), hn::Lt(where.part[v], hn::Set(floats, end)));
        return hn::IfThenElse(inside, strip.part[v], hn::Set(floats, other));
    });
}

/// e to each number, to a rounding of float; 0 far below, also of minus infinity.
HWY_INLINE Strip exponential(const Strip& x) {
    return each([&](std::size_t v) { return hn::Exp(Floats(), x.part[v]); });
}

/// In one order on every processor: neighbours at a distance of 8, 4, 2, 1.
HWY_INLINE float sum_of(const Strip& strip) {
    std::array<float, 16> values;
    store_strip(strip, values.data());
    for (std::size_t distance = 8; distance > 0; distance /= 2)
        for (std::size_t i = 0; i < distance; ++i) values[i] += values[i + distance];
    return values[0];
}
HWY_INLINE float max_of(const Strip& strip) {
    std::array<float, 16> values;
    store_strip(strip, values.data());
    float largest = values[0];
    for (const float value : values) largest = value > largest ? value : largest;
    return largest;
}

}  // namespace inference::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
