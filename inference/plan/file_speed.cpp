#include "inference/plan/file_speed.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <vector>

namespace inference {

namespace {

// Long enough that the system reads ahead, as in a load: of pieces of 1 MB a cold disk gave a fifth of what it then
// gave.
constexpr std::size_t pieces = 4;
constexpr std::uint64_t piece_bytes = 16U << 20U;

struct Piece {
    const gguf::TensorInfo* tensor;
    std::uint64_t offset;
    std::uint64_t bytes;
};

/// One from each part of the layers.
std::vector<Piece> some_pieces(const Weights& weights) {
    std::random_device random;
    const auto one_of = [&](std::uint64_t count) {
        return std::uniform_int_distribution<std::uint64_t>(0, count - 1)(random);
    };
    std::vector<Piece> found;
    const std::size_t layers = weights.layers.size();
    for (std::size_t i = 0; i < pieces; ++i) {
        const std::size_t first = i * layers / pieces;
        const std::size_t end = std::max((i + 1) * layers / pieces, first + 1);
        const LayerWeights& layer = weights.layers[first + one_of(end - first)];
        const std::array wide = {layer.gate, layer.up, layer.down};
        const gguf::TensorInfo* tensor = wide[one_of(wide.size())];
        const std::uint64_t bytes = std::min(tensor->bytes, piece_bytes);
        found.push_back({tensor, one_of(tensor->bytes - bytes + 1), bytes});
    }
    return found;
}

Result<double> seconds_to_read(const gguf::GgufFile& file, const Piece& piece, std::vector<std::byte>& bytes) {
    bytes.resize(piece.bytes);
    const auto begin = std::chrono::steady_clock::now();
    if (auto read = file.read(*piece.tensor, piece.offset, bytes); !read)
        return std::unexpected(std::move(read.error()));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<FileSpeed> FileSpeed::measure(const ModelFile& model, bool from_disk) {
    const std::vector<std::filesystem::path> paths = model.file->paths();
    std::vector<std::byte> read;
    double as_it_is = 0.0, from_memory = 0.0, cold = 0.0;
    double bytes = 0.0;
    for (const Piece& piece : some_pieces(model.weights)) {
        bytes += static_cast<double>(piece.bytes);
        for (double* sum : {&as_it_is, &from_memory, &cold}) {
            if (sum == &cold && !from_disk) continue;
            if (sum == &cold && piece.tensor->part < paths.size())
                drop_from_file_cache(paths[piece.tensor->part], piece.tensor->offset + piece.offset, piece.bytes);
            const auto seconds = seconds_to_read(*model.file, piece, read);
            if (!seconds) return std::unexpected(seconds.error());
            *sum += *seconds;
        }
    }
    FileSpeed speed{.waiting_seconds_a_byte = std::max(as_it_is - from_memory, 0.0) / bytes};
    if (from_disk) speed.bytes_per_second = bytes / std::max(cold, 1e-9);
    return speed;
}

void drop_from_file_cache(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t bytes) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return;
    static_cast<void>(posix_fadvise(file, static_cast<off_t>(offset), static_cast<off_t>(bytes), POSIX_FADV_DONTNEED));
    close(file);
}

}  // namespace inference
