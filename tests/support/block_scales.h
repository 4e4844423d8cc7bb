#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "inference/gguf/tensor_type.h"

namespace test_support {

inline std::uint16_t half_of_float(float value) { return std::bit_cast<std::uint16_t>(static_cast<_Float16>(value)); }

/// Where a type's blocks have their float16 numbers, in bytes, and which numbers make weights of random bits around
/// zero with a deviation of about 1. They have few bits, so that products with small whole numbers are exact.
struct BlockScales {
    inference::gguf::TensorType type;
    std::size_t scale_at;
    float scale;
    std::size_t minimum_at;
    float minimum;  // 0: there is none

    static const BlockScales& of(inference::gguf::TensorType type) {
        using inference::gguf::TensorType;
        static constexpr std::array<BlockScales, 12> all = {{{TensorType::Q4_0, 0, 0x1p-2F, 0, 0},
                                                             {TensorType::Q4_1, 0, 0x1p-2F, 2, -1.875F},
                                                             {TensorType::Q5_0, 0, 0x1p-3F, 0, 0},
                                                             {TensorType::Q5_1, 0, 0x1p-3F, 2, -1.9375F},
                                                             {TensorType::Q8_0, 0, 0x1p-6F, 0, 0},
                                                             {TensorType::Q2_K, 80, 0x1p-3F, 82, 0.1875F},
                                                             {TensorType::Q3_K, 108, 0x1p-5F, 0, 0},
                                                             {TensorType::Q4_K, 0, 0x1p-7F, 2, 0x1.ep-5F},
                                                             {TensorType::Q5_K, 0, 0x1p-8F, 2, 0x1.fp-5F},
                                                             {TensorType::Q6_K, 208, 0x1p-10F, 0, 0},
                                                             {TensorType::IQ4_NL, 0, 0x1p-6F, 0, 0},
                                                             {TensorType::IQ4_XS, 0, 0x1p-10F, 0, 0}}};
        const auto* found = std::ranges::find(all, type, &BlockScales::type);
        if (found == all.end()) throw std::runtime_error("a block type without scales in block_scales.h");
        return *found;
    }

    /// Writes both into a block, times a factor each.
    void put(std::byte* block, float scale_factor, float minimum_factor) const {
        const std::uint16_t scale_half = half_of_float(scale * scale_factor);
        std::memcpy(block + scale_at, &scale_half, 2);
        const std::uint16_t minimum_half = half_of_float(minimum * minimum_factor);
        if (minimum != 0.0F) std::memcpy(block + minimum_at, &minimum_half, 2);
    }
};

}  // namespace test_support
