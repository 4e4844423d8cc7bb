#include "inference/vulkan/pipeline_cache.h"

#include <utility>

namespace inference::vulkan {

PipelineCache::PipelineCache(const Functions& functions, VkDevice device, PipelineFile file)
    : functions_(functions), device_(device), file_(std::move(file)) {
    const std::vector<std::byte> data = file_.read();
    VkPipelineCacheCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO;
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    if (functions_.CreatePipelineCache(device_, &info, nullptr, &handle_) != VK_SUCCESS) handle_ = VK_NULL_HANDLE;
    kept_bytes_ = data.size();
}

PipelineCache::~PipelineCache() {
    if (handle_ != VK_NULL_HANDLE) functions_.DestroyPipelineCache(device_, handle_, nullptr);
}

Result<void> PipelineCache::keep() {
    if (handle_ == VK_NULL_HANDLE) return {};
    std::size_t bytes = 0;
    VkResult result = functions_.GetPipelineCacheData(device_, handle_, &bytes, nullptr);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkGetPipelineCacheData", result));
    if (bytes == kept_bytes_) return {};
    std::vector<std::byte> data(bytes);
    result = functions_.GetPipelineCacheData(device_, handle_, &bytes, data.data());
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkGetPipelineCacheData", result));
    data.resize(bytes);
    if (auto written = file_.write(data); !written) return written;
    kept_bytes_ = bytes;
    return {};
}

}  // namespace inference::vulkan
