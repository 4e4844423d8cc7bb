#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "inference/error.h"
#include "inference/vulkan/driver_identity.h"

namespace inference::vulkan {

/// The file that a device's compiled kernels are kept in between starts: whose they are, their bytes and a checksum of
/// them, then what vkGetPipelineCacheData gave. One file a device; a new driver writes over the old one's.
class PipelineFile {
public:
    /// `folder`: made when something is written, in one that is there.
    PipelineFile(const std::filesystem::path& folder, const DriverIdentity& driver);

    /// What the file holds; nothing if it is missing, damaged, another driver's or over 256 MB: drivers trust what they
    /// are given, so none is given what is not as it was written.
    std::vector<std::byte> read() const;
    /// Beside the file, then in its place. Fails with Unreadable.
    Result<void> write(std::span<const std::byte> data) const;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    DriverIdentity driver_;
};

}  // namespace inference::vulkan
