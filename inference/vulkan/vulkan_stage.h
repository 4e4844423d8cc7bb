#pragma once
#include <array>
#include <memory>

#include "inference/model/model_config.h"
#include "inference/stage.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/device_weights.h"
#include "inference/vulkan/vulkan_stage_kernels.h"

namespace inference::vulkan {

/// A range of a model's layers on one Vulkan device. The weights are freed with the last state and the last reference.
class VulkanStage final : public Stage, public std::enable_shared_from_this<VulkanStage> {
public:
    /// The kernels of both passes over one type of cache.
    struct Kernels {
        PassKernels decode;
        PassKernels prompt;
        const PassKernels& of(Pass pass) const { return pass == Pass::Decode ? decode : prompt; }
    };

    /// Builds the pipelines for one type of cache; others when one is opened.
    static Result<std::shared_ptr<VulkanStage>> create(std::shared_ptr<Device> device, const ModelConfig& config,
                                                       DeviceWeights weights, Precision precision, CacheType type);

    StageKind kind() const override { return StageKind::Vulkan; }
    std::uint32_t first_layer() const override { return weights_.range.first; }
    std::uint32_t layer_count() const override { return weights_.range.count; }
    bool is_first() const { return weights_.range.has_embedding(); }
    bool is_last() const { return weights_.range.has_head(config_); }
    std::uint64_t weights_bytes() const override { return weights_.bytes; }
    Precision precision() const { return precision_; }
    Result<double> measure_plain_read() override;
    Result<std::unique_ptr<StageState>> open(std::uint32_t cache_length, CacheType type) override;
    bool is_compiled_for(CacheType type) const override { return kernels_[static_cast<std::size_t>(type)] != nullptr; }
    Result<std::unique_ptr<StageTuning>> begin_tuning() override;

    /// Kernels of any tuning, made anew.
    Result<PassKernels> pass_kernels(Pass pass, const KernelTuning& tuning, CacheType type) const {
        return PassKernels::create(*device_, {.pass = pass, .precision = precision_, .formats = {}, .tuning = tuning},
                                   type, config_, weights_);
    }
    Result<std::shared_ptr<const Kernels>> kernels(const KernelTuning& tuning, CacheType type) const;

    Device& device() const { return *device_; }
    const ModelConfig& config() const { return config_; }
    const DeviceWeights& weights() const { return weights_; }

private:
    VulkanStage(std::shared_ptr<Device> device, const ModelConfig& config, DeviceWeights weights, Precision precision)
        : device_(std::move(device)), config_(config), precision_(precision), weights_(std::move(weights)) {}
    Result<std::shared_ptr<const Kernels>> kernels_for(CacheType type);

    std::shared_ptr<Device> device_;  // before the weights: goes after them
    ModelConfig config_;
    Precision precision_;
    DeviceWeights weights_;
    std::array<std::shared_ptr<const Kernels>, 3> kernels_;  // by CacheType
};

}  // namespace inference::vulkan
