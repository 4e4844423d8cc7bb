#include "inference/vulkan/cache_transfer.h"

#include <cstring>

#include "inference/vulkan/run_now.h"

namespace inference::vulkan {

namespace {

std::uint64_t head_bytes(const CacheLayout& layout, std::uint32_t positions) {
    CacheLayout part = layout;
    part.positions = positions;
    return part.head_bytes();
}

/// A head's share of the cache, and of a buffer that holds those positions alone.
struct Shares {
    BufferView in_cache;
    BufferView alone;
};

Shares shares_of(const CacheLayout& layout, const BufferView& cache, const Buffer& alone, std::uint32_t positions,
                 std::uint32_t head) {
    const std::uint64_t bytes = head_bytes(layout, positions);
    const std::uint64_t stride = layout.head_bytes();
    return {BufferView(*cache.buffer, cache.offset + head * stride, bytes), BufferView(alone, head * bytes, bytes)};
}

}  // namespace

std::uint64_t transferred_bytes(const CacheLayout& layout, std::uint32_t positions) {
    return layout.kv_head_count * head_bytes(layout, positions);
}

Result<void> read_cache(Device& device, const CacheLayout& layout, const BufferView& cache, std::uint32_t positions,
                        std::span<std::byte> out) {
    if (out.empty()) return {};
    auto staging = device.create_buffer(out.size(), Purpose::Readback, "a copy of the cache");
    if (!staging) return std::unexpected(staging.error());
    auto copied = run_now(device, "reading the cache", [&](CommandStream& stream) {
        for (std::uint32_t head = 0; head < layout.kv_head_count; ++head) {
            const Shares shares = shares_of(layout, cache, *staging, positions, head);
            stream.copy(shares.in_cache, shares.alone);
        }
    });
    if (copied) std::memcpy(out.data(), staging->mapped().data(), out.size());
    return copied;
}

Result<void> write_cache(Device& device, const CacheLayout& layout, const BufferView& cache, std::uint32_t positions,
                         std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};
    auto staging = device.create_buffer(bytes.size(), Purpose::Upload, "a copy of the cache");
    if (!staging) return std::unexpected(staging.error());
    std::memcpy(staging->mapped().data(), bytes.data(), bytes.size());
    return run_now(device, "writing the cache", [&](CommandStream& stream) {
        for (std::uint32_t head = 0; head < layout.kv_head_count; ++head) {
            const Shares shares = shares_of(layout, cache, *staging, positions, head);
            stream.copy(shares.alone, shares.in_cache);
        }
    });
}

}  // namespace inference::vulkan
