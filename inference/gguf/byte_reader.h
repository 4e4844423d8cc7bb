#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "inference/error.h"

namespace inference::gguf {

/// Bytes somewhere, copied out on demand: a mapped file, or memory.
using CopyBytes = std::function<Result<void>(std::uint64_t offset, std::span<std::byte> out)>;

/// Reads a header from its start, never past its end nor past 256 MiB: every read is (bytes left, wanted) -> value or
/// error.
class ByteReader {
public:
    ByteReader(CopyBytes copy, std::uint64_t size_bytes, std::string name)
        : copy_(std::move(copy)), size_bytes_(size_bytes), name_(std::move(name)) {}

    std::uint64_t position() const { return position_; }
    std::uint64_t left() const { return size_bytes_ - position_; }
    const std::string& name() const { return name_; }

    /// `what` names the thing that is read, for the error of a file that ends too soon.
    Result<void> bytes(std::span<std::byte> out, const char* what);

    template <typename T>
    Result<T> value(const char* what) {
        T result;
        if (auto read = bytes(std::as_writable_bytes(std::span(&result, 1)), what); !read)
            return std::unexpected(read.error());
        return result;
    }

    /// A 64-bit length and so many bytes of UTF-8, at most `longest`.
    Result<std::string> text(std::uint64_t longest, const char* what);

    /// `count` values, compared with the bytes left before any memory is taken.
    template <typename T>
    Result<std::vector<T>> values(std::uint64_t count, const char* what) {
        if (count > left() / sizeof(T)) return too_short(count, sizeof(T), what);
        std::vector<T> result(count);
        if (auto read = bytes(std::as_writable_bytes(std::span(result)), what); !read)
            return std::unexpected(read.error());
        return result;
    }

    std::unexpected<Error> too_short(std::uint64_t count, std::uint64_t each, const char* what) const;

private:
    static_assert(std::endian::native == std::endian::little, "GGUF files are little-endian");
    CopyBytes copy_;
    std::uint64_t size_bytes_;
    std::string name_;
    std::uint64_t position_ = 0;
    std::vector<std::byte> chunk_;  // what was copied ahead
    std::uint64_t chunk_start_ = 0;
};

}  // namespace inference::gguf
