#pragma once
#include <filesystem>
#include <optional>

#include "inference/error.h"
#include "inference/vulkan/driver_identity.h"
#include "inference/vulkan/kept_lines.h"
#include "inference/vulkan/kernel_tuning.h"

namespace inference::vulkan {

/// The file that a device's tuning is kept in between starts: text, a line that names the driver, then a line for each
/// of tuning_fields(), its name and its number. One file a device; a new driver's tuning writes over the old one's.
class TuningFile {
public:
    /// `folder`: made when something is written, in one that is there.
    TuningFile(const std::filesystem::path& folder, const DriverIdentity& driver);

    /// What the file holds; nothing if it is missing, another driver's, or not sound in every line.
    std::optional<KernelTuning> read() const;
    /// Beside the file, then in its place. Fails with Unreadable.
    Result<void> write(const KernelTuning& tuning) const;

    const std::filesystem::path& path() const { return lines_.path(); }

private:
    KeptLines lines_;
};

}  // namespace inference::vulkan
