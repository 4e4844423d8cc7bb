#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "inference/cpu/activations.h"
#include "inference/cpu/kernels/weight_order.h"
#include "inference/cpu/memory.h"
#include "inference/cpu/share.h"
#include "inference/cpu/thread_team.h"
#include "inference/error.h"
#include "inference/gguf/gguf_file.h"
#include "inference/stage.h"

namespace inference::cpu {

/// Where a matrix' weights are read from.
enum class Storage {
    Repacked,  ///< an own copy in memory, in the order that the products read: the fast way
    Mapped,    ///< the file: slower, and no memory of its own; for models that do not fit otherwise
};

/// The weights of one product, (rows, columns), of any supported type. Immutable and shared by threads.
///
/// Precision::Fast multiplies weights in blocks with int8 activations, the others with floats; Precision::Exact decodes
/// all weights to float32 and multiplies with floats. The result of a token depends on its row alone, bit for bit:
/// neither on the tokens beside it nor on how many threads share the work nor on the storage.
class Matrix {
public:
    /// Reads, checks and repacks with all of the team's threads. `tensor` is one of `file`'s, of one or two dimensions.
    /// Fails with Unreadable, OutOfMemory, Unsupported (a type that is not run, three dimensions) or InvalidFile (bytes
    /// or columns that do not fit the type).
    static Result<Matrix> prepare(std::shared_ptr<const gguf::GgufFile> file, const gguf::TensorInfo& tensor,
                                  Precision precision, Storage storage, ThreadTeam& team);

    std::uint32_t rows() const { return rows_; }
    std::uint32_t columns() const { return columns_; }
    gguf::TensorType type() const { return tensor_->type; }
    Storage storage() const { return storage_; }
    bool reads_int8() const { return reads_int8_; }          ///< of Activations, so that quantise() comes before
    std::uint64_t bytes() const { return weights_.size(); }  ///< of memory that its own copy takes; 0 when mapped
    std::uint64_t read_bytes() const { return groups() * group_bytes_; }  ///< what a product with one token reads

    /// This share of the rows, times the first `tokens` rows of `input`: out[token * stride + row]. Decode and prompts
    /// are computed alike. Fails only when mapped: Unreadable, if the file became shorter; OutOfMemory.
    Result<void> multiply(const Activations& input, std::uint32_t tokens, float* out, std::size_t stride,
                          Share share) const {
        return multiply_groups(share.of(groups()), input, tokens, out, stride);
    }
    /// The same for some groups of 16 rows.
    Result<void> multiply_groups(Share::Range some, const Activations& input, std::uint32_t tokens, float* out,
                                 std::size_t stride) const;
    std::uint32_t groups() const { return (rows_ + group_rows - 1) / group_rows; }

    /// One row's weights in float32, (columns), from the file: an embedding. `row` is less than rows(). Fails with
    /// Unreadable.
    Result<void> read_row(std::uint32_t row, std::span<float> out) const;

private:
    Matrix() = default;
    /// Reads `count` groups from the file and puts them in the products' order at `to`, using `rows` for the file's.
    Result<void> repack(std::uint32_t group, std::uint32_t count, Memory& rows, std::byte* to) const;
    void multiply_repacked(std::uint32_t group, std::uint32_t count, const std::byte* weights, const Activations& input,
                           std::uint32_t tokens, float* out, std::size_t stride) const;

    std::shared_ptr<const gguf::GgufFile> file_;
    const gguf::TensorInfo* tensor_ = nullptr;
    Storage storage_ = Storage::Repacked;
    std::uint32_t rows_ = 0;
    std::uint32_t columns_ = 0;
    std::uint64_t row_bytes_ = 0;    // in the file
    std::uint64_t group_bytes_ = 0;  // in the products' order
    const WeightOrder* order_ = nullptr;
    bool reads_int8_ = false;
    Memory weights_;
};

}  // namespace inference::cpu
