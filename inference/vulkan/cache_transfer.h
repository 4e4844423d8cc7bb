#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/cache_layout.h"

namespace inference::vulkan {

/// Bytes of the first `positions` positions of one layer's keys, or values, on their own: in the order of CacheLayout,
/// with no more of them than rounded up to 8.
std::uint64_t transferred_bytes(const CacheLayout& layout, std::uint32_t positions);

/// Copies them from the device to `out`, which is as long. Waits; nothing is to be under way.
Result<void> read_cache(Device& device, const CacheLayout& layout, const BufferView& cache, std::uint32_t positions,
                        std::span<std::byte> out);

/// Copies them to the device.
Result<void> write_cache(Device& device, const CacheLayout& layout, const BufferView& cache, std::uint32_t positions,
                         std::span<const std::byte> bytes);

}  // namespace inference::vulkan
