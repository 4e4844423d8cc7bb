#pragma once
#include <cstring>

#include "inference/gguf/types/unpacked_block.h"

// What the types' files share to take blocks apart.
namespace inference::gguf {

inline unsigned byte_at(const std::byte* bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }
template <typename T>
T value_at(const std::byte* bytes) {
    T value{};
    std::memcpy(&value, bytes, sizeof value);
    return value;
}
/// A block of 32 weights that begins with its scale, a float16.
inline void unpack_scale(const std::byte* block, UnpackedBlock& to) {
    to.scale = value_at<std::uint16_t>(block);
    to.minimum = 0;
    to.factors.fill(1);
    to.lifts.fill(0);
}
/// The same with its minimum behind the scale.
inline void unpack_scale_and_minimum(const std::byte* block, UnpackedBlock& to) {
    unpack_scale(block, to);
    to.minimum = value_at<std::uint16_t>(block + 2);
    to.lifts.fill(1);
}
/// 32 quants from 16 bytes: the low nibbles, then the high ones.
inline void unpack_nibbles(const std::byte* bytes, std::uint8_t* quants) {
    for (std::size_t i = 0; i < 16; ++i) {
        quants[i] = static_cast<std::uint8_t>(byte_at(bytes, i) & 15U);
        quants[16 + i] = static_cast<std::uint8_t>(byte_at(bytes, i) >> 4U);
    }
}
/// Bit i of the four bytes becomes quant i's fifth.
inline void add_fifth_bits(const std::byte* bits, std::uint8_t* quants) {
    for (std::size_t i = 0; i < 4; ++i) {
        // A byte's bits, one to each of eight bytes: copied, all but its own masked, carried to the top.
        const std::uint64_t own = byte_at(bits, i) * 0x0101010101010101U & 0x8040201008040201U;
        const std::uint64_t lowest = (own + 0x00406070787c7e7fU) >> 7U & 0x0101010101010101U;
        const std::uint64_t sum = value_at<std::uint64_t>(reinterpret_cast<std::byte*>(quants) + 8 * i) | lowest << 4U;
        std::memcpy(quants + 8 * i, &sum, sizeof sum);
    }
}
/// 256 quants from 64 bytes: each 32 have 128, byte i the quants i, 32 + i, 64 + i, 96 + i from its lowest bits on.
inline void unpack_bit_pairs(const std::byte* bytes, std::uint8_t* quants) {
    for (std::size_t row = 0; row < 8; ++row)
        for (std::size_t i = 0; i < 32; ++i)
            quants[32 * row + i] = static_cast<std::uint8_t>(byte_at(bytes, row / 4 * 32 + i) >> (row % 4 * 2) & 3U);
}
/// Adds a bit to 256 quants, at `place`, from 32 bytes: byte i has those of the quants i, 32 + i, ... 224 + i.
inline void add_bits(const std::byte* bytes, unsigned place, std::uint8_t* quants) {
    for (std::size_t row = 0; row < 8; ++row)
        for (std::size_t i = 0; i < 32; ++i) {
            const unsigned bit = byte_at(bytes, i) >> row & 1U;
            quants[32 * row + i] = static_cast<std::uint8_t>(quants[32 * row + i] | bit << place);
        }
}
/// 256 quants from 128 bytes: of each 32 bytes the low nibbles, then the high ones.
inline void unpack_nibble_rows(const std::byte* bytes, std::uint8_t* quants) {
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t i = 0; i < 32; ++i) {
            quants[64 * row + i] = static_cast<std::uint8_t>(byte_at(bytes, 32 * row + i) & 15U);
            quants[64 * row + 32 + i] = static_cast<std::uint8_t>(byte_at(bytes, 32 * row + i) >> 4U);
        }
}
/// The first 16 bytes of Q4_K and Q5_K: two float16, then eight scales and eight minimums of 6 bits. The first four of
/// each are the lower 6 bits of the bytes 0 to 3 and 4 to 7; of the others the lower four bits stand in the nibbles of
/// the bytes 8 to 11 (scales low), the upper two in what is left of the first eight bytes.
inline void unpack_scales_and_minimums(const std::byte* block, UnpackedBlock& to) {
    to.scale = value_at<std::uint16_t>(block);
    to.minimum = value_at<std::uint16_t>(block + 2);
    const std::byte* numbers = block + 4;
    for (std::size_t i = 0; i < 8; ++i) {
        unsigned scale = byte_at(numbers, i) & 63U;
        unsigned minimum = byte_at(numbers, i + 4) & 63U;
        if (i >= 4) {
            scale = (byte_at(numbers, i + 4) & 15U) | byte_at(numbers, i - 4) >> 6U << 4U;
            minimum = byte_at(numbers, i + 4) >> 4U | byte_at(numbers, i) >> 6U << 4U;
        }
        to.factors[2 * i] = to.factors[2 * i + 1] = static_cast<std::int8_t>(scale);
        to.lifts[2 * i] = to.lifts[2 * i + 1] = static_cast<std::int8_t>(-static_cast<int>(minimum));
    }
}

}  // namespace inference::gguf
