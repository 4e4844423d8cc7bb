#include "inference/vulkan/vulkan_devices.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "inference/vulkan/chain_check.h"
#include "inference/vulkan/check_file.h"
#include "inference/vulkan/cooperative_check.h"

namespace inference::vulkan {

Result<VulkanDevices> VulkanDevices::find(const Instance::Options& options) {
    VulkanDevices result;
    auto instance = Instance::create(options);
    if (!instance) return std::unexpected(instance.error());
    result.instance_ = std::move(*instance);
    const auto handles = result.instance_->physical_devices();
    if (!handles) return std::unexpected(handles.error());
    for (std::size_t i = 0; i < handles->size(); ++i) {
        PhysicalDevice device = PhysicalDevice::query(*result.instance_, (*handles)[i]);
        device.description.selector = fmt::format("vulkan:{}", i);
        result.devices_.push_back(std::move(device));
    }
    return result;
}

const PhysicalDevice* VulkanDevices::best_hardware() const {
    for (const std::string_view kind : {"discrete GPU", "integrated GPU", "virtual GPU", "other"})
        for (const PhysicalDevice& device : devices_)
            if (device.description.usable && device.description.kind == kind) return &device;
    return nullptr;
}

Result<const PhysicalDevice*> VulkanDevices::choose(std::string_view selector) const {
    if (devices_.empty())
        return fail(ErrorKind::NoDevice, "no Vulkan device was found (0 devices)",
                    "Leave the device on auto, or install a driver: that of the graphics card's maker, or "
                    "mesa-vulkan-drivers.");
    constexpr std::string_view prefix = "vulkan:";
    std::uint32_t number = 0;
    const char* end = selector.data() + selector.size();
    if (!selector.starts_with(prefix) || selector.size() == prefix.size() ||
        std::from_chars(selector.data() + prefix.size(), end, number).ptr != end)
        return fail(ErrorKind::InvalidArgument, fmt::format("'{}' names no device", selector),
                    "Give auto, cpu or vulkan:N; altiplano devices lists them.");
    if (number >= devices_.size())
        return fail(ErrorKind::NoDevice,
                    devices_.size() == 1
                        ? fmt::format("there is no device vulkan:{}, 1 was found", number)
                        : fmt::format("there is no device vulkan:{}, {} were found", number, devices_.size()),
                    "altiplano devices lists them.");
    const PhysicalDevice& device = devices_[number];
    if (!device.description.usable)
        return fail(ErrorKind::NoDevice,
                    fmt::format("{} cannot be used: {}", device.description.name, device.description.unusable_reason),
                    "Update its driver or choose another device.");
    return &device;
}

Result<std::shared_ptr<Device>> VulkanDevices::open(const PhysicalDevice& device) const {
    auto opened = Device::open(instance_, device.handle);
    if (chosen_mask()) return opened;
    std::string mask;
    std::string why;
    const auto check = [&](bool wanted, const CheckedFeature& feature, std::string (*problem_on)(Device&)) {
        if (!wanted) return;
        const std::string problem = problem_on(**opened);
        if (problem.empty()) return;
        if (!mask.empty()) mask += ',';
        mask += feature.name;
        add_to_left_out(why, problem);
        opened->reset();  // it may be lost
        opened = Device::open(instance_, device.handle, {.mask = mask, .why = why});
    };
    check(opened && (*opened)->capabilities().multiplies_cooperatively(), cooperative_matrices, cooperative_problem);
    // Where nothing is to be chained, a device is not asked for what Vulkan does not promise.
    check(opened && chains((*opened)->capabilities(), (*opened)->tuning()), chained_dispatches, chain_problem);
    return opened;
}

}  // namespace inference::vulkan
