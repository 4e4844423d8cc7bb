// Rows of the embedding table, dequantised exactly, and the first norm's input beside them.
#include "inference/vulkan/kernels/embedding_gather.h"

#include <algorithm>
#include <cmath>

#include "inference/gguf/types/decode.h"
#include "tests/kernels/support/device_matrices.h"
#include "tests/kernels/support/shapes.h"
#include "tests/kernels/support/test_activations.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

using Kernels = KernelCache<EmbeddingGather>;

std::string gathers(TestDevice& device, Kernels& kernels, const TestMatrix& table, std::vector<std::int32_t> tokens,
                    ActivationFormats formats, std::uint32_t part_groups = 0) {
    const std::uint32_t length = table.columns();
    const std::uint32_t padded = padded_length(length);
    const auto count = static_cast<std::uint32_t>(tokens.size());
    const auto uploaded = upload_matrix(device, table, part_groups);
    if (part_groups > 0 && uploaded.matrix.parts.size() < 2) return "one part, where several were meant";
    std::vector<float> norm(length);
    Random random(9);
    for (float& value : norm) value = 1.0F + random.number();
    const Buffer norm_weight = device.upload(norm);
    const Buffer ids = device.upload(tokens);
    const Buffer residual = device.unset(std::uint64_t{count} * padded * 4);
    const auto output = DeviceActivations::unset(device, count, length);
    const KernelOptions options{.pass = Pass::Decode, .precision = Precision::Fast, .formats = formats, .tuning = {}};
    const auto& kernel =
        kernels.get(fmt::format("{} {} {}", gguf::layout_of(table.type())->name, formats.floats, formats.quants),
                    [&] { return EmbeddingGather::create(device.device(), options, table.type()); });
    device.run([&](CommandStream& stream) {
        kernel.record(stream, {uploaded.matrix, ids, norm_weight, residual, output.views()}, count);
    });

    const auto value = [&](std::uint32_t token, std::uint32_t i) {
        const bool inside = tokens[token] >= 0 && static_cast<std::uint32_t>(tokens[token]) < table.rows();
        return inside ? table.weight(static_cast<std::uint32_t>(tokens[token]), i) : 0.0;
    };
    const auto found = device.download<float>(residual);
    // A minimum is added with one rounding, or two where the driver's fma() is no fused one.
    gguf::UnpackedBlock block{};
    if (const auto* format = gguf::block_format_of(table.type())) format->unpack(table.row(0), block);
    const bool exact = std::ranges::all_of(block.lifts, [](std::int8_t lift) { return lift == 0; });
    for (std::uint32_t token = 0; token < count; ++token)
        for (std::uint32_t i = 0; i < length; ++i)
            if (!(std::abs(found[std::size_t{token} * padded + i] - value(token, i)) <= (exact ? 0.0 : 1e-7)))
                return fmt::format("token {} at {}: expected {:.9g}, got {:.9g}", token, i, value(token, i),
                                   found[std::size_t{token} * padded + i]);
    const auto written = WrittenActivations::read(device, output, length);
    const auto normed = [&](std::uint32_t token, std::uint32_t i) { return value(token, i) * norm[i]; };
    auto problem = written.compare(count, formats, normed, [&](std::uint32_t token, std::uint32_t i) {
        return 2e-7 * std::abs(normed(token, i));
    });
    return problem.empty() ? written.compare_squares(count, value) : problem;
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    Kernels kernels;
    std::vector<Case> cases;
    for (const TensorType type : gguf::supported_types()) {
        const auto layout = *gguf::layout_of(type);
        for (const ModelShape& shape : shapes_to_try()) {
            if (shape.embedding_length % layout.block_weights != 0) continue;
            for (const ActivationFormats formats :
                 {ActivationFormats{true, false}, ActivationFormats{false, true}, ActivationFormats{true, true}}) {
                // What is written beside the row is no matter of its type.
                if (!(formats.floats && formats.quants) && type != TensorType::Q4_0) continue;
                cases.push_back({fmt::format("{} {}{}{}", layout.name, shape.name, formats.floats ? " floats" : "",
                                             formats.quants ? " int8" : ""),
                                 [=, &device, &kernels] {
                                     const TestMatrix table(type, 331, shape.embedding_length, 3);
                                     return gathers(device, kernels, table, {0, 330, 7, 8, 7, 329, 64, 1, 255},
                                                    formats);
                                 }});
            }
        }
        cases.push_back({fmt::format("{} outside the table", layout.name), [=, &device, &kernels] {
                             const TestMatrix table(type, 20, 256, 4);
                             return gathers(device, kernels, table, {19, 20, -1, 24, 0x7fffffff, 0}, {true, true});
                         }});
        cases.push_back({fmt::format("{} in parts", layout.name), [=, &device, &kernels] {
                             const TestMatrix table(type, 300, 256, 5);
                             return gathers(device, kernels, table, {0, 63, 64, 65, 127, 128, 299, 300, -1},
                                            {true, true}, 16);
                         }});
    }
    // Llama 3's table, as whole as it is bound.
    cases.push_back({"Q4_0 128256 rows", [&device, &kernels] {
                         const TestMatrix table(TensorType::Q4_0, 128256, 4096, 6);
                         return gathers(device, kernels, table, {128255, 0, 128248, 64000, 128256, -1, 1},
                                        {true, true});
                     }});
    return run_kernel_cases(device, cases, argument_count, arguments);
}
