#include "inference/cpu/kernels/quantise_kernel.h"

#include <cstring>

#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/cpu/kernels/quantise_kernel.cpp"
#include "hwy/foreach_target.h"

// After it: this is included for each target.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace inference::cpu {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Below it a block counts as zeros: 127 / largest would leave the range of float32.
constexpr float smallest_largest = 0x1p-100F;

void quantise_block(const float* values, std::size_t stride, std::uint32_t width, std::byte* to) {
    const hn::ScalableTag<float> df;
    const hn::ScalableTag<std::int32_t> di32;
    const hn::Rebind<std::int8_t, decltype(df)> di8;
    const std::size_t lanes = hn::Lanes(df);
    for (std::uint32_t token = 0; token < width; ++token) {
        const float* own = values + token * stride;
        auto largest = hn::Zero(df);
        auto poison = hn::Zero(df);  // 0, or NaN where a value is not finite
        for (std::size_t i = 0; i < 32; i += lanes) {
            const auto value = hn::LoadU(df, own + i);
            largest = hn::Max(largest, hn::Abs(value));
            poison = hn::MulAdd(value, hn::Zero(df), poison);
        }
        const float most = hn::GetLane(hn::MaxOfLanes(df, largest));
        const bool zeros = !(most >= smallest_largest);
        const auto inverse = hn::Set(df, zeros ? 0.0F : 127.0F / most);
        const float scale = (zeros ? 0.0F : most / 127.0F) + hn::GetLane(hn::SumOfLanes(df, poison));
        std::int8_t quants[32];
        std::int32_t sums[2] = {0, 0};
        for (std::size_t i = 0; i < 32; i += lanes) {
            const auto nearest = hn::NearestInt(hn::Mul(hn::LoadU(df, own + i), inverse));
            const auto quant = hn::Min(hn::Max(nearest, hn::Set(di32, -127)), hn::Set(di32, 127));
            sums[i / 16] += hn::GetLane(hn::SumOfLanes(di32, quant));
            hn::StoreU(hn::DemoteTo(di8, quant), di8, quants + i);
        }
        for (std::size_t i = 0; i < 8; ++i) std::memcpy(to + (i * width + token) * 4, quants + 4 * i, 4);
        const std::int32_t negated[2] = {-sums[0] - sums[1], -sums[0]};
        const float scales[2] = {scale, scale * static_cast<float>(sums[0] + sums[1])};
        std::byte* const numbers = to + std::size_t{width} * 32 + token * 4;
        for (std::size_t i = 0; i < 2; ++i) {
            std::memcpy(numbers + i * width * 4, &negated[i], 4);
            std::memcpy(numbers + (2 + i) * width * 4, &scales[i], 4);
        }
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace inference::cpu {

HWY_EXPORT(quantise_block);

void quantise_block(const float* values, std::size_t stride, std::uint32_t width, std::byte* to) {
    HWY_DYNAMIC_DISPATCH(quantise_block)(values, stride, width, to);
}

}  // namespace inference::cpu
#endif
