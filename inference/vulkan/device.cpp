#include "inference/vulkan/device.h"

#include <fmt/format.h>

#include <utility>

#include "inference/size_in_words.h"
#include "inference/vulkan/check_file.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/physical_device.h"
#include "inference/vulkan/tuning_file.h"

namespace inference::vulkan {

namespace {

constexpr auto longest_shutdown = std::chrono::seconds(10);  // a submission takes 0.5 s at most

}  // namespace

Result<std::shared_ptr<Device>> Device::open(std::shared_ptr<Instance> instance, VkPhysicalDevice physical,
                                             const Options& options) {
    const PhysicalDevice found = PhysicalDevice::query(*instance, physical);
    if (!found.description.usable)
        return fail(ErrorKind::NoDevice,
                    fmt::format("{} cannot be used: {}", found.description.name, found.description.unusable_reason),
                    "Update its driver or choose another device.");
    auto capabilities = found.capabilities.masked(options.mask);
    if (const auto chosen = chosen_mask(); capabilities && chosen) capabilities = capabilities->masked(*chosen);
    if (!capabilities) return std::unexpected(capabilities.error());

    auto device = std::shared_ptr<Device>(new Device);
    device->physical_ = physical;
    device->queue_family_ = found.compute_family;
    device->capabilities_ = *capabilities;
    device->left_out_ = found.description.left_out;
    add_to_left_out(device->left_out_, options.why);
    add_to_left_out(device->left_out_, capabilities->why_not_chained());
    device->memory_ = found.memory;
    device->functions_ = instance->functions();

    std::vector<const char*> extensions;
    VkPhysicalDeviceShaderIntegerDotProductFeatures dot{};
    dot.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES;
    dot.shaderIntegerDotProduct = VK_TRUE;
    VkPhysicalDeviceSubgroupSizeControlFeatures control{};
    control.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES;
    control.subgroupSizeControl = VK_TRUE;
    control.computeFullSubgroups = VK_TRUE;
    VkPhysicalDeviceCooperativeMatrixFeaturesKHR cooperative{};
    cooperative.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COOPERATIVE_MATRIX_FEATURES_KHR;
    cooperative.cooperativeMatrix = VK_TRUE;
    VkPhysicalDevice16BitStorageFeatures storage16{};
    storage16.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_16BIT_STORAGE_FEATURES;
    storage16.storageBuffer16BitAccess = capabilities->storage_16_bit ? VK_TRUE : VK_FALSE;
    VkPhysicalDeviceVulkan12Features vulkan12{};
    vulkan12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    vulkan12.timelineSemaphore = VK_TRUE;  // core of 1.2, never missing
    vulkan12.bufferDeviceAddress = capabilities->buffer_device_address ? VK_TRUE : VK_FALSE;
    vulkan12.storageBuffer8BitAccess = capabilities->storage_8_bit ? VK_TRUE : VK_FALSE;
    vulkan12.shaderInt8 = capabilities->shader_int8 ? VK_TRUE : VK_FALSE;
    vulkan12.shaderFloat16 = capabilities->shader_float16 ? VK_TRUE : VK_FALSE;
    vulkan12.vulkanMemoryModel = capabilities->memory_model ? VK_TRUE : VK_FALSE;
    // With the memory model on, barriers of all kernels over the whole device need this too.
    vulkan12.vulkanMemoryModelDeviceScope = vulkan12.vulkanMemoryModel;
    vulkan12.pNext = &storage16;
    void** next = &storage16.pNext;
    if (capabilities->integer_dot_product) {
        extensions.push_back(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME);
        *next = &dot;
        next = &dot.pNext;
    }
    if (capabilities->subgroup_size_control) {
        extensions.push_back(VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME);
        *next = &control;
        next = &control.pNext;
    }
    if (capabilities->cooperative_matrix) {
        extensions.push_back(VK_KHR_COOPERATIVE_MATRIX_EXTENSION_NAME);
        *next = &cooperative;
    }
    if (capabilities->memory_budget) extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);

    const float priority = 1.0F;
    VkDeviceQueueCreateInfo queue{};
    queue.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO;
    queue.queueFamilyIndex = device->queue_family_;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
    info.pNext = &vulkan12;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    VkDevice handle = VK_NULL_HANDLE;
    if (const VkResult result = device->functions_.CreateDevice(physical, &info, nullptr, &handle);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkCreateDevice", result));
    const auto fetched = device->functions_.fetch_device(handle);
    if (instance->replace()) instance->replace()(device->functions_);
    if (!fetched) {
        if (device->functions_.DestroyDevice != nullptr) device->functions_.DestroyDevice(handle, nullptr);
        return std::unexpected(fetched.error());
    }
    device->handle_ = handle;
    device->instance_ = std::move(instance);
    device->functions_.GetDeviceQueue(handle, device->queue_family_, 0, &device->queue_);
    device->driver_ = found.driver;
    device->tuning_ =
        options.tuning ? *options.tuning : found.tuning.value_or(KernelTuning::for_device(device->capabilities_));
    if (const auto& folder = device->instance_->pipelines(); !folder.empty())
        device->pipelines_ =
            std::make_unique<PipelineCache>(device->functions_, handle, PipelineFile(folder, found.driver));

    VkSemaphoreTypeCreateInfo type{};
    type.sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO;
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    VkSemaphoreCreateInfo semaphore{};
    semaphore.sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO;
    semaphore.pNext = &type;
    if (const VkResult result = device->functions_.CreateSemaphore(handle, &semaphore, nullptr, &device->timeline_);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkCreateSemaphore", result));
    return device;
}

void Device::stop_chaining(std::string_view what) {
    if (!capabilities_.chained_dispatches) return;
    capabilities_.chained_dispatches = false;
    const std::string problem = problem_words(chained_dispatches, what);
    add_to_left_out(left_out_, problem);
    // Where it cannot be kept another device of this run finds out for itself.
    static_cast<void>(CheckFile(instance_->pipelines(), driver_, chained_dispatches).write(problem));
}

Result<void> Device::keep_tuning(const KernelTuning& tuning) {
    if (instance_->pipelines().empty())
        return fail(ErrorKind::InvalidArgument, "there is no place to keep a device's tuning in",
                    "Set HOME, so that there is a data folder.");
    if (auto written = TuningFile(instance_->pipelines(), driver_).write(tuning); !written) return written;
    tuning_ = tuning;
    return {};
}

Device::~Device() {
    if (handle_ == VK_NULL_HANDLE) return;
    if (!settle()) {
        static_cast<void>(pipelines_.release());  // with the device that it is of
        return;
    }
    pipelines_.reset();
    if (timeline_ != VK_NULL_HANDLE) functions_.DestroySemaphore(handle_, timeline_, nullptr);
    functions_.DestroyDevice(handle_, nullptr);
}

std::uint64_t Device::free_memory_bytes() const {
    const std::uint64_t there = free_device_memory(functions_, physical_, capabilities_.memory_budget);
    if (capabilities_.memory_budget) return there;
    return there > allocated_bytes_ ? there - allocated_bytes_ : 0;
}

int Device::memory_type(std::uint32_t allowed, Purpose purpose) const {
    constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    constexpr VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    constexpr VkMemoryPropertyFlags cached = host | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    std::vector<VkMemoryPropertyFlags> wishes;
    switch (purpose) {
        case Purpose::Weights:
        case Purpose::Scratch: wishes = {local, 0}; break;
        case Purpose::Upload: wishes = {host}; break;
        case Purpose::Readback: wishes = {cached, host}; break;
    }
    if (capabilities_.unified_memory && wishes.front() == local) wishes.insert(wishes.begin(), local | host);
    for (const VkMemoryPropertyFlags wish : wishes)
        for (std::uint32_t i = 0; i < memory_.memoryTypeCount; ++i) {
            const VkMemoryPropertyFlags flags = memory_.memoryTypes[i].propertyFlags;
            // The window through which a host sees a card's memory is often 256 MB: not for weights.
            if (wish == local && (flags & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) != 0) continue;
            if ((allowed & (1U << i)) != 0 && (flags & wish) == wish) return static_cast<int>(i);
        }
    return -1;
}

Result<Buffer> Device::create_buffer(std::uint64_t bytes, Purpose purpose, std::string_view name) {
    const auto too_little = [&] {
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{} needs {} of device memory, {} are free", name, size_in_words(bytes),
                                size_in_words(free_memory_bytes())),
                    "Close other programs, make the context shorter or choose a smaller model.");
    };
    if (bytes > capabilities_.max_allocation_bytes)
        return fail(ErrorKind::OutOfMemory,
                    fmt::format("{} needs {} in one piece, the device gives at most {}", name, size_in_words(bytes),
                                size_in_words(capabilities_.max_allocation_bytes)),
                    "Make the context shorter or choose a smaller model.");
    bytes = buffer_bytes(bytes);
    Buffer buffer;
    buffer.device_ = shared_from_this();
    buffer.size_bytes_ = bytes;
    allocated_bytes_ += bytes;

    VkBufferCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
    info.size = bytes;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT |
                 VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    if (capabilities_.buffer_device_address) info.usage |= VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
    VkResult result = functions_.CreateBuffer(handle_, &info, nullptr, &buffer.buffer_);
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY) return too_little();
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreateBuffer", result));

    VkMemoryRequirements needed{};
    functions_.GetBufferMemoryRequirements(handle_, buffer.buffer_, &needed);
    const int type = memory_type(needed.memoryTypeBits, purpose);
    if (type < 0)
        return fail(ErrorKind::DeviceFailure, fmt::format("the device has no memory type for {}", name),
                    "Update the graphics driver or choose another device.");
    VkMemoryAllocateFlagsInfo flags{};
    flags.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO;
    flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
    VkMemoryAllocateInfo allocation{};
    allocation.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
    if (capabilities_.buffer_device_address) allocation.pNext = &flags;
    allocation.allocationSize = needed.size;
    allocation.memoryTypeIndex = static_cast<std::uint32_t>(type);
    result = functions_.AllocateMemory(handle_, &allocation, nullptr, &buffer.memory_);
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY) return too_little();
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkAllocateMemory", result));
    result = functions_.BindBufferMemory(handle_, buffer.buffer_, buffer.memory_, 0);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkBindBufferMemory", result));
    const VkMemoryPropertyFlags got = memory_.memoryTypes[type].propertyFlags;
    constexpr VkMemoryPropertyFlags mappable =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    if ((got & mappable) == mappable) {
        void* data = nullptr;
        result = functions_.MapMemory(handle_, buffer.memory_, 0, VK_WHOLE_SIZE, 0, &data);
        if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkMapMemory", result));
        buffer.data_ = static_cast<std::byte*>(data);
    }
    if (capabilities_.buffer_device_address) {
        VkBufferDeviceAddressInfo address{};
        address.sType = VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO;
        address.buffer = buffer.buffer_;
        buffer.address_ = functions_.GetBufferDeviceAddress(handle_, &address);
    }
    return buffer;
}

void Device::keep_pipelines() const {
    if (pipelines_) static_cast<void>(pipelines_->keep());
}

bool Device::settle() const {
    if (hangs_) return false;
    const auto idle = wait_idle(longest_shutdown);
    hangs_ = idle.has_value() && !*idle;
    return !hangs_;
}

Result<Submission> Device::submit(const CommandStream& stream) {
    const std::uint64_t value = submitted_ + 1;
    VkTimelineSemaphoreSubmitInfo timeline{};
    timeline.sType = VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO;
    timeline.signalSemaphoreValueCount = 1;
    timeline.pSignalSemaphoreValues = &value;
    const VkCommandBuffer commands = stream.handle();
    VkSubmitInfo info{};
    info.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO;
    info.pNext = &timeline;
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands;
    info.signalSemaphoreCount = 1;
    info.pSignalSemaphores = &timeline_;
    if (const VkResult result = functions_.QueueSubmit(queue_, 1, &info, VK_NULL_HANDLE); result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkQueueSubmit", result));
    submitted_ = value;
    return Submission(this, value);
}

Result<bool> Device::wait_for(std::uint64_t value, std::chrono::nanoseconds deadline) const {
    VkSemaphoreWaitInfo info{};
    info.sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO;
    info.semaphoreCount = 1;
    info.pSemaphores = &timeline_;
    info.pValues = &value;
    const auto timeout = static_cast<std::uint64_t>(std::max<std::int64_t>(deadline.count(), 0));
    const VkResult result = functions_.WaitSemaphores(handle_, &info, timeout);
    if (result == VK_TIMEOUT) return false;
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkWaitSemaphores", result));
    return true;
}

Result<bool> Device::wait_idle(std::chrono::nanoseconds deadline) const {
    return submitted_ == 0 ? Result<bool>(true) : wait_for(submitted_, deadline);
}

Result<bool> Submission::wait(std::chrono::nanoseconds deadline) const {
    return device_ == nullptr ? Result<bool>(true) : device_->wait_for(value_, deadline);
}

}  // namespace inference::vulkan
