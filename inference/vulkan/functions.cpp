#include "inference/vulkan/functions.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <string>

namespace inference::vulkan {

namespace {

template <typename Function>
bool fetch(Function& entry, PFN_vkVoidFunction found) {
    entry = reinterpret_cast<Function>(found);
    return entry != nullptr;
}

std::unexpected<Error> missing(const char* entry) {
    return fail(ErrorKind::NoDevice, fmt::format("the Vulkan driver lacks {}", entry),
                "Update the graphics driver: Vulkan 1.2 is needed.");
}

}  // namespace

Result<Functions> Functions::open(const char* library) {
    if (library == nullptr) library = std::getenv("ALTIPLANO_VULKAN_LIBRARY");
    if (library == nullptr) library = "libvulkan.so.1";
    void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        return fail(ErrorKind::NoDevice, fmt::format("the Vulkan loader {} cannot be opened", library),
                    "Install the package libvulkan1 and a Vulkan driver (mesa-vulkan-drivers).");
    Functions functions;
    functions.GetInstanceProcAddr = reinterpret_cast<PFN_vkGetInstanceProcAddr>(dlsym(handle, "vkGetInstanceProcAddr"));
    if (functions.GetInstanceProcAddr == nullptr) return missing("vkGetInstanceProcAddr");
#define ALTIPLANO_VULKAN_FETCH(name) \
    if (!fetch(functions.name, functions.GetInstanceProcAddr(nullptr, "vk" #name))) return missing("vk" #name);
    ALTIPLANO_VULKAN_GLOBAL(ALTIPLANO_VULKAN_FETCH)
#undef ALTIPLANO_VULKAN_FETCH
    return functions;
}

Result<void> Functions::fetch_instance(VkInstance instance) {
#define ALTIPLANO_VULKAN_FETCH(name) \
    if (!fetch(name, GetInstanceProcAddr(instance, "vk" #name))) return missing("vk" #name);
    ALTIPLANO_VULKAN_INSTANCE(ALTIPLANO_VULKAN_FETCH)
#undef ALTIPLANO_VULKAN_FETCH
#define ALTIPLANO_VULKAN_FETCH(name) static_cast<void>(fetch(name, GetInstanceProcAddr(instance, "vk" #name)));
    ALTIPLANO_VULKAN_OPTIONAL(ALTIPLANO_VULKAN_FETCH)  // there only with their extensions
#undef ALTIPLANO_VULKAN_FETCH
    return {};
}

Result<void> Functions::fetch_device(VkDevice device) {
#define ALTIPLANO_VULKAN_FETCH(name) \
    if (!fetch(name, GetDeviceProcAddr(device, "vk" #name))) return missing("vk" #name);
    ALTIPLANO_VULKAN_DEVICE(ALTIPLANO_VULKAN_FETCH)
#undef ALTIPLANO_VULKAN_FETCH
    return {};
}

const char* name_of(VkResult result) {
    switch (result) {
        case VK_SUCCESS: return "VK_SUCCESS";
        case VK_NOT_READY: return "VK_NOT_READY";
        case VK_TIMEOUT: return "VK_TIMEOUT";
        case VK_INCOMPLETE: return "VK_INCOMPLETE";
        case VK_ERROR_OUT_OF_HOST_MEMORY: return "VK_ERROR_OUT_OF_HOST_MEMORY";
        case VK_ERROR_OUT_OF_DEVICE_MEMORY: return "VK_ERROR_OUT_OF_DEVICE_MEMORY";
        case VK_ERROR_INITIALIZATION_FAILED: return "VK_ERROR_INITIALIZATION_FAILED";
        case VK_ERROR_DEVICE_LOST: return "VK_ERROR_DEVICE_LOST";
        case VK_ERROR_MEMORY_MAP_FAILED: return "VK_ERROR_MEMORY_MAP_FAILED";
        case VK_ERROR_LAYER_NOT_PRESENT: return "VK_ERROR_LAYER_NOT_PRESENT";
        case VK_ERROR_EXTENSION_NOT_PRESENT: return "VK_ERROR_EXTENSION_NOT_PRESENT";
        case VK_ERROR_FEATURE_NOT_PRESENT: return "VK_ERROR_FEATURE_NOT_PRESENT";
        case VK_ERROR_INCOMPATIBLE_DRIVER: return "VK_ERROR_INCOMPATIBLE_DRIVER";
        case VK_ERROR_TOO_MANY_OBJECTS: return "VK_ERROR_TOO_MANY_OBJECTS";
        case VK_ERROR_FRAGMENTED_POOL: return "VK_ERROR_FRAGMENTED_POOL";
        case VK_ERROR_OUT_OF_POOL_MEMORY: return "VK_ERROR_OUT_OF_POOL_MEMORY";
        default: return "an unknown VkResult";
    }
}

Error vulkan_error(const char* call, VkResult result) {
    const std::string what = fmt::format("{} returned {} ({})", call, name_of(result), static_cast<int>(result));
    switch (result) {
        case VK_ERROR_DEVICE_LOST:
            return {ErrorKind::DeviceLost, what, "The device stopped working; load the model again, or restart."};
        case VK_ERROR_OUT_OF_HOST_MEMORY:
        case VK_ERROR_OUT_OF_DEVICE_MEMORY:
            return {ErrorKind::OutOfMemory, what,
                    "Close other programs, make the context shorter or choose a smaller model."};
        default: return {ErrorKind::DeviceFailure, what, "Update the graphics driver or choose another device."};
    }
}

}  // namespace inference::vulkan
