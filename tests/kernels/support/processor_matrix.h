#pragma once
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "inference/cpu/matrix.h"
#include "tests/kernels/support/test_matrix.h"

namespace kernel_test {

/// A matrix as the only tensor of a file in memory.
class MatrixFile final : public inference::gguf::GgufFile {
public:
    explicit MatrixFile(TestMatrix matrix) : matrix_(std::move(matrix)) {
        tensors_.push_back({.name = "matrix",
                            .type = matrix_.type(),
                            .shape = {matrix_.rows(), matrix_.columns()},
                            .offset = 0,
                            .bytes = matrix_.rows() * matrix_.row_bytes()});
    }

    const std::string& name() const override { return name_; }
    std::uint64_t size_bytes() const override { return tensors_[0].bytes; }
    std::uint32_t version() const override { return 3; }
    const std::map<std::string, inference::gguf::Value, std::less<>>& metadata() const override { return metadata_; }
    const std::vector<inference::gguf::TensorInfo>& tensors() const override { return tensors_; }
    inference::Result<void> read(const inference::gguf::TensorInfo& tensor, std::uint64_t offset,
                                 std::span<std::byte> out) const override {
        if (&tensor != tensors_.data() || offset > tensor.bytes || out.size() > tensor.bytes - offset)
            throw std::runtime_error("a read outside the tensor");
        if (offset + out.size() > readable_bytes)
            return inference::fail(inference::ErrorKind::Unreadable, "the file became shorter", "Leave it.");
        std::memcpy(out.data(), matrix_.row(0) + offset, out.size());
        return {};
    }

    const TestMatrix& matrix() const { return matrix_; }
    std::uint64_t readable_bytes = UINT64_MAX;  ///< as if the file had been cut

private:
    TestMatrix matrix_;
    std::string name_ = "matrix.gguf";
    std::map<std::string, inference::gguf::Value, std::less<>> metadata_;
    std::vector<inference::gguf::TensorInfo> tensors_;
};

template <typename T>
T must(inference::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().what);
    return std::move(*result);
}
inline void must(inference::Result<void> result) {
    if (!result) throw std::runtime_error(result.error().what);
}

/// The activations that a product really multiplies with.
struct QuantisedActivations {
    std::vector<std::int8_t> quants;  // (tokens, padded columns)
    std::vector<float> scales;        // (tokens, blocks), as the others
    std::vector<float> scaled_sums;
    std::vector<std::int32_t> negated_sums;
    std::vector<std::int32_t> negated_first_sums;
    std::uint32_t padded;

    static QuantisedActivations of(const inference::cpu::Activations& from, std::uint32_t tokens);
    double value(std::uint32_t token, std::uint32_t column) const {
        return double{scales[std::size_t{token} * (padded / 32) + column / 32]} *
               quants[std::size_t{token} * padded + column];
    }
};

/// The instruction sets that this machine runs, by Highway's numbers.
std::vector<std::int64_t> processor_targets();
/// Kernels run on this one from now on. Throws if they do not.
void use_processor_target(std::int64_t target);
std::string processor_target_name(std::int64_t target);

}  // namespace kernel_test
