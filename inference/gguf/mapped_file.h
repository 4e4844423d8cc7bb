#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "inference/error.h"

namespace inference::gguf {

/// A regular file, mapped read-only. Thread-safe.
class MappedFile {
public:
    /// Fails with Unreadable, saying what is there instead: nothing, a folder, a FIFO or device, an empty file.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::uint64_t size_bytes() const { return size_bytes_; }

    /// Copies `out.size()` bytes at `offset`. The pages of a file that was cut short meanwhile raise SIGBUS: a handler,
    /// active only inside this call on this thread, turns it into an Unreadable error; foreign signals go to whoever
    /// handled them before.
    Result<void> read(std::uint64_t offset, std::span<std::byte> out) const;

private:
    MappedFile() = default;
    std::string name_;
    const std::byte* data_ = nullptr;
    std::uint64_t size_bytes_ = 0;
};

}  // namespace inference::gguf
