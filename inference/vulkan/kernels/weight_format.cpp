#include "inference/vulkan/kernels/weight_format.h"

#include <algorithm>
#include <bit>

#include "inference/gguf/types/float16.h"

namespace inference::vulkan {
namespace {

using gguf::TensorType;
using gguf::UnpackedBlock;
using Word = std::array<std::byte, 16>;

/// The lower four bits of 32 quants.
Word nibbles(const std::uint8_t* quants) {
    Word word;
    for (std::size_t i = 0; i < 16; ++i)
        word[i] = static_cast<std::byte>((quants[i] & 15U) | (quants[16 + i] & 15U) << 4U);
    return word;
}

/// Two bits of 64 quants each, from bit `shift` on.
Word bit_pairs(const std::uint8_t* quants, unsigned shift) {
    Word word;
    for (std::size_t i = 0; i < 16; ++i) {
        const std::uint8_t* from = quants + i / 4 * 16 + i % 4;
        const unsigned byte = (from[0] >> shift & 3U) | (from[4] >> shift & 3U) << 2U | (from[8] >> shift & 3U) << 4U |
                              (from[12] >> shift & 3U) << 6U;
        word[i] = static_cast<std::byte>(byte);
    }
    return word;
}

/// Bit `which` of 32 quants each.
std::uint32_t single_bits(const std::uint8_t* quants, unsigned which) {
    std::uint32_t bits = 0;
    for (unsigned i = 0; i < 32; ++i) bits |= (quants[i] >> which & 1U) << (i % 4 * 8 + i / 4);
    return bits;
}

std::uint32_t both(std::uint16_t low, std::uint16_t high) { return low | std::uint32_t{high} << 16U; }
std::uint32_t unsigned_of(std::int8_t number) { return static_cast<std::uint8_t>(number); }

// Blocks of 32: two to a unit.

/// A word of nibbles each; the two scales.
void pack_nibbles_and_scales(const UnpackedBlock* blocks, PackedSpan& to) {
    for (std::size_t i = 0; i < 2; ++i) to.words[i] = nibbles(blocks[i].quants.data());
    to.scales[0] = both(blocks[0].scale, blocks[1].scale);
}

void pack_q5_0(const UnpackedBlock* blocks, PackedSpan& to) {
    pack_nibbles_and_scales(blocks, to);
    for (std::size_t i = 0; i < 2; ++i) to.scales[1 + i] = single_bits(blocks[i].quants.data(), 4);
}

/// A scale and a minimum each.
void pack_q4_1(const UnpackedBlock* blocks, PackedSpan& to) {
    for (std::size_t i = 0; i < 2; ++i) {
        to.words[i] = nibbles(blocks[i].quants.data());
        to.scales[i] = both(blocks[i].scale, blocks[i].minimum);
    }
}

void pack_q5_1(const UnpackedBlock* blocks, PackedSpan& to) {
    pack_q4_1(blocks, to);
    for (std::size_t i = 0; i < 2; ++i) to.scales[2 + i] = single_bits(blocks[i].quants.data(), 4);
}

void pack_q8_0(const UnpackedBlock* blocks, PackedSpan& to) {
    for (std::size_t i = 0; i < 4; ++i)
        std::copy_n(reinterpret_cast<const std::byte*>(blocks[i / 2].quants.data()) + i % 2 * 16, 16,
                    to.words[i].data());
    to.scales[0] = both(blocks[0].scale, blocks[1].scale);
}

// Super-blocks of 256: four units, eight blocks of 32, sixteen of 16.

void pack_super_nibbles(const UnpackedBlock& block, std::size_t words_per_unit, PackedSpan& to) {
    for (std::size_t i = 0; i < 8; ++i)
        to.words[i / 2 * words_per_unit + i % 2] = nibbles(block.quants.data() + 32 * i);
}

/// Four numbers of 6 bits a unit, from the lowest bits of its component on; `shared` in the components' upper bytes.
void pack_six_bits(const std::array<std::uint32_t, 16>& numbers, std::uint32_t shared, PackedSpan& to) {
    for (std::size_t unit = 0; unit < 4; ++unit) {
        const std::uint32_t* own = numbers.data() + 4 * unit;
        to.scales[unit] = own[0] | own[1] << 6U | own[2] << 12U | own[3] << 18U | (shared >> (8 * unit) & 255U) << 24U;
    }
}

/// Of the eight blocks, behind the four components of the scales.
void pack_super_bits(const UnpackedBlock& block, unsigned which, PackedSpan& to) {
    for (std::size_t i = 0; i < 8; ++i) to.scales[4 + i] = single_bits(block.quants.data() + 32 * i, which);
}

void pack_q4_k(const UnpackedBlock* blocks, PackedSpan& to) {
    const UnpackedBlock& block = blocks[0];
    std::array<std::uint32_t, 16> numbers{};  // of each 32 weights scale and minimum
    for (std::size_t i = 0; i < 8; ++i) {
        numbers[2 * i] = unsigned_of(block.factors[2 * i]);
        numbers[2 * i + 1] = static_cast<std::uint32_t>(-block.lifts[2 * i]);
    }
    pack_six_bits(numbers, both(block.scale, block.minimum), to);
    pack_super_nibbles(block, 2, to);
}

void pack_q5_k(const UnpackedBlock* blocks, PackedSpan& to) {
    pack_q4_k(blocks, to);
    pack_super_bits(blocks[0], 4, to);
}

void pack_q3_k(const UnpackedBlock* blocks, PackedSpan& to) {
    const UnpackedBlock& block = blocks[0];
    std::array<std::uint32_t, 16> numbers{};
    for (std::size_t i = 0; i < 16; ++i) numbers[i] = static_cast<std::uint32_t>(block.factors[i] + 32);
    pack_six_bits(numbers, std::bit_cast<std::uint32_t>(gguf::float_of_half(block.scale)), to);
    pack_super_bits(block, 2, to);
    for (std::size_t unit = 0; unit < 4; ++unit) to.words[unit] = bit_pairs(block.quants.data() + 64 * unit, 0);
}

void pack_q2_k(const UnpackedBlock* blocks, PackedSpan& to) {
    const UnpackedBlock& block = blocks[0];
    for (std::size_t unit = 0; unit < 4; ++unit) {
        to.words[unit] = bit_pairs(block.quants.data() + 64 * unit, 0);
        to.scales[unit] = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const std::uint32_t byte =
                unsigned_of(block.factors[4 * unit + i]) | static_cast<std::uint32_t>(-block.lifts[4 * unit + i]) << 4U;
            to.scales[unit] |= byte << (8 * i);
        }
    }
    to.scales[4] = both(block.scale, block.minimum);
}

void pack_q6_k(const UnpackedBlock* blocks, PackedSpan& to) {
    const UnpackedBlock& block = blocks[0];
    pack_super_nibbles(block, 3, to);
    for (std::size_t unit = 0; unit < 4; ++unit) {
        to.words[3 * unit + 2] = bit_pairs(block.quants.data() + 64 * unit, 4);
        to.scales[unit] = 0;
        for (std::size_t i = 0; i < 4; ++i) to.scales[unit] |= unsigned_of(block.factors[4 * unit + i]) << (8 * i);
    }
    to.scales[4] = std::bit_cast<std::uint32_t>(gguf::float_of_half(block.scale));
}

void pack_iq4_xs(const UnpackedBlock* blocks, PackedSpan& to) {
    const UnpackedBlock& block = blocks[0];
    pack_super_nibbles(block, 2, to);
    to.scales[0] = block.scale;
    to.scales[1] = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto number = static_cast<std::uint32_t>(block.factors[2 * i] + 32);
        to.scales[0] |= number >> 4U << (16 + 2 * i);
        to.scales[1] |= (number & 15U) << (4 * i);
    }
}

struct Entry {
    TensorType type;
    WeightFormat format;
};
constexpr std::array<Entry, 15> formats = {{
    // name, words, span units, scale vectors, their words
    {TensorType::F32, {"f32", 16, 1, 0, 1, nullptr}},
    {TensorType::F16, {"f16", 8, 1, 0, 1, nullptr}},
    {TensorType::BF16, {"bf16", 8, 1, 0, 1, nullptr}},
    {TensorType::Q4_0, {"q4_0", 2, 1, 1, 1, pack_nibbles_and_scales}},
    {TensorType::Q4_1, {"q4_1", 2, 1, 1, 2, pack_q4_1}},
    {TensorType::Q5_0, {"q5_0", 2, 1, 3, 1, pack_q5_0}},
    {TensorType::Q5_1, {"q5_1", 2, 1, 1, 4, pack_q5_1}},
    {TensorType::Q8_0, {"q8_0", 4, 1, 1, 1, pack_q8_0}},
    {TensorType::Q2_K, {"q2_k", 1, 4, 5, 1, pack_q2_k}},
    {TensorType::Q3_K, {"q3_k", 1, 4, 3, 4, pack_q3_k}},
    {TensorType::Q4_K, {"q4_k", 2, 4, 1, 4, pack_q4_k}},
    {TensorType::Q5_K, {"q5_k", 2, 4, 3, 4, pack_q5_k}},
    {TensorType::Q6_K, {"q6_k", 3, 4, 5, 1, pack_q6_k}},
    {TensorType::IQ4_NL, {"iq4_nl", 2, 1, 1, 1, pack_nibbles_and_scales}},
    {TensorType::IQ4_XS, {"iq4_xs", 2, 4, 1, 2, pack_iq4_xs}},
}};

}  // namespace

const WeightFormat* weight_format_of(TensorType type) {
    const auto* found = std::ranges::find(formats, type, &Entry::type);
    return found == formats.end() ? nullptr : &found->format;
}

}  // namespace inference::vulkan
