#include "tests/kernels/support/test_matrix.h"

#include <cstring>
#include <stdexcept>

#include "inference/gguf/types/decode.h"
#include "tests/support/block_scales.h"

namespace kernel_test {
TestMatrix::TestMatrix(TensorType type, std::uint32_t rows, std::uint32_t columns, std::uint64_t seed,
                       bool power_of_two_scales)
    : type_(type), rows_(rows), columns_(columns) {
    const auto layout = *inference::gguf::layout_of(type);
    row_bytes_ = std::size_t{columns} / layout.block_weights * layout.block_bytes;
    bytes_.resize(row_bytes_ * rows);
    Random random(seed);
    if (!inference::gguf::is_block_quantised(type)) {
        for (std::size_t at = 0; at < bytes_.size(); at += layout.block_bytes) {
            const float value = random.number() / 16.0F;
            const std::uint16_t half = half_of_float(value);
            if (type == TensorType::F16)
                std::memcpy(bytes_.data() + at, &half, 2);
            else if (type == TensorType::F32)
                std::memcpy(bytes_.data() + at, &value, 4);
            else  // BF16
                std::memcpy(bytes_.data() + at, reinterpret_cast<const std::byte*>(&value) + 2, 2);
        }
        return;
    }
    for (std::size_t at = 0; at + 8 <= bytes_.size(); at += 8) {
        const std::uint64_t bits = random.bits();
        std::memcpy(bytes_.data() + at, &bits, 8);
    }
    const auto& scales = test_support::BlockScales::of(type);
    // Weights up to about 1/4, as a model's; scales 1/32 to 1/4 of the typical ones, evenly or in powers of two.
    const auto factor = [&] {
        return power_of_two_scales ? 0x1p-5F * static_cast<float>(1U << random.below(4))
                                   : (2.2F + 1.8F * random.number()) / 16.0F;
    };
    for (std::size_t at = 0; at < bytes_.size(); at += layout.block_bytes) {
        const float scale = factor();
        scales.put(bytes_.data() + at, scale, factor());
    }
}

void TestMatrix::set_float(std::uint32_t row, std::uint32_t column, float value) {
    std::memcpy(bytes_.data() + row * row_bytes_ + std::size_t{column} * 4, &value, 4);
    decoded_row_ = UINT32_MAX;
}

void TestMatrix::scale(std::uint32_t row, std::uint32_t column, float factor) {
    const float value = row_weights(row)[column] * factor;
    if (type_ == TensorType::F32) return set_float(row, column, value);
    std::memcpy(bytes_.data() + row * row_bytes_ + std::size_t{column} * 2,
                reinterpret_cast<const std::byte*>(&value) + 2, 2);
    decoded_row_ = UINT32_MAX;
}

const std::vector<float>& TestMatrix::row_weights(std::uint32_t row) const {
    if (row != decoded_row_) {
        decoded_.resize(columns_);
        if (!inference::gguf::decode(type_, {this->row(row), row_bytes_}, decoded_))
            throw std::runtime_error("a row can not be decoded");
        decoded_row_ = row;
    }
    return decoded_;
}

}  // namespace kernel_test
