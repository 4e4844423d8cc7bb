#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "inference/error.h"
#include "inference/vulkan/driver_identity.h"
#include "inference/vulkan/kept_lines.h"

namespace inference::vulkan {

/// The file in which it is kept between starts what came of comparing a device's products on cooperative matrices
/// (cooperative_problem): a line that names the driver and this program's kernels, then a line of what was found. One
/// file a device; what a new driver or other kernels give writes over the old.
class CooperativeFile {
public:
    /// `folder`: made when something is written, in one that is there; an empty one keeps nothing.
    CooperativeFile(const std::filesystem::path& folder, const DriverIdentity& driver);

    /// Why such products are not used, in a line; empty where they came out right. Nothing if the file is missing, of
    /// another driver or other kernels, or damaged.
    std::optional<std::string> read() const;
    /// Beside the file, then in its place. Fails with Unreadable.
    Result<void> write(std::string_view problem) const;
    /// So that the next start compares again.
    void remove() const { lines_.remove(); }

    const std::filesystem::path& path() const { return lines_.path(); }

private:
    KeptLines lines_;
};

}  // namespace inference::vulkan
