#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/driver_identity.h"
#include "inference/vulkan/instance.h"
#include "inference/vulkan/kernel_tuning.h"

namespace inference::vulkan {

/// What a physical device says of itself, before it is opened.
struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    DeviceDescription description;  ///< selector left empty
    Capabilities capabilities;
    DriverIdentity driver;
    std::optional<KernelTuning> tuning;  ///< as it was kept, if it was
    std::uint32_t compute_family = 0;    ///< meaningful when description.usable
    VkPhysicalDeviceMemoryProperties memory{};

    /// Never fails: a device that cannot be asked is one that cannot be used, and says why.
    static PhysicalDevice query(const Instance& instance, VkPhysicalDevice device);
};

/// What can still be had of the heap that weights lie in, with VK_EXT_memory_budget where `budget`; else its size.
std::uint64_t free_device_memory(const Functions& functions, VkPhysicalDevice device, bool budget);

}  // namespace inference::vulkan
