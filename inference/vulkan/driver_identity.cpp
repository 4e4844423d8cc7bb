#include "inference/vulkan/driver_identity.h"

#include <fmt/format.h>

namespace inference::vulkan {

std::string DriverIdentity::file_name(std::string_view ending) const {
    return fmt::format("{:04x}-{:04x}.{}", vendor, device, ending);
}

std::string DriverIdentity::text() const {
    std::string text = fmt::format("{:08x} {:08x} {:08x} ", vendor, device, driver_version);
    for (const std::uint8_t byte : uuid) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace inference::vulkan
