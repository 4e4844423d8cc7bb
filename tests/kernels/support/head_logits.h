#pragma once
#include <string>

#include "inference/vulkan/kernels/head_projection.h"
#include "tests/kernels/support/product_kernels.h"

namespace kernel_test {

/// Final norm and head of random weights and activations: logits against double precision.
class HeadLogits {
public:
    explicit HeadLogits(TestDevice& device) : device_(device) {}

    /// What went wrong at the rows of rows_to_check.
    std::string compare(const ProductVariant& variant, std::uint32_t rows, std::uint32_t columns, std::uint32_t tokens);

private:
    TestDevice& device_;
    KernelCache<inference::vulkan::HeadProjection> kernels_;
};

}  // namespace kernel_test
