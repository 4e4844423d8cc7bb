#include "inference/vulkan/physical_device.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "inference/vulkan/check_file.h"
#include "inference/vulkan/cooperative_matrix.h"
#include "inference/vulkan/tuning_file.h"

namespace inference::vulkan {

namespace {

const char* kind_of(VkPhysicalDeviceType type) {
    switch (type) {
        case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return "discrete GPU";
        case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return "integrated GPU";
        case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return "virtual GPU";
        case VK_PHYSICAL_DEVICE_TYPE_CPU: return "software";
        default: return "other";
    }
}

std::string version_text(std::uint32_t version) {
    return fmt::format("{}.{}.{}", VK_API_VERSION_MAJOR(version), VK_API_VERSION_MINOR(version),
                       VK_API_VERSION_PATCH(version));
}

Result<std::vector<VkExtensionProperties>> extensions_of(const Functions& functions, VkPhysicalDevice device) {
    std::uint32_t count = 0;
    VkResult result = functions.EnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    if (result == VK_SUCCESS)
        result = functions.EnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    if (result < 0) return std::unexpected(vulkan_error("vkEnumerateDeviceExtensionProperties", result));
    extensions.resize(count);
    return extensions;
}

bool all_memory_visible(const VkPhysicalDeviceMemoryProperties& memory) {
    for (std::uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
        const VkMemoryPropertyFlags flags = memory.memoryTypes[i].propertyFlags;
        if ((flags & VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT) != 0 && (flags & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) == 0 &&
            (flags & VK_MEMORY_PROPERTY_LAZILY_ALLOCATED_BIT) == 0)
            return false;
    }
    return true;
}

/// The largest device-local heap: cards show a second, small one, the window through which the host sees them. -1
/// without.
int heap_of_weights(const VkPhysicalDeviceMemoryProperties& memory) {
    int best = -1;
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if ((memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0 &&
            (best < 0 || memory.memoryHeaps[i].size > memory.memoryHeaps[best].size))
            best = static_cast<int>(i);
    return best;
}

/// A compute queue that draws nothing, where there is one; else the first that computes; -1 without any.
int compute_family_of(const Functions& functions, VkPhysicalDevice device, VkQueueFamilyProperties& properties) {
    std::uint32_t count = 0;
    functions.GetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    functions.GetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    int best = -1;
    for (std::uint32_t i = 0; i < count; ++i) {
        if ((families[i].queueFlags & VK_QUEUE_COMPUTE_BIT) == 0 || families[i].queueCount == 0) continue;
        const bool separate = (families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT) == 0;
        if (best < 0 || separate) {
            best = static_cast<int>(i);
            properties = families[i];
        }
        if (separate) break;
    }
    return best;
}

}  // namespace

std::uint64_t free_device_memory(const Functions& functions, VkPhysicalDevice device, bool budget) {
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budgets{};
    budgets.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT;
    VkPhysicalDeviceMemoryProperties2 memory{};
    memory.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
    if (budget) memory.pNext = &budgets;
    functions.GetPhysicalDeviceMemoryProperties2(device, &memory);
    const int heap = heap_of_weights(memory.memoryProperties);
    if (heap < 0) return 0;
    if (!budget) return memory.memoryProperties.memoryHeaps[heap].size;
    return budgets.heapBudget[heap] - std::min(budgets.heapUsage[heap], budgets.heapBudget[heap]);
}

PhysicalDevice PhysicalDevice::query(const Instance& instance, VkPhysicalDevice device) {
    const Functions& functions = instance.functions();
    PhysicalDevice result;
    result.handle = device;

    VkPhysicalDeviceMaintenance3Properties maintenance{};
    maintenance.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES;
    VkPhysicalDeviceDriverProperties driver{};
    driver.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES;
    driver.pNext = &maintenance;
    VkPhysicalDeviceSubgroupProperties subgroup{};
    subgroup.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES;
    subgroup.pNext = &driver;
    VkPhysicalDeviceProperties2 properties{};
    properties.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    functions.GetPhysicalDeviceProperties2(device, &properties);
    const std::uint32_t version = properties.properties.apiVersion;

    result.driver = {.vendor = properties.properties.vendorID,
                     .device = properties.properties.deviceID,
                     .driver_version = properties.properties.driverVersion};
    std::ranges::copy(properties.properties.pipelineCacheUUID, result.driver.uuid.begin());

    DeviceDescription& description = result.description;
    description.name = properties.properties.deviceName;
    description.kind = kind_of(properties.properties.deviceType);
    description.software = properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    description.vulkan_version = version_text(version);
    VkPhysicalDeviceMemoryProperties2 memory{};
    memory.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
    functions.GetPhysicalDeviceMemoryProperties2(device, &memory);
    result.memory = memory.memoryProperties;
    if (const int heap = heap_of_weights(result.memory); heap >= 0)
        description.memory_bytes = result.memory.memoryHeaps[heap].size;
    description.memory_free_bytes = description.memory_bytes;
    if (version < VK_API_VERSION_1_2) {
        description.unusable_reason = fmt::format("it has Vulkan {}, 1.2 is needed", description.vulkan_version);
        return result;
    }
    properties.pNext = &subgroup;
    functions.GetPhysicalDeviceProperties2(device, &properties);
    description.driver = fmt::format("{} {}", driver.driverName, driver.driverInfo);

    VkQueueFamilyProperties family{};
    const int index = compute_family_of(functions, device, family);
    if (index < 0) {
        description.unusable_reason = "it has no compute queue";
        return result;
    }
    result.compute_family = static_cast<std::uint32_t>(index);
    const auto extensions = extensions_of(functions, device);
    if (!extensions) {
        description.unusable_reason = extensions.error().what;
        return result;
    }
    description.usable = true;
    const auto has = [&](const char* name) {
        return std::ranges::any_of(*extensions, [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
    };
    const bool has_dot = has(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
    const bool has_control = has(VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME);

    const bool has_cooperative = has(VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME);

    VkPhysicalDeviceShaderIntegerDotProductFeatures dot{};
    dot.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES;
    VkPhysicalDeviceSubgroupSizeControlFeatures control{};
    control.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES;
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR cooperative{};
    cooperative.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR;
    VkPhysicalDevice16BitStorageFeatures storage16{};
    storage16.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_16BIT_STORAGE_FEATURES;
    VkPhysicalDeviceVulkan12Features vulkan12{};
    vulkan12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    VkPhysicalDeviceFeatures2 features{};
    features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    features.pNext = &vulkan12;
    vulkan12.pNext = &storage16;
    void** next = &storage16.pNext;
    if (has_dot) {
        *next = &dot;
        next = &dot.pNext;
    }
    if (has_control) {
        *next = &control;
        next = &control.pNext;
    }
    if (has_cooperative) *next = &cooperative;
    functions.GetPhysicalDeviceFeatures2(device, &features);

    Capabilities& capabilities = result.capabilities;
    capabilities.buffer_device_address = vulkan12.bufferDeviceAddress == VK_TRUE;
    capabilities.storage_16_bit = storage16.storageBuffer16BitAccess == VK_TRUE;
    capabilities.storage_8_bit = vulkan12.storageBuffer8BitAccess == VK_TRUE;
    capabilities.shader_int8 = vulkan12.shaderInt8 == VK_TRUE;
    capabilities.shader_float16 = vulkan12.shaderFloat16 == VK_TRUE;
    capabilities.integer_dot_product = dot.shaderIntegerDotProduct == VK_TRUE;
    capabilities.subgroup_size_control =
        control.subgroupSizeControl == VK_TRUE && control.computeFullSubgroups == VK_TRUE;
    constexpr VkSubgroupFeatureFlags wanted = VK_SUBGROUP_FEATURE_ARITHMETIC_BIT | VK_SUBGROUP_FEATURE_SHUFFLE_BIT;
    capabilities.subgroup_arithmetic = (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0 &&
                                       (subgroup.supportedOperations & wanted) == wanted;
    capabilities.memory_budget = has(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    capabilities.memory_model =
        vulkan12.vulkanMemoryModel == VK_TRUE && vulkan12.vulkanMemoryModelDeviceScope == VK_TRUE;
    if (cooperative.cooperativeMatrix == VK_TRUE && capabilities.memory_model) {
        const auto shape = cooperative_shape_of(functions, device);
        // Software multiplies them element by element: lavapipe 26.1 reads a prompt at a seventh of the speed that the
        // float32 kernels have there. It does so only where somebody chooses what is masked, if nothing: tests.
        const bool wanted_there = !description.software || chosen_mask();
        capabilities.cooperative_matrix = shape.has_value() && wanted_there;
        capabilities.cooperative_shape = shape.value_or(CooperativeShape());
    }
    // A software device begins each dispatch when the one before has ended: it has nothing to gain.
    capabilities.chained_dispatches =
        capabilities.memory_model && chosen_chain().value_or(!description.software || chosen_mask());
    const auto leave_out = [&](const CheckedFeature& feature, bool& has_it) {
        if (!has_it || chosen_mask()) return;
        const auto kept = CheckFile(instance.pipelines(), result.driver, feature).read().value_or("");
        if (kept.empty()) return;
        has_it = false;
        add_to_left_out(description.left_out, kept);
    };
    leave_out(cooperative_matrices, capabilities.cooperative_matrix);
    leave_out(chained_dispatches, capabilities.chained_dispatches);

    const VkPhysicalDeviceLimits& limits = properties.properties.limits;
    capabilities.subgroup_size = std::max(1U, subgroup.subgroupSize);
    capabilities.min_subgroup_size = capabilities.max_subgroup_size = capabilities.subgroup_size;
    if (has_control) {
        VkPhysicalDeviceSubgroupSizeControlProperties sizes{};
        sizes.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES;
        VkPhysicalDeviceProperties2 again{};
        again.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
        again.pNext = &sizes;
        functions.GetPhysicalDeviceProperties2(device, &again);
        capabilities.min_subgroup_size = sizes.minSubgroupSize;
        capabilities.max_subgroup_size = sizes.maxSubgroupSize;
        capabilities.subgroup_size_control =
            capabilities.subgroup_size_control && (sizes.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0;
    }
    capabilities.max_workgroup_invocations = limits.maxComputeWorkGroupInvocations;
    std::ranges::copy(limits.maxComputeWorkGroupSize, capabilities.max_workgroup_size.begin());
    std::ranges::copy(limits.maxComputeWorkGroupCount, capabilities.max_workgroup_count.begin());
    capabilities.max_shared_memory_bytes = limits.maxComputeSharedMemorySize;
    capabilities.max_push_constants_bytes = limits.maxPushConstantsSize;
    capabilities.max_binding_bytes = limits.maxStorageBufferRange;
    capabilities.max_bindings =
        std::min(limits.maxPerStageDescriptorStorageBuffers, limits.maxDescriptorSetStorageBuffers);
    capabilities.max_allocation_bytes = maintenance.maxMemoryAllocationSize;
    if (has(VK_KHR_MAINTENANCE_4_EXTENSION_NAME)) {
        VkPhysicalDeviceMaintenance4Properties sizes{};
        sizes.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_PROPERTIES;
        VkPhysicalDeviceProperties2 again{};
        again.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
        again.pNext = &sizes;
        functions.GetPhysicalDeviceProperties2(device, &again);
        capabilities.max_allocation_bytes = std::min(capabilities.max_allocation_bytes, sizes.maxBufferSize);
    }
    capabilities.storage_alignment_bytes = limits.minStorageBufferOffsetAlignment;
    capabilities.timestamp_bits = family.timestampValidBits;
    capabilities.timestamp_period_ns =
        family.timestampValidBits > 0 ? static_cast<double>(limits.timestampPeriod) : 0.0;
    capabilities.software = description.software;
    capabilities.unified_memory = all_memory_visible(result.memory);
    // Which device the screen hangs on cannot be asked without a window system: every GPU of a person's machine may.
    capabilities.draws_desktop = properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU ||
                                 properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;

    add_to_left_out(description.left_out, capabilities.why_not_chained());
    if (!instance.pipelines().empty()) result.tuning = TuningFile(instance.pipelines(), result.driver).read();
    if (result.tuning) description.tuning = difference(*result.tuning, KernelTuning::for_device(capabilities));
    description.memory_free_bytes = free_device_memory(functions, device, capabilities.memory_budget);
    description.features = capabilities.feature_names();
    return result;
}

}  // namespace inference::vulkan
