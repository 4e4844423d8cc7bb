#include "inference/cpu/kernels/weight_order.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "inference/gguf/types/decode.h"
#include "inference/gguf/types/unpack.h"

namespace inference::cpu {
namespace {

using gguf::TensorType;
using gguf::value_at;

/// Four neighbouring quants, a byte each.
std::uint32_t step_of(const std::uint8_t* quants, std::uint32_t step) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, quants + 4 * step, sizeof bytes);
    return bytes;
}
void put_step(std::uint8_t* vector, std::uint32_t row, std::uint32_t bytes) {
    std::memcpy(vector + 4 * row, &bytes, sizeof bytes);
}

// 32 quants of a row in their places; only the bits from `shift` on.
void put(const std::uint8_t* quants, std::uint32_t row, Quants8& to) {
    for (std::uint32_t j = 0; j < 8; ++j) put_step(to.steps[j], row, step_of(quants, j) ^ 0x80808080U);
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants4& to) {
    for (std::uint32_t j = 0; j < 4; ++j)
        put_step(to.nibbles[j], row, (step_of(quants, j) & 0x0f0f0f0fU) | (step_of(quants, 4 + j) & 0x0f0f0f0fU) << 4U);
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants2& to, unsigned shift = 0) {
    for (std::uint32_t j = 0; j < 2; ++j) {
        std::uint32_t bytes = 0;
        for (std::uint32_t i = 0; i < 4; ++i) bytes |= (step_of(quants, 4 * j + i) >> shift & 0x03030303U) << (2 * i);
        put_step(to.pairs[j], row, bytes);
    }
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants1& to, unsigned shift) {
    std::uint32_t bytes = 0;
    for (std::uint32_t j = 0; j < 8; ++j) bytes |= (step_of(quants, j) >> shift & 0x01010101U) << j;
    put_step(to.bits, row, bytes);
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants5& to) {
    put(quants, row, to.low);
    put(quants, row, to.high, 4);
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants6& to) {
    put(quants, row, to.low);
    put(quants, row, to.high, 4);
}
void put(const std::uint8_t* quants, std::uint32_t row, Quants3& to) {
    put(quants, row, to.low);
    put(quants, row, to.high, 2);
}

/// Blocks of 32 with a scale, and a minimum where the unit has them.
template <const gguf::BlockFormat& Format, std::uint32_t BlockBytes, typename Unit>
void pack_blocks(const std::byte* blocks, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<Unit*>(unit);
    gguf::UnpackedBlock block;
    for (std::uint32_t i = 0; i < columns / 32; ++i) {
        Format.unpack(blocks + std::size_t{i} * BlockBytes, block);
        to.scales[i][row] = block.scale;
        if constexpr (requires { to.minimums; }) to.minimums[i][row] = block.minimum;
        put(block.quants.data(), row, to.quants[i]);
    }
}

/// The same where the file has the nibbles in our order, as the last 16 bytes of a block (Q4_0, Q4_1, IQ4_NL): repacked
/// from the map, these types matter.
template <std::uint32_t BlockBytes, typename Unit>
void pack_nibbles(const std::byte* blocks, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<Unit*>(unit);
    for (std::uint32_t i = 0; i < columns / 32; ++i) {
        const std::byte* block = blocks + std::size_t{i} * BlockBytes;
        to.scales[i][row] = value_at<std::uint16_t>(block);
        if constexpr (requires { to.minimums; }) to.minimums[i][row] = value_at<std::uint16_t>(block + 2);
        for (std::uint32_t j = 0; j < 4; ++j)
            put_step(to.quants[i].nibbles[j], row, value_at<std::uint32_t>(block + BlockBytes - 16 + 4 * j));
    }
}

/// Super-blocks. `NumbersAt`: where the file's block has its packed scales.
template <const gguf::BlockFormat& Format, std::uint32_t NumbersAt, typename Quants, std::size_t Numbers>
void pack_super(const std::byte* bytes, std::uint32_t /*columns*/, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<SuperUnit<Quants, Numbers>*>(unit);
    gguf::UnpackedBlock block;
    Format.unpack(bytes, block);
    to.scales[row] = block.scale;
    to.minimums[row] = &Format == &gguf::iq4_xs ? value_at<std::uint16_t>(bytes + 2) : block.minimum;
    for (std::size_t i = 0; i < Numbers; ++i) to.numbers[i][row] = value_at<std::uint32_t>(bytes + NumbersAt + 4 * i);
    for (std::size_t i = 0; i < 8; ++i) put(block.quants.data() + 32 * i, row, to.quants[i]);
}

template <typename Number>
void pack_numbers(const std::byte* numbers, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<NumberUnit<Number>*>(unit);
    for (std::uint32_t i = 0; i < columns; ++i) to.numbers[i][row] = value_at<Number>(numbers + i * sizeof(Number));
}

template <typename Unit>
constexpr WeightOrder order_of(TensorType type, std::uint32_t columns, decltype(WeightOrder::pack) pack) {
    return {type, columns, sizeof(Unit), pack};
}
using Scaled4 = ScaledUnit<Quants4>;
using Scaled5 = ScaledUnit<Quants5>;
using Scaled8 = ScaledUnit<Quants8>;
using Lifted4 = LiftedUnit<Quants4>;
using Lifted5 = LiftedUnit<Quants5>;

constexpr std::array<WeightOrder, 15> orders = {
    order_of<NumberUnit<std::uint32_t>>(TensorType::F32, 64, pack_numbers<std::uint32_t>),
    order_of<NumberUnit<std::uint16_t>>(TensorType::F16, 64, pack_numbers<std::uint16_t>),
    order_of<NumberUnit<std::uint16_t>>(TensorType::BF16, 64, pack_numbers<std::uint16_t>),
    order_of<Scaled4>(TensorType::Q4_0, 64, pack_nibbles<18, Scaled4>),
    order_of<Lifted4>(TensorType::Q4_1, 64, pack_nibbles<20, Lifted4>),
    order_of<Scaled5>(TensorType::Q5_0, 64, pack_blocks<gguf::q5_0, 22, Scaled5>),
    order_of<Lifted5>(TensorType::Q5_1, 64, pack_blocks<gguf::q5_1, 24, Lifted5>),
    order_of<Scaled8>(TensorType::Q8_0, 64, pack_blocks<gguf::q8_0, 34, Scaled8>),
    order_of<SuperUnit<Quants2, 4>>(TensorType::Q2_K, 256, pack_super<gguf::q2_k, 0, Quants2, 4>),
    order_of<SuperUnit<Quants3, 3>>(TensorType::Q3_K, 256, pack_super<gguf::q3_k, 96, Quants3, 3>),
    order_of<SuperUnit<Quants4, 3>>(TensorType::Q4_K, 256, pack_super<gguf::q4_k, 4, Quants4, 3>),
    order_of<SuperUnit<Quants5, 3>>(TensorType::Q5_K, 256, pack_super<gguf::q5_k, 4, Quants5, 3>),
    order_of<SuperUnit<Quants6, 4>>(TensorType::Q6_K, 256, pack_super<gguf::q6_k, 192, Quants6, 4>),
    order_of<ScaledUnit<LevelQuants4>>(TensorType::IQ4_NL, 64, pack_nibbles<18, ScaledUnit<LevelQuants4>>),
    order_of<SuperUnit<LevelQuants4, 1>>(TensorType::IQ4_XS, 256, pack_super<gguf::iq4_xs, 4, LevelQuants4, 1>),
};

}  // namespace

const WeightOrder* weight_order_of(TensorType type) {
    const auto* found = std::ranges::find(orders, type, &WeightOrder::type);
    return found == orders.end() ? nullptr : found;
}

}  // namespace inference::cpu
