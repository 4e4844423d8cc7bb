#include "inference/cpu/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/gguf/types/decode.h"

namespace inference::cpu {
namespace {

/// How much of a file is read at once to be repacked: of pieces from 1 MiB on the pages are given back
/// (mapped_file.cpp).
constexpr std::uint64_t piece_bytes = 1 << 20;

/// At least so many bytes of a thread's own, which stay for its next product from the map.
Result<std::byte*> at_least(Memory& memory, std::uint64_t bytes) {
    if (memory.size() < bytes) {
        auto more = Memory::allocate(bytes);
        if (!more) return std::unexpected(more.error());
        memory = std::move(*more);
    }
    return memory.data();
}

}  // namespace

Result<Matrix> Matrix::prepare(std::shared_ptr<const gguf::GgufFile> file, const gguf::TensorInfo& tensor,
                               Precision precision, Storage storage, ThreadTeam& team) try {
    const auto layout = gguf::layout_of(tensor.type);
    const WeightOrder* order = weight_order_of(tensor.type);
    if (!layout || order == nullptr || tensor.shape.empty() || tensor.shape.size() > 2)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("{}: tensor {} ({}, {} dimensions) is no matrix of a known type", file->name(), tensor.name,
                        gguf::name_of(static_cast<std::uint32_t>(tensor.type)), tensor.shape.size()),
            "Convert the model anew.");
    const std::uint64_t columns = tensor.shape.back();
    const std::uint64_t rows = tensor.shape.size() == 2 ? tensor.shape.front() : 1;
    constexpr std::uint64_t most = std::uint64_t{1} << 31U;
    if (rows == 0 || columns == 0 || rows >= most || columns >= most || columns % layout->block_weights != 0 ||
        tensor.bytes / layout->block_bytes / rows != columns / layout->block_weights)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{}: tensor {} of {} x {} weights in {} has {} bytes", file->name(), tensor.name, rows,
                                columns, layout->name, tensor.bytes),
                    "The file is damaged: get it again.");
    Matrix matrix;
    matrix.file_ = std::move(file);
    matrix.tensor_ = &tensor;
    matrix.storage_ = storage;
    matrix.order_ = order;
    matrix.rows_ = static_cast<std::uint32_t>(rows);
    matrix.columns_ = static_cast<std::uint32_t>(columns);
    matrix.row_bytes_ = columns / layout->block_weights * layout->block_bytes;
    matrix.group_bytes_ = order->group_bytes(matrix.columns_);
    matrix.reads_int8_ = precision == Precision::Fast && layout->block_weights > 1;
    if (storage == Storage::Mapped) return matrix;
    auto weights = Memory::allocate(matrix.groups() * matrix.group_bytes_);
    if (!weights) return std::unexpected(weights.error());
    matrix.weights_ = std::move(*weights);
    const auto step = static_cast<std::uint32_t>(piece_bytes / (matrix.row_bytes_ * group_rows) + 1);
    std::vector<Result<void>> outcomes(team.threads());
    team.run([&](Share share) {
        Memory file_rows;
        const Share::Range own = share.of(matrix.groups());
        Result<void>& outcome = outcomes[share.index];
        for (std::uint32_t group = own.begin; group < own.end && outcome; group += step)
            outcome = matrix.repack(group, std::min(step, own.end - group), file_rows,
                                    matrix.weights_.data() + group * matrix.group_bytes_);
    });
    for (const auto& outcome : outcomes)
        if (!outcome) return std::unexpected(outcome.error());
    return matrix;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<void> Matrix::repack(std::uint32_t group, std::uint32_t count, Memory& rows, std::byte* to) const try {
    const std::uint32_t first_row = group * group_rows;
    const std::uint32_t row_count = std::min(count * group_rows, rows_ - first_row);
    const std::uint64_t bytes = row_count * row_bytes_;
    const auto file_rows = at_least(rows, bytes);
    if (!file_rows) return std::unexpected(file_rows.error());
    if (auto read = file_->read(*tensor_, first_row * row_bytes_, {*file_rows, bytes}); !read) return read;
    // Unit after unit, all rows of each: the 16 rows' places are lines that the first cache keeps.
    const std::uint64_t unit_row_bytes = row_bytes_ * order_->unit_columns / columns_;
    for (std::uint32_t first = 0; first < row_count; first += group_rows) {
        std::byte* unit = to + first / group_rows * group_bytes_;
        const std::byte* from = *file_rows + first * row_bytes_;
        for (std::uint32_t column = 0; column < columns_; column += order_->unit_columns) {
            for (std::uint32_t row = 0; row < std::min(group_rows, row_count - first); ++row)
                order_->pack(from + row * row_bytes_, std::min(order_->unit_columns, columns_ - column), row, unit);
            from += unit_row_bytes;
            unit += order_->unit_bytes;
        }
    }
    return {};
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

void Matrix::multiply_repacked(std::uint32_t group, std::uint32_t count, const std::byte* weights,
                               const Activations& input, std::uint32_t tokens, float* out, std::size_t stride) const {
    const std::uint32_t first_row = group * group_rows;
    const Product product{.type = tensor_->type,
                          .weights = weights,
                          .group_bytes = group_bytes_,
                          .columns = columns_,
                          .rows = std::min(count * group_rows, rows_ - first_row),
                          .input = &input,
                          .tokens = tokens,
                          .out = out + first_row,
                          .stride = stride};
    if (reads_int8_)
        multiply_int8(product);
    else
        multiply_floats(product);
}

Result<void> Matrix::multiply_groups(Share::Range some, const Activations& input, std::uint32_t tokens, float* out,
                                     std::size_t stride) const {
    if (storage_ == Storage::Repacked) {
        if (some.begin < some.end)
            multiply_repacked(some.begin, some.end - some.begin, weights_.data() + some.begin * group_bytes_, input,
                              tokens, out, stride);
        return {};
    }
    thread_local Memory file_rows;
    thread_local Memory repacked;
    const auto group_weights = at_least(repacked, group_bytes_);
    if (!group_weights) return std::unexpected(group_weights.error());
    for (std::uint32_t group = some.begin; group < some.end; ++group) {
        std::memset(*group_weights, 0, group_bytes_);  // what the last group and the last unit leave out
        if (auto done = repack(group, 1, file_rows, *group_weights); !done) return done;
        multiply_repacked(group, 1, *group_weights, input, tokens, out, stride);
    }
    return {};
}

Result<void> Matrix::read_row(std::uint32_t row, std::span<float> out) const {
    thread_local Memory file_row;
    const auto bytes = at_least(file_row, row_bytes_);
    if (!bytes) return std::unexpected(bytes.error());
    const std::span<std::byte> weights(*bytes, row_bytes_);
    if (auto read = file_->read(*tensor_, row * row_bytes_, weights); !read) return read;
    gguf::decode(tensor_->type, weights, out);
    return {};
}

}  // namespace inference::cpu
