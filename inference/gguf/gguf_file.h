#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inference/error.h"
#include "inference/gguf/tensor_type.h"

namespace inference::gguf {

using Array = std::variant<std::vector<std::uint8_t>, std::vector<std::int8_t>, std::vector<std::uint16_t>,
                           std::vector<std::int16_t>, std::vector<std::uint32_t>, std::vector<std::int32_t>,
                           std::vector<float>, std::vector<std::uint64_t>, std::vector<std::int64_t>,
                           std::vector<double>, std::vector<std::string>>;  // bool arrays arrive as uint8_t
using Value = std::variant<std::uint64_t, std::int64_t, double, bool, std::string, Array>;

/// One tensor of the file, checked: its bytes lie inside the file, aligned, overlapping no other's.
struct TensorInfo {
    std::string name;
    TensorType type;
    std::vector<std::uint64_t> shape;  ///< slowest index first: a matrix is (rows, columns)
    std::uint64_t offset;              ///< from the start of the file, or of its part
    std::uint64_t bytes;
    std::uint32_t part = 0;  ///< of a model in several files, from 0
};

/// A mapped, checked GGUF file, version 2 or 3 (specification: ggml's docs/gguf.md). Immutable and thread-safe.
/// Every count, length, offset, alignment and shape is compared with the bytes that are there before it is used.
class GgufFile {
public:
    /// Maps and checks. Errors say what the file is when it is none: a folder, a FIFO, empty, an old GGML/GGJT file,
    /// PyTorch, safetensors, GGUF version 1, cut short, an unknown tensor type by name. Any part of a model in several
    /// files (-00001-of-0000N.gguf) opens all of them, as one.
    static Result<std::shared_ptr<const GgufFile>> open(const std::filesystem::path& path);

    /// The same checks over bytes in memory (tests, fuzzing); `bytes` must outlive the result.
    static Result<std::shared_ptr<const GgufFile>> parse(std::span<const std::byte> bytes, std::string name);

    virtual ~GgufFile() = default;
    virtual const std::string& name() const = 0;   ///< file name without its folder; of several parts, the first's
    virtual std::uint64_t size_bytes() const = 0;  ///< of all parts
    virtual std::uint32_t version() const = 0;
    virtual const std::map<std::string, Value, std::less<>>& metadata() const = 0;
    virtual const std::vector<TensorInfo>& tensors() const = 0;
    /// The files that it was opened from, in the order of its parts; none if it was parsed from memory.
    virtual std::vector<std::filesystem::path> paths() const { return {}; }

    const TensorInfo* find(std::string_view name) const;  ///< nullptr if absent

    /// Typed look-ups. Any integer type of the file satisfies `unsigned_integer` if its value fits and is not negative.
    /// Fails naming the key, what was found and what was wanted.
    Result<std::uint64_t> unsigned_integer(std::string_view key) const;
    Result<double> number(std::string_view key) const;
    Result<std::string_view> string(std::string_view key) const;
    bool has(std::string_view key) const;

    /// Copies `out.size()` bytes at `offset` of a tensor's data out of the map. A file that was cut short while it is
    /// mapped is an Unreadable error here, not SIGBUS.
    virtual Result<void> read(const TensorInfo& tensor, std::uint64_t offset, std::span<std::byte> out) const = 0;
};

}  // namespace inference::gguf
