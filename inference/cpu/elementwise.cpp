#include "inference/cpu/elementwise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/elementwise.cpp"
#include <hwy/foreach_target.h>  // compiles what follows once for each kind of processor
#include <hwy/highway.h>

#include "inference/cpu/strips-inl.h"

HWY_BEFORE_NAMESPACE();
namespace inference::cpu::HWY_NAMESPACE {

constexpr std::size_t lanes = 16;

/// A strip of a row that may end within it: `fill` behind the end.
HWY_INLINE Strip load_some(const float* from, std::size_t count, float fill) {
    if (count >= lanes) return load_strip(from);
    std::array<float, lanes> values;
    values.fill(fill);
    std::copy_n(from, count, values.begin());
    return load_strip(values.data());
}
HWY_INLINE void store_some(const Strip& strip, std::size_t count, float* to) {
    if (count >= lanes) return store_strip(strip, to);
    std::array<float, lanes> values;
    store_strip(strip, values.data());
    std::copy_n(values.begin(), count, to);
}

void rms_norm_of(std::span<const float> row, const float* weight, float epsilon, float* out) {
    const std::size_t length = row.size();
    Strip squares = strip_of(0.0F);
    for (std::size_t at = 0; at < length; at += lanes) {
        const Strip values = load_some(&row[at], length - at, 0.0F);
        squares = multiply_add(values, values, squares);
    }
    const Strip scale = strip_of(1.0F / std::sqrt(sum_of(squares) / static_cast<float>(length) + epsilon));
    for (std::size_t at = 0; at < length; at += lanes) {
        const Strip values = multiply(load_some(&row[at], length - at, 0.0F), scale);
        store_some(multiply(values, load_some(weight + at, length - at, 0.0F)), length - at, out + at);
    }
}

void add_all(std::span<float> sum, const float* more) {
    for (std::size_t at = 0; at < sum.size(); at += lanes) {
        const std::size_t rest = sum.size() - at;
        store_some(add(load_some(&sum[at], rest, 0.0F), load_some(more + at, rest, 0.0F)), rest, &sum[at]);
    }
}

void gate_all(std::span<float> out, const float* gates, const float* up) {
    constexpr Floats floats;
    const auto one = hn::Set(floats, 1.0F);
    // exp(88) is still finite; behind it silu is less than 1e-36, and rounding it hurts nobody.
    const auto most = hn::Set(floats, 88.0F);
    for (std::size_t at = 0; at < out.size(); at += lanes) {
        const std::size_t rest = out.size() - at;
        const Strip x = load_some(gates + at, rest, 0.0F);
        const Strip falling = exponential(each([&](std::size_t v) { return hn::Min(hn::Neg(x.part[v]), most); }));
        const Strip silu = each([&](std::size_t v) { return hn::Div(x.part[v], hn::Add(one, falling.part[v])); });
        store_some(multiply(silu, load_some(up + at, rest, 0.0F)), rest, &out[at]);
    }
}

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

HWY_INLINE Strip numbers_of(const Strip& strip) {
    return each([&](std::size_t v) {
        const auto values = strip.part[v];
        return hn::IfThenElse(hn::Eq(values, values), values, hn::Set(Floats(), minus_infinity));
    });
}

float largest_of(std::span<const float> logits) {
    Strip largest = strip_of(minus_infinity);
    for (std::size_t at = 0; at < logits.size(); at += lanes)
        largest = max(largest, numbers_of(load_some(&logits[at], logits.size() - at, minus_infinity)));
    return max_of(largest);
}

float sum_below(std::span<const float> logits, float maximum) {
    constexpr Floats floats;
    const auto top = hn::Set(floats, maximum);
    const auto lowest = hn::Set(floats, minus_infinity);
    Strip sum = strip_of(0.0F);
    for (std::size_t at = 0; at < logits.size(); at += lanes) {
        const Strip values = numbers_of(load_some(&logits[at], logits.size() - at, minus_infinity));
        const Strip weights = exponential(subtract(values, top));
        sum = add(sum, each([&](std::size_t v) {  // also right where the maximum is infinite
                      const auto kept =
                          hn::IfThenElse(hn::Eq(values.part[v], top), hn::Set(floats, 1.0F), weights.part[v]);
                      return hn::IfThenElse(hn::Eq(values.part[v], lowest), hn::Zero(floats), kept);
                  }));
    }
    return sum_of(sum);
}

void rotate_pairs(std::span<const float> row, const float* turns, float factor, float* out) {
    for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
        const float x = row[i], y = row[i + 1], cos = turns[i], sin = turns[i + 1];
        out[i] = (x * cos - y * sin) * factor;
        out[i + 1] = (x * sin + y * cos) * factor;
    }
}

}  // namespace inference::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(rms_norm_of);
HWY_EXPORT(add_all);
HWY_EXPORT(gate_all);
HWY_EXPORT(largest_of);
HWY_EXPORT(sum_below);
HWY_EXPORT(rotate_pairs);

void rms_norm(std::span<const float> row, const float* weight, float epsilon, float* out) {
    HWY_DYNAMIC_DISPATCH(rms_norm_of)(row, weight, epsilon, out);
}
void add_to(std::span<float> sum, const float* more) { HWY_DYNAMIC_DISPATCH(add_all)(sum, more); }
void gate(std::span<float> out, const float* gates, const float* up) { HWY_DYNAMIC_DISPATCH(gate_all)(out, gates, up); }

ExponentialSum exponential_sum(std::span<const float> logits) {
    const float maximum = HWY_DYNAMIC_DISPATCH(largest_of)(logits);
    return {maximum, HWY_DYNAMIC_DISPATCH(sum_below)(logits, maximum)};
}

void group_maxima(std::span<const float> logits, float* maxima) {
    for (std::size_t at = 0; at < logits.size(); at += maxima_group)
        *maxima++ = HWY_DYNAMIC_DISPATCH(largest_of)(
            logits.subspan(at, std::min<std::size_t>(maxima_group, logits.size() - at)));
}

void rotate(std::span<const float> row, const float* turns, float factor, float* out) {
    HWY_DYNAMIC_DISPATCH(rotate_pairs)(row, turns, factor, out);
}

}  // namespace inference::cpu
#endif
