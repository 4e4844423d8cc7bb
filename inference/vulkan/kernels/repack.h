#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/tensor_type.h"
#include "inference/vulkan/kernels/weight_format.h"

namespace inference::vulkan {

/// How a weight matrix lies in device memory, and the way there from the file's blocks.
///
/// Rows stand in groups of 8, columns in units of 64, both padded with zeros. Per unit and row there are one or more
/// words of 16 bytes, in the order [group][unit][word][row % 8], so that eight neighbouring lanes read 128 neighbouring
/// bytes. Scales, and what else is no whole word, stand in a plane of their own, in the order [group][span][vector][row
/// % 8], where a vector is 4, 8 or 16 bytes and a span one unit, or the four of a super-block of 256 weights. What
/// words and vectors hold is the matter of each type: WeightFormat.
///
/// One device matrix may hold several tensors of one type: behind each other (each starts at a new group) or
/// interleaved group by group (gate and up, whose products one thread needs together).
class MatrixLayout {
public:
    static constexpr std::uint32_t group_rows = 8;
    static constexpr std::uint32_t unit_columns = 64;

    enum class Order { Concatenated, Interleaved };

    /// Fails with InvalidArgument for no tensor, no rows, zero columns, columns that are no multiple of the type's
    /// block, different row counts when interleaved, and sizes beyond 2^32 rows or 2^62 bytes.
    static Result<MatrixLayout> create(gguf::TensorType type, std::uint32_t columns,
                                       std::span<const std::uint32_t> rows_of_tensors,
                                       Order order = Order::Concatenated);

    gguf::TensorType type() const { return type_; }
    std::uint32_t columns() const { return columns_; }
    std::uint32_t padded_columns() const { return units_ * unit_columns; }
    std::uint32_t units() const { return units_; }
    std::uint32_t groups() const { return groups_; }  ///< of all tensors
    std::uint32_t rows_of(std::uint32_t tensor) const { return rows_[tensor]; }
    const WeightFormat& format() const { return *format_; }
    bool has_scales() const { return format_->scale_vectors > 0; }
    std::uint64_t file_row_bytes() const { return file_row_bytes_; }

    std::uint64_t quants_bytes(std::uint32_t groups) const;  ///< of so many groups; exact
    std::uint64_t scales_bytes(std::uint32_t groups) const;  ///< 0 for F32, F16 and BF16
    /// Of the whole matrix, quants and scales together.
    std::uint64_t total_bytes() const { return quants_bytes(groups_) + scales_bytes(groups_); }

    /// A range of groups that is one binding.
    struct Part {
        std::uint32_t first_group;
        std::uint32_t groups;
    };
    /// Parts whose quants take at most `binding_bytes` each (VkPhysicalDeviceLimits::maxStorageBufferRange), cut
    /// between workgroups' tiles of 8 groups. Fails with Unsupported if not even those fit.
    Result<std::vector<Part>> parts(std::uint64_t binding_bytes) const;

    /// Neighbouring rows of one tensor that lie in a range of groups. A group's missing rows are padding.
    struct Run {
        std::uint32_t tensor;     ///< index in rows_of_tensors
        std::uint32_t first_row;  ///< of the tensor, a multiple of 8
        std::uint32_t rows;
        std::uint32_t group;         ///< where first_row goes
        std::uint32_t group_stride;  ///< how many groups further the next 8 rows go
    };
    /// What the groups [first_group, first_group + groups) hold. Empty beyond the end.
    std::vector<Run> runs(std::uint32_t first_group, std::uint32_t groups) const;

    /// Repacks a run's rows, as they stand in the file, to their place in the bytes of the groups that start at
    /// `first_group`: `quants` and `scales` are as large as those groups. Padding of the run's groups becomes zero.
    /// Fails with InvalidArgument if `file_rows` is not run.rows * file_row_bytes() long or a group lies outside.
    Result<void> repack(const Run& run, std::span<const std::byte> file_rows, std::uint32_t first_group,
                        std::span<std::byte> quants, std::span<std::byte> scales) const;

    /// The first group of a tensor.
    std::uint32_t first_group_of(std::uint32_t tensor) const;

private:
    gguf::TensorType type_{};
    Order order_{};
    std::vector<std::uint32_t> rows_;
    std::uint32_t columns_ = 0;
    std::uint32_t units_ = 0;
    std::uint32_t groups_ = 0;
    const WeightFormat* format_ = nullptr;
    std::uint64_t file_row_bytes_ = 0;
};

}  // namespace inference::vulkan
