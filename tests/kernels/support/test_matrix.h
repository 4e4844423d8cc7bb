#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "inference/gguf/tensor_type.h"
#include "tests/kernels/support/random.h"

namespace kernel_test {

using inference::gguf::TensorType;

inline float float_of_half(std::uint16_t bits) { return static_cast<float>(std::bit_cast<_Float16>(bits)); }
inline std::uint16_t half_of_float(float value) { return std::bit_cast<std::uint16_t>(static_cast<_Float16>(value)); }

/// A weight matrix as a file stores it, random, with the weight that each of its places means.
class TestMatrix {
public:
    /// `power_of_two_scales`: scales of the block types are 1/16 ... 1/128, so that products are exact.
    TestMatrix(TensorType type, std::uint32_t rows, std::uint32_t columns, std::uint64_t seed,
               bool power_of_two_scales = false)
        : type_(type), rows_(rows), columns_(columns) {
        const auto layout = *inference::gguf::layout_of(type);
        row_bytes_ = std::size_t{columns} / layout.block_weights * layout.block_bytes;
        bytes_.resize(row_bytes_ * rows);
        Random random(seed);
        const bool blocks = type == TensorType::Q4_0 || type == TensorType::Q8_0;
        if (blocks) {
            for (std::size_t at = 0; at + 8 <= bytes_.size(); at += 8) {
                const std::uint64_t bits = random.bits();
                std::memcpy(bytes_.data() + at, &bits, 8);
            }
            for (std::size_t at = 0; at < bytes_.size(); at += layout.block_bytes) {
                const float scale = power_of_two_scales
                                        ? 1.0F / static_cast<float>(16 << random.below(4))
                                        : (1.1F + random.number()) / (type == TensorType::Q4_0 ? 128.0F : 2048.0F);
                const std::uint16_t half = half_of_float(scale);
                std::memcpy(bytes_.data() + at, &half, 2);
            }
        } else {
            for (std::size_t at = 0; at < bytes_.size(); at += layout.block_bytes) {
                const float value = random.number() / 16.0F;
                const std::uint16_t half = half_of_float(value);
                if (type == TensorType::F16)
                    std::memcpy(bytes_.data() + at, &half, 2);
                else
                    std::memcpy(bytes_.data() + at, &value, 4);
            }
        }
    }
    TensorType type() const { return type_; }
    std::uint32_t rows() const { return rows_; }
    std::uint32_t columns() const { return columns_; }
    const std::byte* row(std::uint32_t row) const { return bytes_.data() + row * row_bytes_; }
    std::size_t row_bytes() const { return row_bytes_; }

    /// Of an F32 matrix.
    void set_float(std::uint32_t row, std::uint32_t column, float value) {
        std::memcpy(bytes_.data() + row * row_bytes_ + std::size_t{column} * 4, &value, 4);
    }

    double weight(std::uint32_t row, std::uint32_t column) const {
        const std::byte* start = this->row(row);
        std::uint16_t half = 0;
        switch (type_) {
            case TensorType::F32: {
                float value = 0;
                std::memcpy(&value, start + std::size_t{column} * 4, 4);
                return value;
            }
            case TensorType::F16: std::memcpy(&half, start + std::size_t{column} * 2, 2); return float_of_half(half);
            case TensorType::Q4_0: {
                const std::byte* block = start + std::size_t{column} / 32 * 18;
                std::memcpy(&half, block, 2);
                const auto byte = std::to_integer<unsigned>(block[2 + column % 16]);
                const unsigned nibble = column % 32 < 16 ? byte & 15U : byte >> 4;
                return double{float_of_half(half)} * (static_cast<int>(nibble) - 8);
            }
            case TensorType::Q8_0: {
                const std::byte* block = start + std::size_t{column} / 32 * 34;
                std::memcpy(&half, block, 2);
                return double{float_of_half(half)} * static_cast<std::int8_t>(block[2 + column % 32]);
            }
        }
        return 0;
    }

private:
    TensorType type_;
    std::uint32_t rows_;
    std::uint32_t columns_;
    std::size_t row_bytes_ = 0;
    std::vector<std::byte> bytes_;
};

}  // namespace kernel_test
