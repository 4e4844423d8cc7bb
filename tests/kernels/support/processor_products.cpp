#include "tests/kernels/support/processor_products.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/kernels/support/random.h"

namespace kernel_test {

using namespace inference;
using namespace inference::cpu;

namespace {

constexpr float unwritten = 12345.5F;
constexpr std::uint32_t most_rows = 256;  // compared of a large matrix

ThreadTeam& team() {
    static const auto two = must(ThreadTeam::create(2));
    return *two;
}

Activations random_input(std::uint32_t tokens, std::uint32_t columns, std::uint64_t seed) {
    auto input = must(Activations::create(tokens, columns));
    Random random(seed);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (float& value : input.row(token)) value = random.number() * (random.below(97) == 0 ? 10.0F : 1.0F);
    return input;
}

/// Values that are whole multiples of their block's scale, which is a power of two: the largest is 127 of them.
Activations exact_input(std::uint32_t tokens, std::uint32_t columns, std::uint64_t seed) {
    auto input = must(Activations::create(tokens, columns));
    Random random(seed);
    for (std::uint32_t token = 0; token < tokens; ++token) {
        const auto row = input.row(token);
        for (std::uint32_t block = 0; block < columns; block += 32) {
            const float scale = random.below(2) == 0 ? 0x1p-7F : 0x1p-8F;
            const std::uint32_t largest = random.below(32);
            for (std::uint32_t i = 0; i < 32; ++i)
                row[block + i] = scale * (i == largest ? (random.below(2) == 0 ? 127.0F : -127.0F)
                                                       : static_cast<float>(static_cast<int>(random.below(7)) - 3));
        }
    }
    return input;
}

std::vector<float> multiply(const Matrix& matrix, Activations& input, std::uint32_t tokens, unsigned shares = 1) {
    input.quantise(tokens, {});
    const std::size_t stride = matrix.rows() + 3;
    std::vector<float> out(tokens * stride, unwritten);
    for (unsigned index = 0; index < shares; ++index)
        must(matrix.multiply(input, tokens, out.data(), stride, {index, shares}));
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::size_t i = matrix.rows(); i < stride; ++i)
            if (out[token * stride + i] != unwritten) throw std::runtime_error("a row that is not there was written");
    return out;
}

/// `bound`: of the error, as a part of sum |w * x|.
std::string compare(const TestMatrix& weights, const Matrix& matrix, Activations& input, std::uint32_t tokens,
                    double bound) {
    const auto out = multiply(matrix, input, tokens);
    const auto quantised = QuantisedActivations::of(input, tokens);
    const std::size_t stride = weights.rows() + 3;
    Random random(weights.columns());
    const std::uint32_t rows = std::min(weights.rows(), most_rows);
    for (std::uint32_t i = 0; i < rows; ++i) {
        std::uint32_t row = i;  // of many the first and the last groups, and any in between
        if (weights.rows() > most_rows && i >= 40) row = random.below(weights.rows());
        if (weights.rows() > most_rows && i >= 20 && i < 40) row = weights.rows() - 1 - (i - 20);
        const std::vector<float>& own = weights.row_weights(row);
        for (std::uint32_t token = 0; token < tokens; ++token) {
            double sum = 0.0;
            double size = 0.0;
            for (std::uint32_t column = 0; column < weights.columns(); ++column) {
                const double x =
                    matrix.reads_int8() ? quantised.value(token, column) : double{input.row(token)[column]};
                sum += own[column] * x;
                size += std::abs(own[column] * x);
            }
            const double found = out[token * stride + row];
            if (!(std::abs(found - sum) <= bound * size))
                return fmt::format("token {} row {}: expected {:.9g} within {:.3g}, got {:.9g}", token, row, sum,
                                   bound * size, found);
        }
    }
    return {};
}

}  // namespace

std::string ProcessorProduct::name() const {
    return fmt::format("{} {} {}x{} tokens {}{}{}", processor_target_name(target), gguf::layout_of(type)->name, rows,
                       columns, tokens, precision == Precision::Exact ? " exact" : "",
                       storage == Storage::Mapped ? " mapped" : "");
}

std::string ProcessorProduct::is_close() const {
    use_processor_target(target);
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, rows, columns, 5));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], precision, storage, team()));
    if (matrix.reads_int8() != (precision == Precision::Fast && gguf::is_block_quantised(type)))
        return "the wrong kind of activations";
    auto input = random_input(tokens, columns, 6);
    return compare(file->matrix(), matrix, input, tokens, 2e-5);
}

std::string ProcessorProduct::is_exact() const {
    use_processor_target(target);
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, rows, columns, 7, true));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], precision, storage, team()));
    auto input = exact_input(tokens, columns, 8);
    return compare(file->matrix(), matrix, input, tokens, 0.0);
}

std::string ProcessorProduct::is_the_same_however_cut() const {
    use_processor_target(target);
    const auto file = std::make_shared<MatrixFile>(TestMatrix(type, rows, columns, 9));
    const Matrix matrix = must(Matrix::prepare(file, file->tensors()[0], precision, storage, team()));
    const Storage other_storage = storage == Storage::Mapped ? Storage::Repacked : Storage::Mapped;
    const Matrix other = must(Matrix::prepare(file, file->tensors()[0], precision, other_storage, team()));
    auto input = random_input(tokens, columns, 10);
    const auto together = multiply(matrix, input, tokens);
    const auto same = [](const float* a, const float* b, std::size_t count) {
        return std::memcmp(a, b, count * sizeof(float)) == 0;
    };
    if (const auto shared = multiply(matrix, input, tokens, 3); !same(shared.data(), together.data(), shared.size()))
        return "three threads give another result than one";
    if (const auto mapped = multiply(other, input, tokens); !same(mapped.data(), together.data(), mapped.size()))
        return "from the map the result is another";
    const std::size_t stride = rows + 3;
    for (const std::uint32_t width : {1U, 3U, 8U, 13U})
        for (std::uint32_t first = 0; first < tokens; first += width) {
            const std::uint32_t count = std::min(width, tokens - first);
            auto part = must(Activations::create(count, columns));
            for (std::uint32_t token = 0; token < count; ++token)
                std::ranges::copy(input.row(first + token), part.row(token).begin());
            const auto alone = multiply(matrix, part, count);
            if (!same(alone.data(), together.data() + first * stride, alone.size()))
                return fmt::format("tokens {} to {} of {} give another result by themselves", first, first + count - 1,
                                   tokens);
        }
    return {};
}

}  // namespace kernel_test
