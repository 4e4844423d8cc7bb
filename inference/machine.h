#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "inference/plan/device_choice.h"
#include "inference/plan/planner.h"
#include "inference/plan/speed_record.h"
#include "inference/vulkan/vulkan_devices.h"

namespace inference {

/// The devices of this moment: a driver may be installed, a card plugged in, memory freed between two looks.
class Machine {
public:
    /// `options` are of every Vulkan instance that is made.
    static Result<Machine> look(const vulkan::Instance::Options& options = {});

    /// The Vulkan devices, if there are any, then the processor. Where Vulkan itself fails, it stands for its devices,
    /// as one that cannot be used.
    std::vector<DeviceDescription> devices() const;
    const DeviceDescription& processor() const { return processor_; }
    /// Of a selector that selectors_of gave.
    const DeviceDescription& described(const std::string& selector) const;
    const std::optional<vulkan::VulkanDevices>& vulkan() const { return vulkan_; }

    /// The devices that a choice means, in order: where it is automatic, those that a plan may use, none of them in
    /// software or in `without`. Fails with NoDevice or InvalidArgument for what is not there or cannot be used.
    Result<std::vector<std::string>> selectors_of(const DeviceChoice& choice,
                                                  const std::set<std::string>& without = {}) const;

    /// A device as a plan sees it. `reserve`: whether some of its memory stays for others. Its speed is that of the
    /// record, else a guess.
    Result<PlanDevice> plan_device(const std::string& selector, const std::shared_ptr<const ModelFile>& model,
                                   const LoadOptions& options, bool reserve, const SpeedRecord& record) const;

    /// What a speed is kept under: the device, its driver, and what of the model and the options it depends on.
    std::string speed_name(const std::string& selector, const ModelFile& model, const LoadOptions& options) const;

private:
    const vulkan::PhysicalDevice& physical(const std::string& selector) const;

    std::optional<vulkan::VulkanDevices> vulkan_;
    Error no_vulkan_{};  // why there is none
    DeviceDescription processor_;
};

/// Of the processor as a device: as many as asked for, else one for each physical core.
unsigned threads_of(const LoadOptions& options);

/// Of this machine, or of one that a test thinks up.
using MachineLook = std::function<Result<Machine>()>;

}  // namespace inference
