// A Vulkan layer under which a device is lost: the next submission after the file $ALTIPLANO_LOSE appeared fails, and
// the file is removed; after $ALTIPLANO_FILL, the next allocation of memory. So the whole program, its driver included,
// can be watched losing a device, or running out of its memory. The way layers are chained is the loader's interface,
// version 2 (Vulkan-Loader, LoaderLayerInterface.md).
#include <unistd.h>
#include <vulkan/vk_layer.h>
#include <vulkan/vulkan_core.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

PFN_vkGetInstanceProcAddr next_instance_address = nullptr;
PFN_vkGetDeviceProcAddr next_device_address = nullptr;
PFN_vkQueueSubmit next_submit = nullptr;
PFN_vkAllocateMemory next_allocate = nullptr;

/// Whether the file that a variable of the environment names is there. It is removed.
bool is_told(const char* variable) {
    const char* file = std::getenv(variable);
    return file != nullptr && unlink(file) == 0;
}

/// The link of the chain that the loader put into the structures of a creation.
template <typename Link>
Link* link_in(const void* next, VkStructureType type) {
    for (auto* one = static_cast<const VkBaseInStructure*>(next); one != nullptr; one = one->pNext) {
        auto* link = reinterpret_cast<Link*>(const_cast<VkBaseInStructure*>(one));
        if (one->sType == type && link->function == VK_LAYER_LINK_INFO) return link;
    }
    return nullptr;
}

VKAPI_ATTR VkResult VKAPI_CALL create_instance(const VkInstanceCreateInfo* info, const VkAllocationCallbacks* allocator,
                                               VkInstance* instance) {
    auto* link = link_in<VkLayerInstanceCreateInfo>(info->pNext, VK_STRUCTURE_TYPE_LOADER_INSTANCE_CREATE_INFO);
    if (link == nullptr) return VK_ERROR_INITIALIZATION_FAILED;
    next_instance_address = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
    link->u.pLayerInfo = link->u.pLayerInfo->pNext;
    const auto create = reinterpret_cast<PFN_vkCreateInstance>(next_instance_address(nullptr, "vkCreateInstance"));
    return create(info, allocator, instance);
}

VKAPI_ATTR VkResult VKAPI_CALL create_device(VkPhysicalDevice physical, const VkDeviceCreateInfo* info,
                                             const VkAllocationCallbacks* allocator, VkDevice* device) {
    auto* link = link_in<VkLayerDeviceCreateInfo>(info->pNext, VK_STRUCTURE_TYPE_LOADER_DEVICE_CREATE_INFO);
    if (link == nullptr) return VK_ERROR_INITIALIZATION_FAILED;
    const auto instance_address = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
    next_device_address = link->u.pLayerInfo->pfnNextGetDeviceProcAddr;
    link->u.pLayerInfo = link->u.pLayerInfo->pNext;
    const auto create = reinterpret_cast<PFN_vkCreateDevice>(instance_address(nullptr, "vkCreateDevice"));
    const VkResult result = create(physical, info, allocator, device);
    if (result != VK_SUCCESS) return result;
    next_submit = reinterpret_cast<PFN_vkQueueSubmit>(next_device_address(*device, "vkQueueSubmit"));
    next_allocate = reinterpret_cast<PFN_vkAllocateMemory>(next_device_address(*device, "vkAllocateMemory"));
    return result;
}

VKAPI_ATTR VkResult VKAPI_CALL submit(VkQueue queue, std::uint32_t count, const VkSubmitInfo* infos, VkFence fence) {
    return is_told("ALTIPLANO_LOSE") ? VK_ERROR_DEVICE_LOST : next_submit(queue, count, infos, fence);
}

VKAPI_ATTR VkResult VKAPI_CALL allocate(VkDevice device, const VkMemoryAllocateInfo* info,
                                        const VkAllocationCallbacks* allocator, VkDeviceMemory* memory) {
    return is_told("ALTIPLANO_FILL") ? VK_ERROR_OUT_OF_DEVICE_MEMORY : next_allocate(device, info, allocator, memory);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_address(VkDevice device, const char* name) {
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) return reinterpret_cast<PFN_vkVoidFunction>(device_address);
    if (std::strcmp(name, "vkQueueSubmit") == 0) return reinterpret_cast<PFN_vkVoidFunction>(submit);
    if (std::strcmp(name, "vkAllocateMemory") == 0) return reinterpret_cast<PFN_vkVoidFunction>(allocate);
    return next_device_address(device, name);
}

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL instance_address(VkInstance instance, const char* name) {
    if (std::strcmp(name, "vkGetInstanceProcAddr") == 0) return reinterpret_cast<PFN_vkVoidFunction>(instance_address);
    if (std::strcmp(name, "vkGetDeviceProcAddr") == 0) return reinterpret_cast<PFN_vkVoidFunction>(device_address);
    if (std::strcmp(name, "vkCreateInstance") == 0) return reinterpret_cast<PFN_vkVoidFunction>(create_instance);
    if (std::strcmp(name, "vkCreateDevice") == 0) return reinterpret_cast<PFN_vkVoidFunction>(create_device);
    return next_instance_address != nullptr ? next_instance_address(instance, name) : nullptr;
}

}  // namespace

extern "C" VK_LAYER_EXPORT VKAPI_ATTR VkResult VKAPI_CALL
vkNegotiateLoaderLayerInterfaceVersion(VkNegotiateLayerInterface* interface) {
    interface->loaderLayerInterfaceVersion = 2;
    interface->pfnGetInstanceProcAddr = instance_address;
    interface->pfnGetDeviceProcAddr = device_address;
    interface->pfnGetPhysicalDeviceProcAddr = nullptr;
    return VK_SUCCESS;
}
