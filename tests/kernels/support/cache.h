#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "inference/vulkan/kernels/cache_layout.h"
#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_matrix.h"

namespace kernel_test {

/// Keys or values of one layer as cache_layout.h describes their bytes.
class CacheOnHost {
public:
    CacheOnHost(const inference::vulkan::CacheLayout& layout, std::vector<std::byte> bytes)
        : layout_(layout), bytes_(std::move(bytes)) {}
    /// Random at [0, positions), evenly in [-magnitude, magnitude); zero beyond. What a position holds does not depend
    /// on how many there are. Of Q8_0, each 32 have a scale of their own.
    static CacheOnHost random(const inference::vulkan::CacheLayout& layout, std::uint64_t seed, float magnitude) {
        CacheOnHost cache(layout, std::vector<std::byte>(layout.bytes()));
        for (std::uint32_t position = 0; position < layout.positions; ++position) {
            Random random(seed + position * 1000003ULL);
            for (std::uint32_t head = 0; head < layout.kv_head_count; ++head)
                for (std::uint32_t e = 0; e < layout.head_size; ++e) {
                    if (layout.type == inference::CacheType::Q8_0 && e % 32 == 0) {
                        const float largest = magnitude * (0.75F + 0.25F * random.number());
                        const std::uint16_t scale = half_of_float(largest / 127.0F);
                        std::memcpy(cache.bytes_.data() + cache.scale_offset(head, position, e), &scale, 2);
                    }
                    cache.set(head, position, e, magnitude * random.number());
                }
        }
        return cache;
    }

    const std::vector<std::byte>& bytes() const { return bytes_; }
    double element(std::uint32_t head, std::uint32_t position, std::uint32_t e) const {
        const std::byte* at = bytes_.data() + offset(head, position, e);
        if (layout_.type == inference::CacheType::Q8_0)
            return scale(head, position, e) * static_cast<std::int8_t>(std::to_integer<std::uint8_t>(*at));
        if (layout_.type == inference::CacheType::F16) {
            std::uint16_t half = 0;
            std::memcpy(&half, at, 2);
            return float_of_half(half);
        }
        float value = 0;
        std::memcpy(&value, at, 4);
        return value;
    }

    /// Of a Q8_0 cache.
    double scale(std::uint32_t head, std::uint32_t position, std::uint32_t e) const {
        std::uint16_t half = 0;
        std::memcpy(&half, bytes_.data() + scale_offset(head, position, e), 2);
        return float_of_half(half);
    }

private:
    /// First word of a position's eight.
    std::size_t octet(std::uint32_t head, std::uint32_t position) const {
        return (std::size_t{head} * (layout_.padded_positions() / 8) + position / 8) * layout_.words_per_octet();
    }
    std::size_t offset(std::uint32_t head, std::uint32_t position, std::uint32_t e) const {
        const std::uint32_t word_elements = layout_.word_elements();
        const std::size_t word = octet(head, position) + e / word_elements * 8 + position % 8;
        return word * 16 + e % word_elements * (16 / word_elements);
    }
    std::size_t scale_offset(std::uint32_t head, std::uint32_t position, std::uint32_t e) const {
        return (octet(head, position) + layout_.words_per_position() * 8 + e / 32) * 16 + position % 8 * 2;
    }
    void set(std::uint32_t head, std::uint32_t position, std::uint32_t e, float value) {
        std::byte* at = bytes_.data() + offset(head, position, e);
        if (layout_.type == inference::CacheType::Q8_0) {
            const double quant = std::clamp(std::round(value / scale(head, position, e)), -127.0, 127.0);
            *at = static_cast<std::byte>(static_cast<std::int8_t>(quant));
            return;
        }
        const std::uint16_t half = half_of_float(value);
        if (layout_.type == inference::CacheType::F16)
            std::memcpy(at, &half, 2);
        else
            std::memcpy(at, &value, 4);
    }

    inference::vulkan::CacheLayout layout_;
    std::vector<std::byte> bytes_;
};

}  // namespace kernel_test
