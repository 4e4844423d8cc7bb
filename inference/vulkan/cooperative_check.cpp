#include "inference/vulkan/cooperative_check.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>
#include <deque>
#include <random>

#include "inference/gguf/types/decode.h"
#include "inference/vulkan/check_file.h"
#include "inference/vulkan/kernels/matrix_pipelines.h"
#include "inference/vulkan/kernels/round_activations.h"
#include "inference/vulkan/kernels/row_exponents.h"
#include "inference/vulkan/run_now.h"

namespace inference::vulkan {

namespace {

using gguf::TensorType;

constexpr std::array compared_types = {TensorType::F16, TensorType::Q4_0};
// One tile of a graphics card and part of another each way. A sum begins anew after 512 columns, and the last unit of
// 64 is half full.
constexpr std::uint32_t rows = 150;
constexpr std::uint32_t tokens = 77;
constexpr std::uint32_t columns = 608;
constexpr double bound = 2e-5;
constexpr std::uint32_t no_number = 0x7fffffff;  // what is not written stays so

/// Rows of weights as they stand in a file. Blocks of both types begin with a float16: a scale, here a power of two, or
/// the weight itself. Rows differ by up to 2^24; those of one row are near each other, so that float16 holds all of
/// them exactly, whatever power of two the row is multiplied by.
std::vector<std::byte> some_weights(TensorType type, std::mt19937& random) {
    const gguf::TypeLayout layout = *gguf::layout_of(type);
    const std::uint32_t row_blocks = columns / layout.block_weights;
    std::vector<std::byte> bytes(std::size_t{rows} * row_blocks * layout.block_bytes);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() & 0xffU);
    for (std::uint32_t block = 0; block < rows * row_blocks; ++block) {
        const std::uint32_t power = (1 + block / row_blocks % 5 * 6) << 10U;
        // Of a weight itself a sign, up to three more powers of two, and ten digits.
        const auto bits = static_cast<std::uint16_t>(power + (type == TensorType::F16 ? random() & 0x8fffU : 0));
        std::memcpy(bytes.data() + std::size_t{block} * layout.block_bytes, &bits, sizeof bits);
    }
    return bytes;
}

/// (tokens, padded columns): whole numbers of ten binary digits, times a power of two for each token that float16 does
/// not reach; a token of nothing but zeros too.
std::vector<float> some_activations(std::mt19937& random) {
    constexpr std::array scales = {1.0F, 0x1p-60F, 0x1p40F, 0x1p-10F, 0.0F};
    std::vector<float> values(std::size_t{tokens} * padded_length(columns));
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t i = 0; i < columns; ++i)
            values[std::size_t{token} * padded_length(columns) + i] =
                (static_cast<float>(random() % 2047) - 1023.0F) * scales[token % scales.size()];
    return values;
}

KnownProducts products_of(std::span<const float> weights, std::span<const float> activations) {
    KnownProducts known{.rows = rows, .values = {}, .magnitudes = {}};
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t row = 0; row < rows; ++row) {
            const float* const of_row = weights.data() + std::size_t{row} * columns;
            const float* const of_token = activations.data() + std::size_t{token} * padded_length(columns);
            double sum = 0.0;
            double magnitude = 0.0;
            for (std::uint32_t i = 0; i < columns; ++i) {
                const double product = double{of_row[i]} * of_token[i];
                sum += product;
                magnitude += std::abs(product);
            }
            known.values.push_back(sum);
            known.magnitudes.push_back(magnitude);
        }
    return known;
}

/// Small buffers, which live as long as this.
class Buffers {
public:
    explicit Buffers(Device& device) : device_(device) {}
    /// Once one could not be had, none is.
    BufferView make(std::uint64_t bytes, Purpose purpose) {
        if (!outcome_) return {};
        auto buffer = device_.create_buffer(bytes, purpose, "a product to compare");
        if (!buffer) {
            outcome_ = std::unexpected(std::move(buffer.error()));
            return {};
        }
        return {buffers_.emplace_back(std::move(*buffer)), 0, bytes};
    }
    BufferView upload(std::span<const std::byte> bytes) {
        const BufferView view = make(bytes.size(), Purpose::Upload);
        if (outcome_) std::memcpy(view.buffer->mapped().data(), bytes.data(), bytes.size());
        return view;
    }
    const Result<void>& outcome() const { return outcome_; }

private:
    Device& device_;
    std::deque<Buffer> buffers_;
    Result<void> outcome_;
};

/// (tokens, rows), computed as a prompt's products are.
Result<std::vector<float>> computed(Device& device, TensorType type, std::span<const std::byte> file_rows,
                                    std::span<const float> activations) {
    auto layout = MatrixLayout::create(type, columns, std::array{rows});
    if (!layout) return std::unexpected(std::move(layout.error()));
    const std::uint32_t groups = layout->groups();
    std::vector<std::byte> quants(layout->quants_bytes(groups));
    std::vector<std::byte> scales(layout->scales_bytes(groups));
    for (const MatrixLayout::Run& run : layout->runs(0, groups))
        if (auto packed = layout->repack(run, file_rows, 0, quants, scales); !packed)
            return std::unexpected(std::move(packed.error()));

    const KernelOptions options{
        .pass = Pass::Prompt, .precision = Precision::Fast, .formats = {}, .tuning = device.tuning()};
    const auto product = MatrixPipelines::create(device, options, MatrixPipelines::After::Logits, std::array{type});
    if (!product) return std::unexpected(product.error());
    const auto row_exponents = RowExponents::create(device, type);
    if (!row_exponents) return std::unexpected(row_exponents.error());
    const auto rounding = RoundActivations::create(device);
    if (!rounding) return std::unexpected(rounding.error());

    Buffers buffers(device);
    const auto sizes = ActivationSizes::of(tokens, columns);
    DeviceMatrix matrix{.layout = std::move(*layout), .parts = {}};
    DeviceMatrix::Part& part = matrix.parts.emplace_back();
    part.groups = groups;
    part.quants = part.scales = buffers.upload(quants);
    if (matrix.layout.has_scales()) part.scales = buffers.upload(scales);
    part.exponents = buffers.make(RowExponents::bytes(groups), Purpose::Scratch);
    ActivationViews input;
    input.floats = buffers.upload(std::as_bytes(activations));
    input.squares = input.floats;  // nothing is normalised
    input.halves = buffers.make(sizes.halves_bytes, Purpose::Scratch);
    input.exponents = buffers.make(sizes.exponents_bytes, Purpose::Scratch);
    std::vector<float> result(std::size_t{tokens} * rows);
    const BufferView output = buffers.make(result.size() * sizeof(float), Purpose::Readback);
    if (!buffers.outcome()) return std::unexpected(buffers.outcome().error());

    shader::MatrixParameters parameters{};
    parameters.tokens = tokens;
    parameters.output_rows = parameters.output_stride = rows;
    auto ran = run_now(device, "a product to compare", [&](CommandStream& stream) {
        stream.fill(output, no_number);
        row_exponents->record(stream, matrix.layout, part);
        rounding->record(stream, input, columns, tokens);
        stream.full_barrier();
        product->record(stream, matrix, 0, input, parameters, std::array{output}, {});
    });
    if (!ran) return std::unexpected(std::move(ran.error()));
    std::memcpy(result.data(), output.buffer->mapped().data(), output.bytes);
    return result;
}

}  // namespace

std::string first_wrong_product(std::span<const float> found, const KnownProducts& known) {
    for (std::size_t i = 0; i < known.values.size(); ++i) {
        if (std::abs(found[i] - known.values[i]) <= bound * known.magnitudes[i]) continue;  // never if it is no number
        return fmt::format("token {} and row {} give {:.6g}, not {:.6g}", i / known.rows, i % known.rows, found[i],
                           known.values[i]);
    }
    return {};
}

Result<void> compare_cooperative_products(Device& device) {
    std::mt19937 random(1);  // the same numbers everywhere
    const std::vector<float> activations = some_activations(random);
    for (const TensorType type : compared_types) {
        const std::vector<std::byte> file_rows = some_weights(type, random);
        std::vector<float> weights(std::size_t{rows} * columns);
        gguf::decode(type, file_rows, weights);
        const auto found = computed(device, type, file_rows, activations);
        if (!found) return std::unexpected(found.error());
        if (const auto wrong = first_wrong_product(*found, products_of(weights, activations)); !wrong.empty())
            return fail(ErrorKind::DeviceFailure,
                        fmt::format("a product in {} is wrong: {}", gguf::layout_of(type)->name, wrong),
                        "Update the graphics driver.");
    }
    return {};
}

std::string cooperative_problem(Device& device) {
    return problem_of(cooperative_matrices,
                      CheckFile(device.instance().pipelines(), device.driver(), cooperative_matrices),
                      [&] { return compare_cooperative_products(device); });
}

}  // namespace inference::vulkan
