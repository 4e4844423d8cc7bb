#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "inference/gguf/tensor_type.h"
#include "tests/kernels/support/random.h"
#include "tests/support/block_scales.h"

namespace kernel_test {

using inference::gguf::TensorType;

inline float float_of_half(std::uint16_t bits) { return static_cast<float>(std::bit_cast<_Float16>(bits)); }
using test_support::half_of_float;

/// So many columns, or as many more as the type's blocks need.
inline std::uint32_t whole_blocks(TensorType type, std::uint32_t columns) {
    const std::uint32_t block = inference::gguf::layout_of(type)->block_weights;
    return (columns + block - 1) / block * block;
}

/// A weight matrix as a file stores it, random, with the weight that each of its places means (gguf/types/decode.h,
/// whose own test is tests/unit/inference/block_types_test.cpp).
class TestMatrix {
public:
    /// `power_of_two_scales`: scales of the block types are powers of two, so that products are exact.
    TestMatrix(TensorType type, std::uint32_t rows, std::uint32_t columns, std::uint64_t seed,
               bool power_of_two_scales = false);

    TensorType type() const { return type_; }
    std::uint32_t rows() const { return rows_; }
    std::uint32_t columns() const { return columns_; }
    const std::byte* row(std::uint32_t row) const { return bytes_.data() + row * row_bytes_; }
    std::size_t row_bytes() const { return row_bytes_; }

    /// Of an F32 matrix.
    void set_float(std::uint32_t row, std::uint32_t column, float value);

    /// Multiplies a weight of an F32 or a BF16 matrix.
    void scale(std::uint32_t row, std::uint32_t column, float factor);

    double weight(std::uint32_t row, std::uint32_t column) const { return row_weights(row)[column]; }
    /// A whole row; valid until the next call.
    const std::vector<float>& row_weights(std::uint32_t row) const;

private:
    TensorType type_;
    std::uint32_t rows_;
    std::uint32_t columns_;
    std::size_t row_bytes_ = 0;
    std::vector<std::byte> bytes_;
    mutable std::uint32_t decoded_row_ = UINT32_MAX;
    mutable std::vector<float> decoded_;
};

}  // namespace kernel_test
