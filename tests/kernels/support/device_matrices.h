#pragma once
#include <deque>
#include <vector>

#include "inference/vulkan/kernels/device_matrix.h"
#include "tests/kernels/support/test_activations.h"
#include "tests/kernels/support/test_device.h"
#include "tests/kernels/support/test_matrix.h"

namespace kernel_test {

/// Weight matrices of one type, repacked and in device memory as a stage has them.
struct UploadedMatrix {
    inference::vulkan::DeviceMatrix matrix;
    std::deque<inference::vulkan::Buffer> buffers;  // what the matrix's views point into
};

/// `part_groups`: of the largest part; 0 takes what the device can bind.
UploadedMatrix upload_matrix(
    TestDevice& device, std::span<const TestMatrix* const> tensors,
    inference::vulkan::MatrixLayout::Order order = inference::vulkan::MatrixLayout::Order::Concatenated,
    std::uint32_t part_groups = 0);

inline UploadedMatrix upload_matrix(TestDevice& device, const TestMatrix& tensor, std::uint32_t part_groups = 0) {
    const TestMatrix* const tensors[] = {&tensor};
    return upload_matrix(device, tensors, inference::vulkan::MatrixLayout::Order::Concatenated, part_groups);
}

/// A sum of products in double precision, and the sum of their magnitudes, which bounds are stated in.
struct ReferenceSum {
    double value = 0.0;
    double magnitude = 0.0;
};
/// `form`: the kernel's, in which `input` is already.
ReferenceSum reference_product(const TestMatrix& matrix, std::uint32_t row, std::span<const double> input,
                               Form form = Form::Floats);

/// Rows to compare: all of a small matrix; of a large one 256 drawn by lot and those at the edges of tiles.
std::vector<std::uint32_t> rows_to_check(std::uint32_t rows, std::uint64_t seed);
/// The same of a matrix of one tensor, and the rows at both sides of where a binding ends.
std::vector<std::uint32_t> rows_to_check(const inference::vulkan::DeviceMatrix& matrix, std::uint64_t seed);

/// Products, (tokens, rows), against double precision at rows_to_check; empty if they agree. `form`: in which the
/// kernel read its operands.
std::string compare_products(const std::vector<float>& found, const TestMatrix& matrix, const TestActivations& input,
                             Form form);

/// How many rows of a matrix are tried: all of it up to 48 MB in device memory, else 256 and an odd rest
/// (whole_head_test has all of the largest).
std::uint32_t rows_to_try(inference::gguf::TensorType type, std::uint32_t rows, std::uint32_t columns);

}  // namespace kernel_test
