#include "inference/cpu/matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "inference/gguf/types/decode.h"

namespace inference::cpu {
namespace {

/// How much of a file is read at once: pieces of 1 MiB leave its pages to the system (mapped_file.cpp).
constexpr std::uint64_t piece_bytes = 4 << 20;

}  // namespace

Result<Matrix> Matrix::prepare(std::shared_ptr<const gguf::GgufFile> file, const gguf::TensorInfo& tensor,
                               Precision precision, Storage storage, ThreadTeam& team) {
    const auto layout = gguf::layout_of(tensor.type);
    if (!layout || tensor.shape.empty() || tensor.shape.size() > 2)
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
    matrix.reads_int8_ = precision == Precision::Fast && layout->block_weights > 1;
    matrix.rows_ = static_cast<std::uint32_t>(rows);
    matrix.columns_ = static_cast<std::uint32_t>(columns);
    matrix.row_bytes_ = columns / layout->block_weights * layout->block_bytes;
    if (storage == Storage::Mapped) return matrix;
    auto weights = Memory::allocate(rows * matrix.row_bytes_);
    if (!weights) return std::unexpected(weights.error());
    matrix.weights_ = std::move(*weights);
    std::vector<Result<void>> outcomes(team.threads());
    team.run([&](Share share) {
        const Share::Range own = share.of(matrix.rows_);
        const std::uint64_t end = own.end * matrix.row_bytes_;
        for (std::uint64_t at = own.begin * matrix.row_bytes_; at < end && outcomes[share.index]; at += piece_bytes)
            outcomes[share.index] = matrix.file_->read(
                tensor, at, {matrix.weights_.data() + at, static_cast<std::size_t>(std::min(piece_bytes, end - at))});
    });
    for (const auto& outcome : outcomes)
        if (!outcome) return std::unexpected(outcome.error());
    return matrix;
}

std::uint64_t Matrix::read_bytes() const { return rows_ * row_bytes_; }

Result<void> Matrix::multiply(const Activations& input, std::uint32_t tokens, Pass /*pass*/, float* out,
                              std::size_t stride, Share share) const {
    const Share::Range own = share.of(rows_);
    std::vector<float> weights(columns_);
    for (std::uint32_t row = own.begin; row < own.end; ++row) {
        if (auto read = read_row(row, weights); !read) return read;
        for (std::uint32_t token = 0; token < tokens; ++token) {
            const float* values = input.floats() + std::size_t{token} * input.padded_columns();
            double sum = 0.0;
            for (std::uint32_t column = 0; column < columns_; ++column)
                sum += double{weights[column]} * double{values[column]};
            out[token * stride + row] = static_cast<float>(sum);
        }
    }
    return {};
}

Result<void> Matrix::read_row(std::uint32_t row, std::span<float> out) const {
    const std::span<const std::byte> own(weights_.data() + row * row_bytes_, row_bytes_);
    if (storage_ == Storage::Repacked) {
        gguf::decode(tensor_->type, own, out);
        return {};
    }
    std::vector<std::byte> bytes(row_bytes_);
    if (auto read = file_->read(*tensor_, row * row_bytes_, bytes); !read) return read;
    gguf::decode(tensor_->type, bytes, out);
    return {};
}

}  // namespace inference::cpu
