#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/driver_identity.h"
#include "inference/vulkan/instance.h"
#include "inference/vulkan/kernel_tuning.h"
#include "inference/vulkan/pipeline_cache.h"
#include "inference/vulkan/submission.h"

namespace inference::vulkan {

class CommandStream;

/// A device that is open, with one compute queue. Used by one thread. Destroying anything of it waits for the queue
/// first, finitely.
class Device : public std::enable_shared_from_this<Device> {
public:
    struct Options {
        std::string_view mask = {};  ///< features to leave off (Capabilities::masked), besides ALTIPLANO_VULKAN_MASK's
        std::string why = {};        ///< see left_out()
        std::optional<KernelTuning> tuning = {};  ///< instead of what was kept or is known to be good
    };
    /// Fails with NoDevice when the device has no Vulkan 1.2 or no compute queue.
    static Result<std::shared_ptr<Device>> open(std::shared_ptr<Instance> instance, VkPhysicalDevice physical,
                                                const Options& options);
    static Result<std::shared_ptr<Device>> open(std::shared_ptr<Instance> instance, VkPhysicalDevice physical) {
        return open(std::move(instance), physical, Options());
    }
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const Functions& functions() const { return functions_; }
    VkDevice handle() const { return handle_; }
    std::uint32_t queue_family() const { return queue_family_; }
    const Capabilities& capabilities() const { return capabilities_; }
    /// Features that it has and that are not used, as they were found wrong: which and why. Empty: none.
    const std::string& left_out() const { return left_out_; }
    /// From now on, also of what is opened later, no dispatches are chained: `what` happened, which is said and kept.
    void stop_chaining(std::string_view what);
    const DriverIdentity& driver() const { return driver_; }
    const Instance& instance() const { return *instance_; }

    /// Device memory that weights can still have: VK_EXT_memory_budget's word, else the heap's size less what was taken
    /// here.
    std::uint64_t free_memory_bytes() const;
    /// What the buffers that are alive take.
    std::uint64_t allocated_bytes() const { return allocated_bytes_; }

    /// Fails with OutOfMemory, naming what `name` needed and what is there. Its contents are undefined.
    Result<Buffer> create_buffer(std::uint64_t bytes, Purpose purpose, std::string_view name);

    /// What its kernels are compiled with, and where the result is kept; VK_NULL_HANDLE where it is not.
    VkPipelineCache pipelines() const { return pipelines_ ? pipelines_->handle() : VK_NULL_HANDLE; }
    /// Keeps what was compiled for the next start. Where that fails it is compiled again, and nothing else is amiss.
    void keep_pipelines() const;

    /// The sizes of its kernels: as they were tuned, else what is known to be good.
    const KernelTuning& tuning() const { return tuning_; }
    /// For whatever is made from now on, and for the next start. Fails with Unreadable, or InvalidArgument where the
    /// instance has no place for it.
    Result<void> keep_tuning(const KernelTuning& tuning);

    /// Sends a recorded stream to the queue. The stream must not be recorded again or destroyed before it has ended.
    Result<Submission> submit(const CommandStream& stream);
    /// Waits for everything that was sent, at most so long.
    Result<bool> wait_idle(std::chrono::nanoseconds deadline) const;
    /// Waits until nothing that was sent is still running, so that what it used can be destroyed. A lost device runs
    /// nothing. False once a device hangs: what it may still use is then left alone, not destroyed.
    bool settle() const;

private:
    friend class Buffer;
    friend class Submission;
    Device() = default;
    Result<bool> wait_for(std::uint64_t value, std::chrono::nanoseconds deadline) const;
    int memory_type(std::uint32_t allowed, Purpose purpose) const;

    std::shared_ptr<Instance> instance_;
    VkPhysicalDevice physical_ = VK_NULL_HANDLE;
    Functions functions_;
    VkDevice handle_ = VK_NULL_HANDLE;
    VkQueue queue_ = VK_NULL_HANDLE;
    std::uint32_t queue_family_ = 0;
    Capabilities capabilities_;
    std::string left_out_;
    DriverIdentity driver_;
    KernelTuning tuning_;
    VkPhysicalDeviceMemoryProperties memory_{};
    std::unique_ptr<PipelineCache> pipelines_;
    VkSemaphore timeline_ = VK_NULL_HANDLE;
    std::uint64_t submitted_ = 0;  // the timeline's value after the last submission
    mutable bool hangs_ = false;
    std::uint64_t allocated_bytes_ = 0;
};

}  // namespace inference::vulkan
