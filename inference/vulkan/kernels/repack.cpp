#include "inference/vulkan/kernels/repack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "inference/gguf/types/decode.h"

namespace inference::vulkan {
namespace {

constexpr std::uint32_t word_bytes = 16;
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 62;

std::unexpected<Error> bad(std::string what) {
    return fail(ErrorKind::InvalidArgument, std::move(what), "This is an error of the program, please report it.");
}

}  // namespace

Result<MatrixLayout> MatrixLayout::create(gguf::TensorType type, std::uint32_t columns,
                                          std::span<const std::uint32_t> rows_of_tensors, Order order) {
    const auto layout = gguf::layout_of(type);
    const WeightFormat* format = weight_format_of(type);
    if (!layout || format == nullptr)
        return bad(fmt::format("a matrix of type {} has no device layout", static_cast<std::uint32_t>(type)));
    if (columns == 0 || columns % layout->block_weights != 0)
        return bad(fmt::format("a matrix of type {} has {} columns, no multiple of {}", layout->name, columns,
                               layout->block_weights));
    if (rows_of_tensors.empty()) return bad("a device matrix of no tensor");
    MatrixLayout result;
    std::uint64_t groups = 0;
    for (const std::uint32_t rows : rows_of_tensors) {
        if (rows == 0) return bad("a matrix has 0 rows");
        if (order == Order::Interleaved && rows != rows_of_tensors[0])
            return bad(fmt::format("interleaved matrices have {} and {} rows", rows_of_tensors[0], rows));
        groups += (std::uint64_t{rows} + group_rows - 1) / group_rows;
    }
    result.type_ = type;
    result.order_ = order;
    result.rows_.assign(rows_of_tensors.begin(), rows_of_tensors.end());
    result.columns_ = columns;
    result.units_ = columns / unit_columns + (columns % unit_columns != 0 ? 1 : 0);
    result.format_ = format;
    result.file_row_bytes_ = std::uint64_t{columns} / layout->block_weights * layout->block_bytes;
    // A group of 8 rows takes at most 2^26 units * 16 words * 128 bytes = 2^37 bytes; scales take less.
    const std::uint64_t group_bytes = result.quants_bytes(1) + result.scales_bytes(1);
    if (groups > std::numeric_limits<std::uint32_t>::max() / group_rows || groups > most_bytes / group_bytes)
        return bad(fmt::format("a matrix of {} groups of 8 rows and {} columns is too large", groups, columns));
    result.groups_ = static_cast<std::uint32_t>(groups);
    return result;
}

std::uint64_t MatrixLayout::quants_bytes(std::uint32_t groups) const {
    return std::uint64_t{groups} * units_ * format_->words_per_unit * group_rows * word_bytes;
}

std::uint64_t MatrixLayout::scales_bytes(std::uint32_t groups) const {
    const std::uint64_t span_words = format_->scale_vectors * format_->scale_words;
    return std::uint64_t{groups} * (units_ / format_->span_units) * span_words * group_rows * 4;
}

Result<std::vector<MatrixLayout::Part>> MatrixLayout::parts(std::uint64_t binding_bytes) const {
    // A workgroup's tile is up to 8 groups and must not reach over a part's end.
    constexpr std::uint32_t tile_groups = 8;
    const std::uint64_t fitting = binding_bytes / quants_bytes(1) / tile_groups * tile_groups;
    if (fitting == 0 && quants_bytes(groups_) > binding_bytes)
        return fail(ErrorKind::Unsupported,
                    fmt::format("{} rows of {} columns take {} bytes and the device binds at most {}",
                                tile_groups * group_rows, columns_, quants_bytes(tile_groups), binding_bytes),
                    "Choose another device.");
    const auto step = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(fitting == 0 ? groups_ : fitting, std::numeric_limits<std::uint32_t>::max() / 2));
    std::vector<Part> result;
    for (std::uint32_t first = 0; first < groups_; first += std::min(step, groups_ - first))
        result.push_back({first, std::min(step, groups_ - first)});
    return result;
}

std::uint32_t MatrixLayout::first_group_of(std::uint32_t tensor) const {
    if (order_ == Order::Interleaved) return tensor;
    std::uint32_t group = 0;
    for (std::uint32_t i = 0; i < tensor; ++i) group += (rows_[i] + group_rows - 1) / group_rows;
    return group;
}

std::vector<MatrixLayout::Run> MatrixLayout::runs(std::uint32_t first_group, std::uint32_t groups) const {
    std::vector<Run> result;
    const std::uint64_t end = std::min<std::uint64_t>(std::uint64_t{first_group} + groups, groups_);
    const auto tensors = static_cast<std::uint32_t>(rows_.size());
    const std::uint32_t stride = order_ == Order::Interleaved ? tensors : 1;
    for (std::uint32_t tensor = 0; tensor < tensors; ++tensor) {
        const std::uint32_t start = first_group_of(tensor);
        const std::uint32_t own_groups = (rows_[tensor] + group_rows - 1) / group_rows;
        // The tensor's group g stands at start + g * stride; those in [first_group, end):
        const std::uint32_t first = first_group <= start ? 0 : (first_group - start + stride - 1) / stride;
        const std::uint64_t last = end <= start ? 0 : (end - start + stride - 1) / stride;
        const auto stop = static_cast<std::uint32_t>(std::min<std::uint64_t>(last, own_groups));
        if (first >= stop) continue;
        const std::uint32_t first_row = first * group_rows;
        const std::uint32_t rows = std::min(rows_[tensor] - first_row, (stop - first) * group_rows);
        result.push_back({tensor, first_row, rows, start + first * stride, stride});
    }
    return result;
}

namespace {

constexpr std::uint32_t word_step = word_bytes * MatrixLayout::group_rows;  // to a row's next word

/// Packs a row's blocks to their place: `quants` is the row's first word of the group, `scales` its first vector.
void repack_blocks(const WeightFormat& format, const gguf::BlockFormat& blocks, const gguf::TypeLayout& layout,
                   std::uint32_t columns, const std::byte* row, std::byte* quants, std::byte* scales) {
    const std::uint32_t span_columns = format.span_units * MatrixLayout::unit_columns;
    const std::uint32_t vector_bytes = format.scale_words * 4;
    std::array<gguf::UnpackedBlock, 2> unpacked{};
    PackedSpan span;
    for (std::uint32_t column = 0; column < columns; column += span_columns) {
        for (std::uint32_t i = 0; i < span_columns / layout.block_weights; ++i) {
            if (column + i * layout.block_weights < columns)
                blocks.unpack(row, unpacked[i]);
            else
                unpacked[i] = {};  // half a unit of padding
            row += layout.block_bytes;
        }
        format.pack(unpacked.data(), span);
        for (std::uint32_t word = 0; word < format.span_units * format.words_per_unit; ++word, quants += word_step)
            std::memcpy(quants, span.words[word].data(), word_bytes);
        for (std::uint32_t vector = 0; vector < format.scale_vectors; ++vector) {
            std::memcpy(scales, span.scales.data() + vector * format.scale_words, vector_bytes);
            scales += vector_bytes * MatrixLayout::group_rows;
        }
    }
}

/// Copies a row of F32, F16 or BF16 to its place.
void repack_numbers(std::uint64_t row_bytes, const std::byte* row, std::byte* quants) {
    for (std::uint64_t at = 0; at < row_bytes; at += word_bytes, quants += word_step)
        std::memcpy(quants, row + at, std::min<std::uint64_t>(word_bytes, row_bytes - at));
}

}  // namespace

Result<void> MatrixLayout::repack(const Run& run, std::span<const std::byte> file_rows, std::uint32_t first_group,
                                  std::span<std::byte> quants, std::span<std::byte> scales) const {
    if (file_rows.size() != std::uint64_t{run.rows} * file_row_bytes_)
        return bad(fmt::format("{} rows of {} bytes come in {} bytes", run.rows, file_row_bytes_, file_rows.size()));
    const std::uint64_t quants_group = quants_bytes(1);
    const std::uint64_t scales_group = scales_bytes(1);
    const std::uint64_t groups_there = quants.size() / quants_group;
    const std::uint32_t groups = (run.rows + group_rows - 1) / group_rows;
    const std::uint64_t last_group = run.group + std::uint64_t{groups - 1} * run.group_stride;
    if (run.rows == 0 || run.group < first_group || last_group - first_group >= groups_there ||
        scales.size() < groups_there * scales_group)
        return bad(fmt::format("groups {} to {} do not fit into {} groups from {}", run.group, last_group, groups_there,
                               first_group));
    const gguf::BlockFormat* blocks = gguf::block_format_of(type_);
    const gguf::TypeLayout layout = *gguf::layout_of(type_);
    for (std::uint32_t g = 0; g < groups; ++g) {
        const std::uint64_t place = run.group + std::uint64_t{g} * run.group_stride - first_group;
        std::byte* group_quants = quants.data() + place * quants_group;
        std::byte* group_scales = scales.data() + place * scales_group;
        const std::uint32_t rows = std::min(group_rows, run.rows - g * group_rows);
        // Only what no row fills is cleared: rows that are not there and columns up to a whole unit.
        if (rows < group_rows || columns_ % unit_columns != 0) {
            std::memset(group_quants, 0, quants_group);
            if (has_scales()) std::memset(group_scales, 0, scales_group);
        }
        for (std::uint32_t r = 0; r < rows; ++r) {
            const std::byte* row = file_rows.data() + (std::uint64_t{g} * group_rows + r) * file_row_bytes_;
            std::byte* row_quants = group_quants + r * word_bytes;
            if (blocks == nullptr)
                repack_numbers(file_row_bytes_, row, row_quants);
            else
                repack_blocks(*format_, *blocks, layout, columns_, row, row_quants,
                              group_scales + r * format_->scale_words * 4);
        }
    }
    return {};
}

}  // namespace inference::vulkan
