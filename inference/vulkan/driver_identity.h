#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace inference::vulkan {

/// Names a device and its driver's version: what was compiled, tuned or compared for one is of no use to another.
struct DriverIdentity {
    std::uint32_t vendor = 0;
    std::uint32_t device = 0;
    std::uint32_t driver_version = 0;
    std::array<std::uint8_t, 16> uuid{};  ///< pipelineCacheUUID
    bool operator==(const DriverIdentity&) const = default;

    /// Of the file that something of the device is kept in, one whatever the driver: "10de-2684.tuning".
    std::string file_name(std::string_view ending) const;
    /// Everything, in hexadecimal digits.
    std::string text() const;
};

}  // namespace inference::vulkan
