// The powers of two of weights' rows, of every type: those of the largest weight that the file means.
#include "inference/vulkan/kernels/row_exponents.h"

#include <cmath>
#include <map>

#include "tests/kernels/support/device_matrices.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

std::string finds(TestDevice& device, KernelCache<RowExponents>& kernels, TestMatrix matrix, float factor,
                  std::uint32_t part_groups = 0) {
    if (factor != 1.0F)
        for (std::uint32_t row = 0; row < matrix.rows(); ++row)
            for (std::uint32_t column = 0; column < matrix.columns(); ++column)
                matrix.scale(row, column, row % 3 == 0 ? factor : 1.0F);
    const auto uploaded = upload_matrix(device, matrix, part_groups);
    const MatrixLayout& layout = uploaded.matrix.layout;
    const std::string name = fmt::format("row_exponents_{}", layout.format().shader_name);
    const auto& kernel = kernels.get(name, [&] { return RowExponents::create(device.device(), matrix.type()); });
    const std::array wanted = {name};
    for (DeviceMatrix::Part part : uploaded.matrix.parts) {
        const Buffer exponents = device.unset(RowExponents::bytes(part.groups));
        part.exponents = exponents;
        device.run(wanted, [&](CommandStream& stream) { kernel.record(stream, layout, part); });
        const auto found = device.download<std::int32_t>(exponents);
        for (std::uint32_t i = 0; i < part.groups * 8; ++i) {
            const std::uint32_t row = part.first_group * 8 + i;
            const int meant = row < matrix.rows() ? float16_exponent(matrix.row_weights(row)) : 0;
            if (found[i] != meant) return fmt::format("row {}: {}, not {}", row, found[i], meant);
        }
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    KernelCache<RowExponents> kernels;
    std::vector<Case> cases;
    for (const TensorType type : gguf::supported_types()) {
        const auto name = gguf::layout_of(type)->name;
        for (const std::uint32_t columns : {32U, 320U, 2048U})
            for (const std::uint32_t rows : {1U, 75U})
                cases.push_back({fmt::format("{} {} x {}", name, rows, columns), [=, &device, &kernels] {
                                     return finds(device, kernels, {type, rows, whole_blocks(type, columns), 7}, 1.0F);
                                 }});
        cases.push_back({fmt::format("{} in parts", name),
                         [=, &device, &kernels] { return finds(device, kernels, {type, 300, 256, 8}, 1.0F, 16); }});
        if (type == TensorType::F32 || type == TensorType::BF16)
            for (const float factor : {0.0F, 0x1p-100F, 0x1p100F})
                cases.push_back({fmt::format("{} times {}", name, factor),
                                 [=, &device, &kernels] { return finds(device, kernels, {type, 30, 96, 9}, factor); }});
    }
    return run_kernel_cases(device, cases, argument_count, arguments);
}
