#pragma once
#include <cstdint>

#include "inference/error.h"

namespace inference {

/// How keys and values are kept. Q8_0: int8 with a float16 scale for 32 neighbouring elements of a head, 0.53 of F16's
/// bytes; only for heads whose size is a multiple of 32.
enum class CacheType { F16, F32, Q8_0 };

/// Elements that share a scale.
inline constexpr std::uint32_t cache_block_elements = 32;

/// Bytes of so many elements; of Q8_0 whole blocks.
constexpr std::uint64_t cache_bytes(CacheType type, std::uint64_t elements) {
    constexpr std::uint64_t block = cache_block_elements;
    switch (type) {
        case CacheType::F32: return elements * 4;
        case CacheType::Q8_0: return (elements + block - 1) / block * (block + 2);
        case CacheType::F16: break;
    }
    return elements * 2;
}

/// "F16", as files and people call it.
const char* name_of(CacheType type);

/// Fails with Unsupported where heads of this size cannot be kept so, or where `type` is none.
Result<void> check_cache_type(CacheType type, std::uint32_t head_size);

}  // namespace inference
