#include "inference/vulkan/vulkan_stage.h"

#include "inference/vulkan/plain_read.h"
#include "inference/vulkan/vulkan_stage_state.h"
#include "inference/vulkan/vulkan_tuning.h"

namespace inference::vulkan {

Result<std::shared_ptr<VulkanStage>> VulkanStage::create(std::shared_ptr<Device> device, const ModelConfig& config,
                                                         DeviceWeights weights, Precision precision, CacheType type) {
    auto stage =
        std::shared_ptr<VulkanStage>(new VulkanStage(std::move(device), config, std::move(weights), precision));
    if (auto kernels = stage->kernels_for(type); !kernels) return std::unexpected(kernels.error());
    return stage;
}

Result<std::shared_ptr<const VulkanStage::Kernels>> VulkanStage::kernels_for(CacheType type) {
    auto& kept = kernels_[static_cast<std::size_t>(type)];
    if (kept) return kept;
    auto made = kernels(device_->tuning(), type);
    if (!made) return made;
    kept = std::move(*made);
    device_->keep_pipelines();
    return kept;
}

Result<std::shared_ptr<const VulkanStage::Kernels>> VulkanStage::kernels(const KernelTuning& tuning,
                                                                         CacheType type) const {
    auto decode = pass_kernels(Pass::Decode, tuning, type);
    if (!decode) return std::unexpected(decode.error());
    auto prompt = pass_kernels(Pass::Prompt, tuning, type);
    if (!prompt) return std::unexpected(prompt.error());
    return std::make_shared<const Kernels>(Kernels{std::move(*decode), std::move(*prompt)});
}

Result<std::unique_ptr<StageTuning>> VulkanStage::begin_tuning() { return VulkanTuning::begin(shared_from_this()); }

Result<double> VulkanStage::measure_plain_read() { return vulkan::measure_plain_read(*device_, weights_.buffers); }

Result<std::unique_ptr<StageState>> VulkanStage::open(std::uint32_t cache_length, CacheType type) {
    if (auto possible = check_cache_type(type, config_.head_size); !possible)
        return std::unexpected(std::move(possible.error()));
    auto kernels = kernels_for(type);
    if (!kernels) return std::unexpected(kernels.error());
    return VulkanStageState::open(shared_from_this(), std::move(*kernels), cache_length, type);
}

}  // namespace inference::vulkan
