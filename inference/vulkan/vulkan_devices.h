#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "inference/vulkan/device.h"
#include "inference/vulkan/physical_device.h"

namespace inference::vulkan {

/// The Vulkan devices of this machine, in the driver's order: the N-th is "vulkan:N".
class VulkanDevices {
public:
    /// Opens the loader. Fails with NoDevice when there is none, or no driver.
    static Result<VulkanDevices> find(const Instance::Options& options = {});

    const std::vector<PhysicalDevice>& all() const { return devices_; }
    /// What `auto` takes: a discrete GPU, then an integrated one, then a virtual one, then any other, the first of
    /// equals; nullptr where only software devices can be used, or none.
    const PhysicalDevice* best_hardware() const;
    /// The one that "vulkan:N" names. Fails with NoDevice for what is not there or cannot be used, InvalidArgument
    /// for anything else.
    Result<const PhysicalDevice*> choose(std::string_view selector) const;
    /// Opens it for use. Cooperative matrices are compared first and chained dispatches tried, where that was not done
    /// before, and left out where they compute wrongly or take the device with them (cooperative_problem,
    /// chain_problem); what ALTIPLANO_VULKAN_MASK leaves on is used as it is. Fails as Device::open.
    Result<std::shared_ptr<Device>> open(const PhysicalDevice& device) const;

private:
    std::shared_ptr<Instance> instance_;
    std::vector<PhysicalDevice> devices_;
};

}  // namespace inference::vulkan
