#include "inference/engine.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "inference/cpu/cpu_stage.h"
#include "inference/cpu/processor.h"
#include "inference/cpu/weight_loading.h"
#include "inference/vulkan/vulkan_devices.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"
#include "inference/warm_up.h"

namespace inference {

namespace {

/// The weights of a model's stage on their way, and the stage that comes of them.
class StageLoading {
public:
    virtual ~StageLoading() = default;
    virtual double share_done() const = 0;
    virtual Result<bool> advance() = 0;
    virtual Result<std::shared_ptr<Stage>> take() = 0;
};

class VulkanStageLoading final : public StageLoading {
public:
    VulkanStageLoading(std::shared_ptr<vulkan::Device> device, std::shared_ptr<const ModelFile> file,
                       std::unique_ptr<vulkan::WeightUpload> upload, Precision precision)
        : device_(std::move(device)), file_(std::move(file)), upload_(std::move(upload)), precision_(precision) {}

    double share_done() const override {
        return static_cast<double>(upload_->bytes_done()) / static_cast<double>(upload_->bytes_total());
    }
    Result<bool> advance() override { return upload_->advance(); }
    Result<std::shared_ptr<Stage>> take() override {
        return vulkan::VulkanStage::create(device_, file_->config, upload_->take(), precision_);
    }

private:
    std::shared_ptr<vulkan::Device> device_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<vulkan::WeightUpload> upload_;
    Precision precision_;
};

class ProcessorStageLoading final : public StageLoading {
public:
    ProcessorStageLoading(std::shared_ptr<cpu::WorkQueue> queue, std::shared_ptr<const ModelFile> file,
                          std::unique_ptr<cpu::WeightLoading> loading)
        : queue_(std::move(queue)), file_(std::move(file)), loading_(std::move(loading)) {}

    double share_done() const override {
        return static_cast<double>(loading_->bytes_done()) / static_cast<double>(loading_->bytes_total());
    }
    Result<bool> advance() override { return loading_->advance(); }
    Result<std::shared_ptr<Stage>> take() override { return cpu::CpuStage::create(queue_, file_, loading_->take()); }

private:
    std::shared_ptr<cpu::WorkQueue> queue_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<cpu::WeightLoading> loading_;
};

class ModelLoading final : public Loading {
public:
    ModelLoading(DeviceDescription device, std::shared_ptr<const ModelFile> file, Precision precision,
                 std::unique_ptr<StageLoading> stage)
        : stage_(std::move(stage)) {
        model_.source = std::move(file);
        model_.precision = precision;
        model_.device = std::move(device);
    }

    Result<Progress> advance() override {
        if (done_) return Progress{.fraction = 1.0F, .done = true};
        if (!weights_there_) {
            const auto there = stage_->advance();
            if (!there) return std::unexpected(there.error());
            weights_there_ = *there;
            return Progress{.fraction = static_cast<float>(stage_->share_done()) * weights_share};
        }
        if (!warm_up_) {
            if (auto begun = begin_warm_up(); !begun) return std::unexpected(std::move(begun.error()));
            return Progress{.fraction = weights_share};
        }
        const auto warm = warm_up_->advance();
        if (!warm) return std::unexpected(warm.error());
        const float fraction = weights_share + (1.0F - weights_share) * warm_up_->fraction();
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
    static constexpr float weights_share = 0.9F;  // of the progress shown

    Result<void> begin_warm_up() {
        auto stage = stage_->take();
        if (!stage) return std::unexpected(stage.error());
        model_.stages.push_back(std::move(*stage));
        auto begun = WarmUp::begin(model_);
        if (!begun) return std::unexpected(begun.error());
        warm_up_ = std::move(*begun);
        return {};
    }

    std::unique_ptr<StageLoading> stage_;
    Model model_;
    std::optional<WarmUp> warm_up_;
    bool weights_there_ = false;
    bool done_ = false;
};

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
        if (options.device == "cpu") return load_on_processor(std::move(file), options);
        const bool automatic = options.device == "auto";
        const auto found = vulkan::VulkanDevices::find();
        if (!found && automatic && found.error().kind == ErrorKind::NoDevice)
            return load_on_processor(std::move(file), options);
        if (!found) return std::unexpected(found.error());
        if (automatic && found->best_hardware() == nullptr) return load_on_processor(std::move(file), options);
        const auto chosen =
            automatic ? Result<const vulkan::PhysicalDevice*>(found->best_hardware()) : found->choose(options.device);
        if (!chosen) return std::unexpected(chosen.error());
        return load_on_vulkan(*found, **chosen, std::move(file), options);
    }

private:
    static Result<std::unique_ptr<Loading>> load_on_vulkan(const vulkan::VulkanDevices& devices,
                                                           const vulkan::PhysicalDevice& chosen,
                                                           std::shared_ptr<const ModelFile> file,
                                                           const LoadOptions& options) {
        auto device = devices.open(chosen);
        if (!device) return std::unexpected(device.error());
        auto upload = vulkan::WeightUpload::begin(*device, file, LayerRange::all_of(file->config));
        if (!upload) return std::unexpected(upload.error());
        auto stage =
            std::make_unique<VulkanStageLoading>(std::move(*device), file, std::move(*upload), options.precision);
        return std::make_unique<ModelLoading>(chosen.description, std::move(file), options.precision, std::move(stage));
    }

    static Result<std::unique_ptr<Loading>> load_on_processor(std::shared_ptr<const ModelFile> file,
                                                              const LoadOptions& options) {
        auto processor = cpu::describe_processor();
        if (!processor) return std::unexpected(std::move(processor.error()));
        auto queue = cpu::WorkQueue::create(options.threads == 0 ? cpu::physical_cores() : options.threads);
        if (!queue) return std::unexpected(std::move(queue.error()));
        auto loading =
            cpu::WeightLoading::begin(*queue, file, options.precision, {.first = 0, .count = file->config.layer_count});
        if (!loading) return std::unexpected(std::move(loading.error()));
        auto stage = std::make_unique<ProcessorStageLoading>(std::move(*queue), file, std::move(*loading));
        return std::make_unique<ModelLoading>(std::move(*processor), std::move(file), options.precision,
                                              std::move(stage));
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
