#include "inference/vulkan/vulkan_stage.h"

#include "inference/vulkan/plain_read.h"
#include "inference/vulkan/vulkan_stage_state.h"

namespace inference::vulkan {

Result<std::shared_ptr<VulkanStage>> VulkanStage::create(std::shared_ptr<Device> device, const ModelConfig& config,
                                                         DeviceWeights weights, Precision precision) {
    auto stage =
        std::shared_ptr<VulkanStage>(new VulkanStage(std::move(device), config, std::move(weights), precision));
    const CacheType usual = precision == Precision::Exact ? CacheType::F32 : CacheType::F16;
    if (auto kernels = stage->kernels_for(usual); !kernels) return std::unexpected(kernels.error());
    return stage;
}

Result<std::shared_ptr<const VulkanStage::Kernels>> VulkanStage::kernels_for(CacheType type) {
    auto& kernels = kernels_[static_cast<std::size_t>(type)];
    if (kernels) return kernels;
    auto decode = PassKernels::create(*device_, Pass::Decode, precision_, type, config_, weights_);
    if (!decode) return std::unexpected(decode.error());
    auto prompt = PassKernels::create(*device_, Pass::Prompt, precision_, type, config_, weights_);
    if (!prompt) return std::unexpected(prompt.error());
    kernels = std::make_shared<const Kernels>(Kernels{std::move(*decode), std::move(*prompt)});
    device_->keep_pipelines();
    return kernels;
}

Result<double> VulkanStage::measure_plain_read() { return vulkan::measure_plain_read(*device_, weights_.buffers); }

Result<std::unique_ptr<StageState>> VulkanStage::open(std::uint32_t cache_length, CacheType type) {
    if (auto possible = check_cache_type(type, config_.head_size); !possible)
        return std::unexpected(std::move(possible.error()));
    auto kernels = kernels_for(type);
    if (!kernels) return std::unexpected(kernels.error());
    return VulkanStageState::open(shared_from_this(), std::move(*kernels), cache_length, type);
}

}  // namespace inference::vulkan
