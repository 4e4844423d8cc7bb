#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace inference {

/// FNV-1a, 64 bits (Fowler, Noll and Vo): finds accidents in the program's own files, not intent.
inline constexpr std::uint64_t checksum_start = 0xCBF29CE484222325U;

/// `checksum` of what came before, and of `bytes` after it.
inline std::uint64_t checksum_of(std::span<const std::byte> bytes, std::uint64_t checksum = checksum_start) {
    for (const std::byte byte : bytes) checksum = (checksum ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001B3U;
    return checksum;
}

}  // namespace inference
