#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "inference/error.h"

namespace inference::vulkan {

/// A small text file in which something found out about a device is kept between starts: a first line that says of what
/// it was found, then lines of it. What another first line stands before is of no use, and is written over.
class KeptLines {
public:
    /// `path` may be empty: nothing is kept then. Its folder is made when something is written, in one that is there.
    KeptLines(std::filesystem::path path, std::string first_line)
        : path_(std::move(path)), first_line_(std::move(first_line)) {}

    /// Those behind the first line; nothing if the file is missing, begins otherwise or has more than 4096 bytes.
    std::optional<std::vector<std::string>> read() const;
    /// Beside the file, then in its place. Fails with Unreadable.
    Result<void> write(std::span<const std::string> lines) const;
    void remove() const;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    std::string first_line_;
};

}  // namespace inference::vulkan
