#include "tests/kernels/support/device_matrices.h"

#include <algorithm>
#include <cmath>

namespace kernel_test {

using namespace inference::vulkan;

UploadedMatrix upload_matrix(TestDevice& device, std::span<const TestMatrix* const> tensors, MatrixLayout::Order order,
                             std::uint32_t part_groups) {
    std::vector<std::uint32_t> rows;
    for (const TestMatrix* tensor : tensors) rows.push_back(tensor->rows());
    UploadedMatrix result;
    result.matrix.layout = need(MatrixLayout::create(tensors[0]->type(), tensors[0]->columns(), rows, order));
    const MatrixLayout& layout = result.matrix.layout;
    const std::uint64_t binding_bytes =
        part_groups == 0 ? device.capabilities().max_binding_bytes : layout.quants_bytes(part_groups);
    for (const auto& part : need(layout.parts(binding_bytes))) {
        std::vector<std::byte> quants(layout.quants_bytes(part.groups));
        std::vector<std::byte> scales(layout.scales_bytes(part.groups));
        for (const MatrixLayout::Run& run : layout.runs(part.first_group, part.groups)) {
            const std::span file_rows(tensors[run.tensor]->row(run.first_row), run.rows * layout.file_row_bytes());
            need(layout.repack(run, file_rows, part.first_group, quants, scales));
        }
        const BufferView quants_view = result.buffers.emplace_back(device.upload(quants));
        const BufferView scales_view =
            scales.empty() ? quants_view : BufferView(result.buffers.emplace_back(device.upload(scales)));
        result.matrix.parts.push_back({part.first_group, part.groups, quants_view, scales_view, {}});
        if (!device.capabilities().multiplies_cooperatively()) continue;
        std::vector<std::int32_t> exponents(std::size_t{part.groups} * MatrixLayout::group_rows);
        for (const MatrixLayout::Run& run : layout.runs(part.first_group, part.groups))
            for (std::uint32_t i = 0; i < run.rows; ++i) {
                const std::uint32_t group = run.group + i / 8 * run.group_stride - part.first_group;
                exponents[group * 8 + i % 8] = float16_exponent(tensors[run.tensor]->row_weights(run.first_row + i));
            }
        result.matrix.parts.back().exponents = result.buffers.emplace_back(device.upload(exponents));
    }
    return result;
}

ReferenceSum reference_product(const TestMatrix& matrix, std::uint32_t row, std::span<const double> input, Form form) {
    ReferenceSum sum;
    const std::vector<float>& weights = matrix.row_weights(row);
    const int exponent = form == Form::Halves ? float16_exponent(weights) : 0;
    for (std::uint32_t column = 0; column < matrix.columns(); ++column) {
        const double weight =
            form == Form::Halves ? rounded_to_float16(weights[column], exponent) : double{weights[column]};
        const double product = weight * input[column];
        sum.value += product;
        sum.magnitude += std::abs(product);
    }
    return sum;
}

std::vector<std::uint32_t> rows_to_check(std::uint32_t rows, std::uint64_t seed) {
    constexpr std::uint32_t drawn = 256;
    std::vector<std::uint32_t> result;
    if (rows <= 2 * drawn) {
        for (std::uint32_t row = 0; row < rows; ++row) result.push_back(row);
        return result;
    }
    Random random(seed);
    for (std::uint32_t i = 0; i < drawn; ++i) result.push_back(random.below(rows));
    for (const std::uint32_t edge : {0U, 7U, 8U, 31U, 32U, 63U, 64U, 65U}) {
        result.push_back(edge);
        result.push_back(rows - 1 - edge);
    }
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::vector<std::uint32_t> rows_to_check(const DeviceMatrix& matrix, std::uint64_t seed) {
    auto rows = rows_to_check(matrix.layout.rows_of(0), seed);
    for (const DeviceMatrix::Part& part : matrix.parts) {
        if (part.first_group == 0) continue;
        const std::uint32_t first = part.first_group * MatrixLayout::group_rows;
        rows.insert(rows.end(), {first - 1, first});
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::string compare_products(const std::vector<float>& found, const TestMatrix& matrix, const TestActivations& input,
                             Form form) {
    for (std::uint32_t token = 0; token < input.tokens; ++token) {
        const auto row_values = input.row(token, form);
        for (const std::uint32_t row : rows_to_check(matrix.rows(), 7 + token)) {
            const auto expected = reference_product(matrix, row, row_values, form);
            const float value = found[std::size_t{token} * matrix.rows() + row];
            if (!(std::abs(value - expected.value) <= 2e-5 * expected.magnitude))
                return fmt::format("token {} row {}: expected {:.9g} within {:.3g}, got {:.9g}", token, row,
                                   expected.value, 2e-5 * expected.magnitude, value);
        }
    }
    return {};
}

std::uint32_t rows_to_try(TensorType type, std::uint32_t rows, std::uint32_t columns) {
    constexpr std::uint64_t most_bytes = 48'000'000;
    const auto layout = *inference::gguf::layout_of(type);
    const std::uint64_t bytes = std::uint64_t{rows} * columns / layout.block_weights * layout.block_bytes;
    return bytes <= most_bytes ? rows : 256 + rows % 64 + 22;
}

}  // namespace kernel_test
