#pragma once
#include <memory>

#include "inference/vulkan/functions.h"
#include "inference/vulkan/pipeline_file.h"

namespace inference::vulkan {

/// What a device's driver compiled, taken up from a file and kept there, so that the next start compiles nothing
/// (Vulkan 1.2, 10.6). Goes before its device does.
class PipelineCache {
public:
    /// Without a sound file it begins empty.
    PipelineCache(const Functions& functions, VkDevice device, PipelineFile file);
    ~PipelineCache();
    PipelineCache(const PipelineCache&) = delete;
    PipelineCache& operator=(const PipelineCache&) = delete;

    VkPipelineCache handle() const { return handle_; }  ///< VK_NULL_HANDLE if the driver gave none: it is done without
    /// Writes the file, if something was compiled since. Fails with Unreadable, or as the driver says.
    Result<void> keep();

private:
    const Functions& functions_;
    VkDevice device_;
    PipelineFile file_;
    VkPipelineCache handle_ = VK_NULL_HANDLE;
    std::size_t kept_bytes_ = 0;
};

}  // namespace inference::vulkan
