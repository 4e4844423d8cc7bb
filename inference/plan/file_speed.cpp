#include "inference/plan/file_speed.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace inference {

namespace {

// Long enough that the system reads ahead, as in a load: of pieces of 1 MB a cold disk gave a fifth of what it then
// gave.
constexpr std::size_t pieces = 4;
constexpr std::uint64_t piece_bytes = 16U << 20U;

}  // namespace

Result<FileSpeed> FileSpeed::measure(const ModelFile& model) {
    const auto& layers = model.weights.layers;
    std::vector<std::byte> piece;
    std::uint64_t bytes = 0;
    std::array<double, 2> seconds{};  // as the file is, then from memory
    for (std::size_t i = 0; i < pieces; ++i) {
        const gguf::TensorInfo& tensor = *layers[i * layers.size() / pieces].down;
        piece.resize(std::min(tensor.bytes, piece_bytes));
        for (double& sum : seconds) {
            const auto begin = std::chrono::steady_clock::now();
            if (auto read = model.file->read(tensor, tensor.bytes - piece.size(), piece); !read)
                return std::unexpected(std::move(read.error()));
            sum += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        }
        bytes += piece.size();
    }
    const auto count = static_cast<double>(bytes);
    return FileSpeed{.bytes_per_second = count / std::max(seconds[0], 1e-9),
                     .waiting_seconds_a_byte = std::max(seconds[0] - seconds[1], 0.0) / count};
}

}  // namespace inference
