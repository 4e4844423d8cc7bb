#include "inference/stage_placing.h"

#include <fmt/format.h>

#include <utility>

#include "inference/cpu/cpu_stage.h"
#include "inference/cpu/processor.h"
#include "inference/cpu/system_memory.h"
#include "inference/cpu/weight_loading.h"
#include "inference/model_loading.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"

namespace inference {

namespace {

class VulkanStageLoading final : public StageLoading {
public:
    VulkanStageLoading(std::shared_ptr<vulkan::Device> device, std::shared_ptr<const ModelFile> file,
                       std::unique_ptr<vulkan::WeightUpload> upload, Precision precision)
        : device_(std::move(device)), file_(std::move(file)), upload_(std::move(upload)), precision_(precision) {}

    std::uint64_t bytes_total() const override { return upload_->bytes_total(); }
    std::uint64_t bytes_done() const override { return upload_->bytes_done(); }
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

    std::uint64_t bytes_total() const override { return loading_->bytes_total(); }
    std::uint64_t bytes_done() const override { return loading_->bytes_done(); }
    Result<bool> advance() override { return loading_->advance(); }
    Result<std::shared_ptr<Stage>> take() override { return cpu::CpuStage::create(queue_, file_, loading_->take()); }

private:
    std::shared_ptr<cpu::WorkQueue> queue_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<cpu::WeightLoading> loading_;
};

}  // namespace

Result<void> StagePlacing::on_vulkan(const vulkan::VulkanDevices& devices, const vulkan::PhysicalDevice& chosen,
                                     LayerRange layers) {
    OnDevice& device = devices_[chosen.description.selector];
    if (!device.opened) {
        auto opened = devices.open(chosen);
        if (!opened) return std::unexpected(opened.error());
        device.opened = std::move(*opened);
    }
    auto upload = vulkan::WeightUpload::begin(device.opened, file_, layers);
    if (!upload) return std::unexpected(upload.error());
    device.bytes += (*upload)->bytes_total();
    if (const std::uint64_t there = device.opened->free_memory_bytes(); device.bytes > there)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("the layers of {} on {} need {:.1f} MB of device memory, {:.1f} MB are free",
                                file_->config.name, chosen.description.selector,
                                static_cast<double>(device.bytes) / 1e6, static_cast<double>(there) / 1e6),
                    "Give this device fewer layers, or choose a smaller model.");
    stages_.push_back(
        std::make_unique<VulkanStageLoading>(device.opened, file_, std::move(*upload), options_.precision));
    describe(chosen.description);
    return {};
}

Result<void> StagePlacing::on_processor(LayerRange layers) {
    auto processor = cpu::describe_processor();
    if (!processor) return std::unexpected(std::move(processor.error()));
    if (!queue_) {
        auto queue = cpu::WorkQueue::create(options_.threads == 0 ? cpu::physical_cores() : options_.threads);
        if (!queue) return std::unexpected(std::move(queue.error()));
        queue_ = std::move(*queue);
    }
    auto loading = cpu::WeightLoading::begin(queue_, file_, options_.precision, layers);
    if (!loading) return std::unexpected(std::move(loading.error()));
    processor_bytes_ += (*loading)->bytes_total();
    auto enough = cpu::check_memory(processor_bytes_, fmt::format("all layers of {} on cpu", file_->config.name),
                                    "Give the processor fewer layers, or choose a smaller model.");
    if (!enough) return enough;
    stages_.push_back(std::make_unique<ProcessorStageLoading>(queue_, file_, std::move(*loading)));
    describe(*processor);
    return {};
}

std::unique_ptr<Loading> StagePlacing::loading() && {
    return std::make_unique<ModelLoading>(std::move(description_), std::move(file_), options_.precision,
                                          std::move(stages_));
}

void StagePlacing::describe(const DeviceDescription& device) {
    if (stages_.size() == 1) {
        description_ = device;
        return;
    }
    description_.name += " + " + device.name;
    description_.selector += "," + device.selector;
}

}  // namespace inference
