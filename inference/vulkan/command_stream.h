#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// A recorded list of dispatches and copies, which can be sent many times. begin(), record, end(); the first failure is
/// kept and returned by end(). Whoever records places the barriers within it; end() places one behind it, so that all
/// it wrote is seen by the host once it has ended, and by the streams that are sent after it. Must not be recorded
/// again while it is under way.
class CommandStream {
public:
    static Result<std::unique_ptr<CommandStream>> create(Device& device);
    ~CommandStream();
    CommandStream(const CommandStream&) = delete;
    CommandStream& operator=(const CommandStream&) = delete;

    /// Forgets what was recorded and begins anew.
    void begin();
    /// Makes the stream ready to be sent.
    Result<void> end();

    /// `buffers` in the order of the shader's bindings, as many as it has; `push_constants` as long as it declares.
    void dispatch(const Pipeline& pipeline, std::span<const BufferView> buffers,
                  std::span<const std::byte> push_constants, std::uint32_t x, std::uint32_t y = 1, std::uint32_t z = 1);
    template <typename Parameters>
        requires std::is_trivially_copyable_v<Parameters>
    void dispatch(const Pipeline& pipeline, std::span<const BufferView> buffers, const Parameters& parameters,
                  std::uint32_t x, std::uint32_t y = 1, std::uint32_t z = 1) {
        dispatch(pipeline, buffers, std::as_bytes(std::span(&parameters, 1)), x, y, z);
    }
    /// The numbers of workgroups are three uint32 at the start of `groups`, read when it runs.
    void dispatch_indirect(const Pipeline& pipeline, std::span<const BufferView> buffers,
                           std::span<const std::byte> push_constants, const BufferView& groups);
    template <typename Parameters>
        requires std::is_trivially_copyable_v<Parameters>
    void dispatch_indirect(const Pipeline& pipeline, std::span<const BufferView> buffers, const Parameters& parameters,
                           const BufferView& groups) {
        dispatch_indirect(pipeline, buffers, std::as_bytes(std::span(&parameters, 1)), groups);
    }

    /// What dispatches before it wrote is seen by dispatches after it, as data and as indirect commands.
    void barrier();
    /// The same between dispatches, copies and fills, in every direction.
    void full_barrier();
    void copy(const BufferView& from, const BufferView& to);  ///< from.bytes of them
    void fill(const BufferView& view, std::uint32_t value);   ///< offset and bytes are multiples of 4

    /// Writes the time into query `index` (below `timestamps_capacity`) when everything before it has ended.
    static constexpr std::uint32_t timestamps_capacity = 2048;
    void timestamp(std::uint32_t index);
    /// The first `count` times in nanoseconds since the first of them, once the stream has ended; they stay until the
    /// next call. Empty on a queue without timestamps.
    Result<std::span<const double>> timestamps(std::uint32_t count);

    /// Those that were recorded, in order; neighbours that are the same count once.
    std::span<const Pipeline> pipelines() const { return pipelines_; }
    std::uint32_t dispatches() const { return dispatches_; }
    std::uint32_t barriers() const { return barriers_; }  ///< with the one of end()
    VkCommandBuffer handle() const { return commands_; }

private:
    explicit CommandStream(Device& device) : device_(device.shared_from_this()) {}
    bool bind(const Pipeline& pipeline, std::span<const BufferView> buffers, std::span<const std::byte> push_constants);
    VkDescriptorSet allocate_set(VkDescriptorSetLayout layout);
    void memory_barrier(VkPipelineStageFlags from, VkAccessFlags writes, VkPipelineStageFlags to, VkAccessFlags reads);
    void note(const char* call, VkResult result);
    void misuse(std::string what);

    std::shared_ptr<Device> device_;
    VkCommandPool pool_ = VK_NULL_HANDLE;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
    VkQueryPool queries_ = VK_NULL_HANDLE;
    std::vector<VkDescriptorPool> descriptor_pools_;
    std::size_t pools_used_ = 0;
    std::vector<Pipeline> pipelines_;  // kept alive while recorded
    VkPipeline bound_ = VK_NULL_HANDLE;
    std::uint32_t dispatches_ = 0;
    std::uint32_t barriers_ = 0;
    std::vector<Error> failures_;
    std::vector<std::uint64_t> ticks_;  // of the queries
    std::vector<double> times_;
};

}  // namespace inference::vulkan
