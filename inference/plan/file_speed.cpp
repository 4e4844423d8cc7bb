#include "inference/plan/file_speed.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace inference {

namespace {

constexpr std::size_t pieces = 16;
constexpr std::uint64_t piece_bytes = 1U << 20U;

}  // namespace

Result<double> file_speed(const ModelFile& model) {
    const auto& layers = model.weights.layers;
    std::vector<std::byte> piece;
    std::uint64_t bytes = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < pieces; ++i) {
        const gguf::TensorInfo& tensor = *layers[i * layers.size() / pieces].down;
        piece.resize(std::min(tensor.bytes, piece_bytes));
        if (auto read = model.file->read(tensor, tensor.bytes - piece.size(), piece); !read)
            return std::unexpected(std::move(read.error()));
        bytes += piece.size();
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(bytes) / std::max(elapsed.count(), 1e-9);
}

}  // namespace inference
