#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "inference/error.h"
#include "inference/plan/device_speed.h"

namespace inference {

/// The speeds that were measured on this machine, kept in a file between starts: a line that says with which kernels,
/// then one for each, of five fields with a tab between: what was measured, bytes read, multiply-adds and bytes loaded
/// a second, and the seconds of a start. Used by one thread; programs that run side by side keep what the last one
/// wrote.
class SpeedRecord {
public:
    /// What the file holds; a file that is missing, damaged or of other kernels holds nothing, and is measured anew. An
    /// empty path: kept in memory alone.
    static SpeedRecord open(std::filesystem::path path, std::string_view kernels);

    std::optional<DeviceSpeed> find(std::string_view what) const;
    /// Kept for this run even where it cannot be written, which fails with Unreadable. Makes no folder.
    Result<void> keep(const std::string& what, const DeviceSpeed& speed);

private:
    SpeedRecord(std::filesystem::path path, std::string first_line)
        : path_(std::move(path)), first_line_(std::move(first_line)) {}
    std::filesystem::path path_;
    std::string first_line_;
    std::map<std::string, DeviceSpeed, std::less<>> speeds_;
};

}  // namespace inference
