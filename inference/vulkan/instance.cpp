#include "inference/vulkan/instance.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "inference/vulkan/capabilities.h"

namespace inference::vulkan {

namespace {

constexpr const char* validation_layer = "VK_LAYER_KHRONOS_validation";

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                                          const VkDebugUtilsMessengerCallbackDataEXT* data, void* user) {
    static_cast<ValidationLog*>(user)->add(data->pMessage != nullptr ? data->pMessage : "");
    return VK_FALSE;
}

bool has_validation_layer(const Functions& functions) {
    std::uint32_t count = 0;
    if (functions.EnumerateInstanceLayerProperties(&count, nullptr) != VK_SUCCESS) return false;
    std::vector<VkLayerProperties> layers(count);
    if (functions.EnumerateInstanceLayerProperties(&count, layers.data()) < 0) return false;
    for (const auto& layer : layers)
        if (std::strcmp(layer.layerName, validation_layer) == 0) return true;
    return false;
}

}  // namespace

Result<std::shared_ptr<Instance>> Instance::create(const Options& options) {
    auto functions = Functions::open(options.library);
    if (!functions) return std::unexpected(functions.error());
    if (options.replace) options.replace(*functions);

    std::uint32_t version = 0;
    if (const VkResult result = functions->EnumerateInstanceVersion(&version); result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkEnumerateInstanceVersion", result));
    if (version < VK_API_VERSION_1_2)
        return fail(ErrorKind::NoDevice,
                    fmt::format("the Vulkan loader is version {}.{}, 1.2 is needed", VK_API_VERSION_MAJOR(version),
                                VK_API_VERSION_MINOR(version)),
                    "Update the package libvulkan1.");

    auto log = options.validation ? std::make_shared<ValidationLog>() : ValidationLog::of_environment();
    const bool validation = log != nullptr;
    if (validation && !has_validation_layer(*functions))
        return fail(ErrorKind::NoDevice, fmt::format("the layer {} is not installed", validation_layer),
                    "Install the package vulkan-validationlayers.");

    auto instance = std::shared_ptr<Instance>(new Instance);
    instance->replace_ = options.replace;
    instance->pipelines_ = options.pipelines;
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .pNext = nullptr,
                                        .pApplicationName = "Altiplano",
                                        .applicationVersion = 1,
                                        .pEngineName = "Altiplano",
                                        .engineVersion = 1,
                                        .apiVersion = VK_API_VERSION_1_2};
    VkInstanceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
    info.pApplicationInfo = &application;

    const VkValidationFeatureEnableEXT synchronisation = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
    VkValidationFeaturesEXT features{};
    features.sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT;
    // Which does not see what dispatches hand on through counts (CommandStream::chain).
    features.enabledValidationFeatureCount = chosen_chain() == true ? 0 : 1;
    features.pEnabledValidationFeatures = &synchronisation;
    VkDebugUtilsMessengerCreateInfoEXT messenger{};
    messenger.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT;
    messenger.pNext = &features;
    messenger.messageSeverity =
        VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    messenger.messageType =
        VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    messenger.pfnUserCallback = on_message;
    const char* extension = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
    if (validation) {
        instance->log_ = std::move(log);
        messenger.pUserData = instance->log_.get();
        info.pNext = &messenger;
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &validation_layer;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
    }
    VkInstance handle = VK_NULL_HANDLE;
    if (const VkResult result = functions->CreateInstance(&info, nullptr, &handle); result != VK_SUCCESS) {
        if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
            return fail(ErrorKind::NoDevice, "no Vulkan driver was found",
                        "Install one: mesa-vulkan-drivers, or that of the graphics card's maker.");
        return std::unexpected(vulkan_error("vkCreateInstance", result));
    }
    instance->handle_ = handle;
    instance->functions_ = *functions;
    if (auto fetched = instance->functions_.fetch_instance(handle); !fetched) return std::unexpected(fetched.error());
    if (options.replace) options.replace(instance->functions_);
    if (validation && instance->functions_.CreateDebugUtilsMessengerEXT != nullptr) {
        messenger.pNext = nullptr;
        const VkResult result =
            instance->functions_.CreateDebugUtilsMessengerEXT(handle, &messenger, nullptr, &instance->messenger_);
        if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreateDebugUtilsMessengerEXT", result));
        instance->log_->opened();
    }
    return instance;
}

Instance::~Instance() {
    if (messenger_ != VK_NULL_HANDLE) functions_.DestroyDebugUtilsMessengerEXT(handle_, messenger_, nullptr);
    if (handle_ != VK_NULL_HANDLE && functions_.DestroyInstance != nullptr)
        functions_.DestroyInstance(handle_, nullptr);
}

Result<std::vector<VkPhysicalDevice>> Instance::physical_devices() const {
    std::uint32_t count = 0;
    VkResult result = functions_.EnumeratePhysicalDevices(handle_, &count, nullptr);
    if (result == VK_ERROR_INITIALIZATION_FAILED) return std::vector<VkPhysicalDevice>();  // a loader without drivers
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkEnumeratePhysicalDevices", result));
    std::vector<VkPhysicalDevice> devices(count);
    if (count > 0) result = functions_.EnumeratePhysicalDevices(handle_, &count, devices.data());
    if (result < 0) return std::unexpected(vulkan_error("vkEnumeratePhysicalDevices", result));
    devices.resize(count);
    return devices;
}

}  // namespace inference::vulkan
