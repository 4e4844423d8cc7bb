#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "inference/cpu/work_queue.h"
#include "inference/engine.h"
#include "inference/model/layer_range.h"
#include "inference/stage_loading.h"
#include "inference/vulkan/vulkan_devices.h"

namespace inference {

/// Puts a model's stages on devices, in the layers' order: devices are opened once, and what several stages take of one
/// is added up. Nothing is loaded yet.
class StagePlacing {
public:
    StagePlacing(std::shared_ptr<const ModelFile> file, const LoadOptions& options)
        : file_(std::move(file)), options_(options) {}

    /// Fails with OutOfMemory (what is needed, what is there) and as Device::open.
    Result<void> on_vulkan(const vulkan::VulkanDevices& devices, const vulkan::PhysicalDevice& chosen,
                           LayerRange layers);
    /// Fails with OutOfMemory (what is needed, what is there).
    Result<void> on_processor(LayerRange layers);

    /// What was placed, to be loaded.
    std::unique_ptr<Loading> loading() &&;

private:
    struct OnDevice {
        std::shared_ptr<vulkan::Device> opened;
        std::uint64_t bytes = 0;
    };
    void describe(const DeviceDescription& device);

    std::shared_ptr<const ModelFile> file_;
    LoadOptions options_;
    std::map<std::string, OnDevice> devices_;  // by selector
    std::shared_ptr<cpu::WorkQueue> queue_;
    std::uint64_t processor_bytes_ = 0;
    std::vector<std::unique_ptr<StageLoading>> stages_;
    DeviceDescription description_;
};

}  // namespace inference
