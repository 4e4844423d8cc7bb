#include "inference/engine.h"

#include <optional>
#include <utility>

#include "inference/vulkan/vulkan_devices.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"
#include "inference/warm_up.h"

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
        if (done_) return Progress{.fraction = 1.0F, .done = true};
        if (!uploaded_) {
            const auto uploaded = upload_->advance();
            if (!uploaded) return std::unexpected(uploaded.error());
            uploaded_ = *uploaded;
            const double share =
                static_cast<double>(upload_->bytes_done()) / static_cast<double>(upload_->bytes_total());
            return Progress{.fraction = static_cast<float>(share) * upload_share};
        }
        if (!warm_up_) {
            if (auto begun = begin_warm_up(); !begun) return std::unexpected(std::move(begun.error()));
            return Progress{.fraction = upload_share};
        }
        const auto warm = warm_up_->advance();
        if (!warm) return std::unexpected(warm.error());
        const float fraction = upload_share + (1.0F - upload_share) * warm_up_->fraction();
        if (*warm) {
            warm_up_.reset();
            done_ = true;
        }
        return Progress{.fraction = fraction, .done = done_};
    }

    Result<std::shared_ptr<const Model>> take() override {
        if (!done_ || model_.stages.empty())
            return fail(ErrorKind::InvalidArgument, "the model is not loaded yet", "Load it to the end first.");
        return std::make_shared<const Model>(std::exchange(model_, Model()));
    }

private:
    static constexpr float upload_share = 0.9F;  // of the progress shown

    Result<void> begin_warm_up() {
        auto stage = vulkan::VulkanStage::create(device_, file_->config, upload_->take(), model_.precision);
        if (!stage) return std::unexpected(stage.error());
        model_.stages.push_back(std::move(*stage));
        auto begun = WarmUp::begin(model_);
        if (!begun) return std::unexpected(begun.error());
        warm_up_ = std::move(*begun);
        return {};
    }

    std::shared_ptr<vulkan::Device> device_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<vulkan::WeightUpload> upload_;
    Model model_;
    std::optional<WarmUp> warm_up_;
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
        auto upload = vulkan::WeightUpload::begin(*device, file, LayerRange::all_of(file->config));
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
