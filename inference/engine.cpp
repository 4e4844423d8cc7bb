#include "inference/engine.h"

#include <optional>
#include <utility>

#include "inference/cpu/processor.h"
#include "inference/plan/device_choice.h"
#include "inference/stage_placing.h"
#include "inference/vulkan/vulkan_devices.h"

namespace inference {

namespace {

/// Looks for devices anew at each question: a driver may be installed, a card plugged in, memory freed.
class DeviceEngine final : public Engine {
public:
    Result<std::vector<DeviceDescription>> devices() override {
        std::vector<DeviceDescription> descriptions;
        const auto found = vulkan::VulkanDevices::find();
        if (!found && found.error().kind != ErrorKind::NoDevice) return std::unexpected(found.error());
        if (found)
            for (const auto& device : found->all()) descriptions.push_back(device.description);
        auto processor = cpu::describe_processor();
        if (!processor) return std::unexpected(std::move(processor.error()));
        descriptions.push_back(std::move(*processor));
        return descriptions;
    }

    Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override {
        const auto choice = DeviceChoice::parse(options.device);
        if (!choice) return std::unexpected(choice.error());
        StagePlacing placing(file, options);
        if (choice->automatic()) {
            if (auto placed = place_all(placing, LayerRange::all_of(file->config)); !placed)
                return std::unexpected(std::move(placed.error()));
            return std::move(placing).loading();
        }
        const auto ranges = choice->layers_of(file->config);
        if (!ranges) return std::unexpected(ranges.error());
        std::optional<vulkan::VulkanDevices> devices;  // looked for where one is named
        for (std::size_t i = 0; i < ranges->size(); ++i) {
            const std::string& selector = choice->stages[i].selector;
            auto placed = selector == "cpu" ? placing.on_processor((*ranges)[i])
                                            : place_on_vulkan(placing, devices, selector, (*ranges)[i]);
            if (!placed) return std::unexpected(std::move(placed.error()));
        }
        return std::move(placing).loading();
    }

private:
    /// On the best device there is.
    static Result<void> place_all(StagePlacing& placing, LayerRange layers) {
        const auto found = vulkan::VulkanDevices::find();
        if (!found && found.error().kind != ErrorKind::NoDevice) return std::unexpected(found.error());
        if (!found || found->best_hardware() == nullptr) return placing.on_processor(layers);
        return placing.on_vulkan(*found, *found->best_hardware(), layers);
    }

    static Result<void> place_on_vulkan(StagePlacing& placing, std::optional<vulkan::VulkanDevices>& devices,
                                        const std::string& selector, LayerRange layers) {
        if (!devices) {
            auto found = vulkan::VulkanDevices::find();
            if (!found) return std::unexpected(found.error());
            devices = std::move(*found);
        }
        const auto chosen = devices->choose(selector);
        if (!chosen) return std::unexpected(chosen.error());
        return placing.on_vulkan(*devices, **chosen, layers);
    }
};

}  // namespace

std::uint64_t Model::weights_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& stage : stages) sum += stage->weights_bytes();
    return sum;
}

std::unique_ptr<Engine> Engine::create() { return std::make_unique<DeviceEngine>(); }

}  // namespace inference
