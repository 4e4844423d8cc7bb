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

template <TensorType Type>
const gguf::BlockFormat& format_of() {
    static const gguf::BlockFormat& format = *gguf::block_format_of(Type);
    return format;
}

template <TensorType Type, std::uint32_t BlockBytes, typename Quants>
void pack_scaled(const std::byte* blocks, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<ScaledUnit<Quants>*>(unit);
    gguf::UnpackedBlock block;
    for (std::uint32_t i = 0; i < columns / 32; ++i) {
        format_of<Type>().unpack(blocks + std::size_t{i} * BlockBytes, block);
        to.scales[i][row] = block.scale;
        put(block.quants.data(), row, to.quants[i]);
    }
}

template <TensorType Type, std::uint32_t BlockBytes, typename Quants>
void pack_lifted(const std::byte* blocks, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<LiftedUnit<Quants>*>(unit);
    gguf::UnpackedBlock block;
    for (std::uint32_t i = 0; i < columns / 32; ++i) {
        format_of<Type>().unpack(blocks + std::size_t{i} * BlockBytes, block);
        to.scales[i][row] = block.scale;
        to.minimums[i][row] = block.minimum;
        put(block.quants.data(), row, to.quants[i]);
    }
}

/// `numbers_at`: where the file's block has its packed scales.
template <TensorType Type, std::uint32_t NumbersAt, typename Quants, std::size_t Numbers>
void pack_super(const std::byte* bytes, std::uint32_t /*columns*/, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<SuperUnit<Quants, Numbers>*>(unit);
    gguf::UnpackedBlock block;
    format_of<Type>().unpack(bytes, block);
    to.scales[row] = block.scale;
    to.minimums[row] = Type == TensorType::IQ4_XS ? value_at<std::uint16_t>(bytes + 2) : block.minimum;
    for (std::size_t i = 0; i < Numbers; ++i) to.numbers[i][row] = value_at<std::uint32_t>(bytes + NumbersAt + 4 * i);
    for (std::size_t i = 0; i < 8; ++i) put(block.quants.data() + 32 * i, row, to.quants[i]);
}

template <typename Number>
void pack_numbers(const std::byte* numbers, std::uint32_t columns, std::uint32_t row, std::byte* unit) {
    auto& to = *reinterpret_cast<NumberUnit<Number>*>(unit);
    for (std::uint32_t i = 0; i < columns; ++i) to.numbers[i][row] = value_at<Number>(numbers + i * sizeof(Number));
}

template <TensorType Type, std::uint32_t BlockBytes, typename Quants>
constexpr WeightOrder scaled = {Type, 64, sizeof(ScaledUnit<Quants>), pack_scaled<Type, BlockBytes, Quants>};
template <TensorType Type, std::uint32_t BlockBytes, typename Quants>
constexpr WeightOrder lifted = {Type, 64, sizeof(LiftedUnit<Quants>), pack_lifted<Type, BlockBytes, Quants>};
template <TensorType Type, std::uint32_t NumbersAt, typename Quants, std::size_t Numbers>
constexpr WeightOrder super = {Type, 256, sizeof(SuperUnit<Quants, Numbers>),
                               pack_super<Type, NumbersAt, Quants, Numbers>};
template <TensorType Type, typename Number>
constexpr WeightOrder numbers = {Type, 64, sizeof(NumberUnit<Number>), pack_numbers<Number>};

constexpr std::array<WeightOrder, 15> orders = {
    numbers<TensorType::F32, std::uint32_t>,       numbers<TensorType::F16, std::uint16_t>,
    numbers<TensorType::BF16, std::uint16_t>,      scaled<TensorType::Q4_0, 18, Quants4>,
    lifted<TensorType::Q4_1, 20, Quants4>,         scaled<TensorType::Q5_0, 22, Quants5>,
    lifted<TensorType::Q5_1, 24, Quants5>,         scaled<TensorType::Q8_0, 34, Quants8>,
    super<TensorType::Q2_K, 0, Quants2, 4>,        super<TensorType::Q3_K, 96, Quants3, 3>,
    super<TensorType::Q4_K, 4, Quants4, 3>,        super<TensorType::Q5_K, 4, Quants5, 3>,
    super<TensorType::Q6_K, 192, Quants6, 4>,      scaled<TensorType::IQ4_NL, 18, LevelQuants4>,
    super<TensorType::IQ4_XS, 4, LevelQuants4, 1>,
};

}  // namespace

const WeightOrder* weight_order_of(TensorType type) {
    const auto* found = std::ranges::find(orders, type, &WeightOrder::type);
    return found == orders.end() ? nullptr : found;
}

}  // namespace inference::cpu
