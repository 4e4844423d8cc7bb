#include "inference/stage_placing.h"

#include <utility>
#include <vector>

#include "inference/cpu/cpu_stage.h"
#include "inference/cpu/weight_loading.h"
#include "inference/model_loading.h"
#include "inference/vulkan/vulkan_stage.h"
#include "inference/vulkan/weight_upload.h"

namespace inference {

namespace {

class VulkanStageLoading final : public StageLoading {
public:
    VulkanStageLoading(std::shared_ptr<vulkan::Device> device, std::shared_ptr<const ModelFile> file,
                       std::unique_ptr<vulkan::WeightUpload> upload, Precision precision, CacheType cache_type)
        : device_(std::move(device)),
          file_(std::move(file)),
          upload_(std::move(upload)),
          precision_(precision),
          cache_type_(cache_type) {}

    std::uint64_t bytes_total() const override { return upload_->bytes_total(); }
    std::uint64_t bytes_done() const override { return upload_->bytes_done(); }
    Result<bool> advance() override { return upload_->advance(); }
    Result<std::shared_ptr<Stage>> take() override {
        return vulkan::VulkanStage::create(device_, file_->config, upload_->take(), precision_, cache_type_);
    }

private:
    std::shared_ptr<vulkan::Device> device_;
    std::shared_ptr<const ModelFile> file_;
    std::unique_ptr<vulkan::WeightUpload> upload_;
    Precision precision_;
    CacheType cache_type_;
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

Result<std::unique_ptr<StageLoading>> StagePlacing::stage_on(const std::string& selector, LayerRange layers,
                                                             std::uint32_t mapped_layers, CacheType cache_type) {
    if (selector == machine_.processor().selector) {
        if (!queue_) {
            auto queue = cpu::WorkQueue::create(threads_of(options_));
            if (!queue) return std::unexpected(std::move(queue.error()));
            queue_ = std::move(*queue);
        }
        auto loading = cpu::WeightLoading::begin(queue_, file_, options_.precision, layers, mapped_layers);
        if (!loading) return std::unexpected(std::move(loading.error()));
        return std::make_unique<ProcessorStageLoading>(queue_, file_, std::move(*loading));
    }
    auto& device = opened_[selector];
    if (!device) {
        const auto chosen = machine_.vulkan()->choose(selector);
        if (!chosen) return std::unexpected(chosen.error());
        auto opened = machine_.vulkan()->open(**chosen);
        if (!opened) return std::unexpected(opened.error());
        device = std::move(*opened);
    }
    auto upload = vulkan::WeightUpload::begin(device, file_, layers);
    if (!upload) return std::unexpected(upload.error());
    return std::make_unique<VulkanStageLoading>(device, file_, std::move(*upload), options_.precision, cache_type);
}

/// Of the conversations to expect: float32 where all is computed so, unless it is chosen.
CacheType StagePlacing::cache_type() const {
    return options_.precision == Precision::Exact && options_.cache_type == CacheType::F16 ? CacheType::F32
                                                                                           : options_.cache_type;
}

/// As it was found, or opened since.
DeviceDescription StagePlacing::described(const std::string& selector) const {
    DeviceDescription device = machine_.described(selector);
    if (const auto opened = opened_.find(selector); opened != opened_.end()) {
        device.features = opened->second->capabilities().feature_names();
        device.left_out = opened->second->left_out();
    }
    return device;
}

Result<std::unique_ptr<Loading>> StagePlacing::loading(const Plan& plan) {
    std::vector<std::unique_ptr<StageLoading>> stages;
    DeviceDescription description;
    for (const PlannedStage& planned : plan.stages) {
        auto stage = stage_on(planned.selector, planned.layers, planned.mapped_layers, cache_type());
        if (!stage) return std::unexpected(std::move(stage.error()));
        stages.push_back(std::move(*stage));
        const DeviceDescription device = described(planned.selector);
        if (stages.size() == 1) {
            description = device;
            continue;
        }
        description.name += " + " + device.name;
        description.selector += "," + device.selector;
        if (description.left_out.empty()) description.left_out = device.left_out;
    }
    return std::make_unique<ModelLoading>(std::move(description), file_, options_.precision, cache_type(), plan,
                                          std::move(stages));
}

}  // namespace inference
