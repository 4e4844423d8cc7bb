#pragma once
#include <cstdint>

namespace kernel_test {

/// Eight products' factors, in lanes of four bytes.
struct DotSteps {
    alignas(64) std::uint8_t weights[8][64];  // u8, or the bits of int8
    alignas(64) std::int8_t activations[8][64];
};

}  // namespace kernel_test
