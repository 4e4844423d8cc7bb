#pragma once
#include <string>

#include "tests/kernels/support/processor_matrix.h"

namespace kernel_test {

/// What processor_matrix_test and processor_shapes_test compare: products of all rows, or of seeded ones, with sums in
/// double precision. Each returns what went wrong.
struct ProcessorProduct {
    std::int64_t target;
    TensorType type;
    std::uint32_t rows;
    std::uint32_t columns;
    std::uint32_t tokens;
    inference::Precision precision = inference::Precision::Fast;
    inference::cpu::Storage storage = inference::cpu::Storage::Repacked;

    std::string name() const;
    /// |error| <= 2e-5 * sum |w * x|, x being the activations as quantised.
    std::string is_close() const;
    /// With scales that are powers of two, and few columns: no error at all.
    std::string is_exact() const;
    /// Bit for bit: each token alone, shares of three threads, from the map, and nothing written beside the rows.
    std::string is_the_same_however_cut() const;
};

}  // namespace kernel_test
