#pragma once
#ifndef VK_NO_PROTOTYPES
#define VK_NO_PROTOTYPES
#endif
#include <vulkan/vulkan_core.h>

#include <memory>

#include "inference/error.h"
#include "inference/vulkan/newer_declarations.h"

// Every entry point the engine calls, once. Global ones need no instance; instance and device ones are fetched from
// theirs.
#define ALTIPLANO_VULKAN_GLOBAL(X) \
    X(EnumerateInstanceVersion)    \
    X(EnumerateInstanceExtensionProperties) X(EnumerateInstanceLayerProperties) X(CreateInstance)
#define ALTIPLANO_VULKAN_INSTANCE(X)                                                                    \
    X(DestroyInstance)                                                                                  \
    X(EnumeratePhysicalDevices)                                                                         \
    X(GetPhysicalDeviceProperties2) X(GetPhysicalDeviceFeatures2) X(GetPhysicalDeviceMemoryProperties2) \
        X(GetPhysicalDeviceQueueFamilyProperties) X(EnumerateDeviceExtensionProperties) X(CreateDevice) \
            X(GetDeviceProcAddr)
#define ALTIPLANO_VULKAN_OPTIONAL(X)                                       \
    X(CreateDebugUtilsMessengerEXT) X(DestroyDebugUtilsMessengerEXT)       \
    X(GetPhysicalDeviceCooperativeMatrixPropertiesKHR)
#define ALTIPLANO_VULKAN_DEVICE(X)                                                                                    \
    X(DestroyDevice)                                                                                                  \
    X(GetDeviceQueue)                                                                                                 \
    X(DeviceWaitIdle) X(CreateBuffer) X(DestroyBuffer) X(GetBufferMemoryRequirements) X(AllocateMemory) X(FreeMemory) \
        X(BindBufferMemory) X(MapMemory) X(GetBufferDeviceAddress) X(CreateShaderModule) X(DestroyShaderModule)       \
            X(CreateDescriptorSetLayout) X(DestroyDescriptorSetLayout) X(CreatePipelineLayout)                        \
                X(DestroyPipelineLayout) X(CreateComputePipelines) X(DestroyPipeline) X(CreateDescriptorPool)         \
                    X(DestroyDescriptorPool) X(AllocateDescriptorSets) X(UpdateDescriptorSets) X(ResetDescriptorPool) \
                        X(CreateCommandPool) X(DestroyCommandPool) X(AllocateCommandBuffers) X(ResetCommandPool)      \
                            X(BeginCommandBuffer) X(EndCommandBuffer) X(CmdBindPipeline) X(CmdBindDescriptorSets)     \
                                X(CmdPushConstants) X(CmdDispatch) X(CmdDispatchIndirect) X(CmdPipelineBarrier)       \
                                    X(CmdCopyBuffer) X(CmdFillBuffer) X(CmdResetQueryPool) X(CmdWriteTimestamp)       \
                                        X(CreateQueryPool) X(DestroyQueryPool) X(GetQueryPoolResults)                 \
                                            X(CreateSemaphore) X(DestroySemaphore) X(WaitSemaphores)                  \
                                                X(GetSemaphoreCounterValue) X(QueueSubmit) X(CreatePipelineCache) \
                                                    X(DestroyPipelineCache) X(GetPipelineCacheData)

namespace inference::vulkan {

/// Every Vulkan entry point, in one table of function pointers, so that no loader is an error in words and a test can
/// put its own function in the place of any entry. A plain value; entries that a level has not fetched yet are null.
struct Functions {
#define ALTIPLANO_VULKAN_MEMBER(name) PFN_vk##name name = nullptr;
    PFN_vkGetInstanceProcAddr GetInstanceProcAddr = nullptr;
    ALTIPLANO_VULKAN_GLOBAL(ALTIPLANO_VULKAN_MEMBER)
    ALTIPLANO_VULKAN_INSTANCE(ALTIPLANO_VULKAN_MEMBER)
    ALTIPLANO_VULKAN_OPTIONAL(ALTIPLANO_VULKAN_MEMBER)
    ALTIPLANO_VULKAN_DEVICE(ALTIPLANO_VULKAN_MEMBER)
#undef ALTIPLANO_VULKAN_MEMBER

    /// Opens the loader and fetches the global entries. `library`: by default libvulkan.so.1, or what
    /// ALTIPLANO_VULKAN_LIBRARY names. Fails with NoDevice. The loader stays open as long as the process lives: drivers
    /// do not survive being unloaded.
    static Result<Functions> open(const char* library = nullptr);
    Result<void> fetch_instance(VkInstance instance);  ///< fails naming the entry that the loader lacks
    Result<void> fetch_device(VkDevice device);
};

/// "VK_ERROR_DEVICE_LOST".
const char* name_of(VkResult result);

/// The error for a call that did not succeed: DeviceLost, OutOfMemory or DeviceFailure, naming call and VkResult.
Error vulkan_error(const char* call, VkResult result);

}  // namespace inference::vulkan
