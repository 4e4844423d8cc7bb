#pragma once
#include <cstdint>

#include "inference/vulkan/functions.h"

namespace inference::test {

/// A real driver whose devices say that they are others, such as a graphics card of so many bytes, so that a machine
/// with one can be planned for. Put in by Instance::Options::replace. One at a time, as Vulkan's functions carry no
/// context of ours.
class PretendedCard {
public:
    static inline VkPhysicalDeviceType kind = VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    static inline std::uint64_t memory_bytes = 0;  ///< of its heap, all of it free; 0: as it is
    static inline bool full = false;               ///< it has no memory to give

    static void install(vulkan::Functions& functions) {
        put(functions.GetPhysicalDeviceProperties2, properties_, tell_properties);
        put(functions.GetPhysicalDeviceMemoryProperties2, memory_, tell_memory);
        put(functions.AllocateMemory, allocate_, allocate);
    }

private:
    template <typename Entry>
    static void put(Entry& entry, Entry& original, Entry ours) {
        if (entry == nullptr || entry == ours) return;
        original = entry;
        entry = ours;
    }
    static VKAPI_ATTR void VKAPI_CALL tell_properties(VkPhysicalDevice device,
                                                      VkPhysicalDeviceProperties2* properties) {
        properties_(device, properties);
        properties->properties.deviceType = kind;
    }
    static VKAPI_ATTR void VKAPI_CALL tell_memory(VkPhysicalDevice device, VkPhysicalDeviceMemoryProperties2* memory) {
        memory_(device, memory);
        if (memory_bytes == 0) return;
        for (std::uint32_t i = 0; i < memory->memoryProperties.memoryHeapCount; ++i)
            memory->memoryProperties.memoryHeaps[i].size = memory_bytes;
        auto* next = static_cast<VkBaseOutStructure*>(memory->pNext);
        for (; next != nullptr; next = next->pNext) {
            if (next->sType != VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT) continue;
            auto* budget = reinterpret_cast<VkPhysicalDeviceMemoryBudgetPropertiesEXT*>(next);
            for (std::uint32_t i = 0; i < VK_MAX_MEMORY_HEAPS; ++i) {
                budget->heapBudget[i] = memory_bytes;
                budget->heapUsage[i] = 0;
            }
        }
    }
    static VKAPI_ATTR VkResult VKAPI_CALL allocate(VkDevice device, const VkMemoryAllocateInfo* info,
                                                   const VkAllocationCallbacks* callbacks, VkDeviceMemory* memory) {
        return full ? VK_ERROR_OUT_OF_DEVICE_MEMORY : allocate_(device, info, callbacks, memory);
    }

    static inline PFN_vkGetPhysicalDeviceProperties2 properties_ = nullptr;
    static inline PFN_vkGetPhysicalDeviceMemoryProperties2 memory_ = nullptr;
    static inline PFN_vkAllocateMemory allocate_ = nullptr;
};

}  // namespace inference::test
