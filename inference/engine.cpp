#include "inference/engine.h"

#include <optional>
#include <utility>

#include "inference/vulkan/vulkan_devices.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"

namespace inference {

namespace {

class VulkanLoading final : public Loading {
public:
    VulkanLoading(std::shared_ptr<vulkan::Device> device, DeviceDescription description,
                  std::shared_ptr<const ModelFile> file, std::unique_ptr<vulkan::WeightUpload> upload,
                  Precision precision)
        : device_(std::move(device)), file_(std::move(file)), upload_(std::move(upload)) {
        model_.source = file_;
        model_.precision = precision;
        model_.device = std::move(description);
    }

    Result<Progress> advance() override {
        Progress progress{.bytes_done = upload_->bytes_done(), .bytes_total = upload_->bytes_total(), .done = done_};
        if (done_) return progress;
        if (!uploaded_) {
            const auto uploaded = upload_->advance();
            if (!uploaded) return std::unexpected(uploaded.error());
            uploaded_ = *uploaded;
            progress.bytes_done = upload_->bytes_done();
            return progress;
        }
        auto stage = vulkan::VulkanStage::create(device_, file_->config, upload_->take(), model_.precision);
        if (!stage) return std::unexpected(stage.error());
        model_.stages.push_back(std::move(*stage));
        progress.done = done_ = true;
        return progress;
    }

    Result<std::shared_ptr<const Model>> take() override {
        if (!done_ || model_.stages.empty())
            return fail(ErrorKind::InvalidArgument, "the model is not loaded yet", "Load it to the end first.");
        return std::make_shared<const Model>(std::exchange(model_, Model()));
    }

private:
    std::shared_ptr<vulkan::Device> device_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<vulkan::WeightUpload> upload_;
    Model model_;
    bool uploaded_ = false;
    bool done_ = false;
};

/// Looks for devices anew at each question: a driver may be installed, a card plugged in, memory freed.
class VulkanEngine final : public Engine {
public:
    Result<std::vector<DeviceDescription>> devices() override {
        const auto found = vulkan::VulkanDevices::find();
        if (!found) {
            if (found.error().kind == ErrorKind::NoDevice) return std::vector<DeviceDescription>();
            return std::unexpected(found.error());
        }
        std::vector<DeviceDescription> descriptions;
        for (const auto& device : found->all()) descriptions.push_back(device.description);
        return descriptions;
    }

    Result<std::unique_ptr<Loading>> load(std::shared_ptr<const ModelFile> file, const LoadOptions& options) override {
        const auto found = vulkan::VulkanDevices::find();
        if (!found) return std::unexpected(found.error());
        const auto chosen = found->choose(options.device);
        if (!chosen) return std::unexpected(chosen.error());
        auto device = found->open(**chosen);
        if (!device) return std::unexpected(device.error());
        auto upload = vulkan::WeightUpload::begin(*device, file);
        if (!upload) return std::unexpected(upload.error());
        return std::make_unique<VulkanLoading>(std::move(*device), (*chosen)->description, std::move(file),
                                               std::move(*upload), options.precision);
    }
};

}  // namespace

std::uint64_t Model::weights_bytes() const {
    std::uint64_t sum = 0;
    for (const auto& stage : stages) sum += stage->weights_bytes();
    return sum;
}

std::unique_ptr<Engine> Engine::create() { return std::make_unique<VulkanEngine>(); }

}  // namespace inference
