#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "inference/vulkan/buffer.h"
#include "inference/vulkan/pipeline.h"
#include "shaders/include/chain_parameters.h"

namespace inference::vulkan {

/// Where the workgroups of chained dispatches count themselves (shaders/include/chain.glsl).
struct ChainViews {
    BufferView counts;   ///< shader::ChainCounts, zero before its first use
    BufferView outcome;  ///< a word, 0; 1 once a workgroup has given up: all that is computed since then is void
};

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

    /// Behind begin(), where there are to be chained kernels (Pipeline::is_chained): what they are bound to. With
    /// `waits` barrier() is none where chained kernels alone stand before it and behind it, up to the barriers next to
    /// it: each workgroup behind it waits for all before it by itself. Without, barriers are what they are elsewhere.
    void chain(const ChainViews& views, bool waits);

    /// `buffers` in the order of the shader's bindings, as many as it has; `push_constants` as long as it declares. Of
    /// chained kernels without those that chain() gives.
    void dispatch(const Pipeline& pipeline, std::span<const BufferView> buffers,
                  std::span<const std::byte> push_constants, std::uint32_t x, std::uint32_t y = 1, std::uint32_t z = 1);
    template <typename Parameters>
        requires std::is_trivially_copyable_v<Parameters>
    void dispatch(const Pipeline& pipeline, std::span<const BufferView> buffers, const Parameters& parameters,
                  std::uint32_t x, std::uint32_t y = 1, std::uint32_t z = 1) {
        dispatch(pipeline, buffers, std::as_bytes(std::span(&parameters, 1)), x, y, z);
    }
    /// The numbers of workgroups are three uint32 at the start of `groups`, read when it runs. `releases`: how many of
    /// them release what they wrote, of a chained kernel; the others are waited for by these.
    void dispatch_indirect(const Pipeline& pipeline, std::span<const BufferView> buffers,
                           std::span<const std::byte> push_constants, const BufferView& groups,
                           std::uint32_t releases = 0);
    template <typename Parameters>
        requires std::is_trivially_copyable_v<Parameters>
    void dispatch_indirect(const Pipeline& pipeline, std::span<const BufferView> buffers, const Parameters& parameters,
                           const BufferView& groups, std::uint32_t releases = 0) {
        dispatch_indirect(pipeline, buffers, std::as_bytes(std::span(&parameters, 1)), groups, releases);
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
    /// What is recorded as soon as it is known whether it ends a chain.
    struct Dispatch {
        Pipeline pipeline;
        VkDescriptorSet set = VK_NULL_HANDLE;
        std::vector<std::byte> push_constants;  ///< without the link
        std::array<std::uint32_t, 3> groups{};
        BufferView indirect;  ///< instead of them
        std::uint32_t releases = 0;
    };
    std::optional<Dispatch> prepare(const Pipeline& pipeline, std::span<const BufferView> buffers,
                                    std::span<const std::byte> push_constants);
    void record(const Dispatch& dispatch, const shader::ChainLink& link);
    void place(Dispatch dispatch);
    void end_step(bool ends_chain);
    void write_timestamp(std::uint32_t index);
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
    std::optional<ChainViews> chain_;
    bool waits_ = false;                     // by counts, of what follows:
    std::vector<Dispatch> step_;             // chained dispatches since the last barrier, not recorded yet
    bool step_is_plain_ = false;             // there are others since
    bool step_ends_ = false;                 // a barrier was asked for behind it
    std::uint32_t awaited_ = 0;              // releases of the chain's steps before
    std::vector<std::uint32_t> late_times_;  // behind the step
    std::uint32_t dispatches_ = 0;
    std::uint32_t barriers_ = 0;
    std::vector<Error> failures_;
    std::vector<std::uint64_t> ticks_;  // of the queries
    std::vector<double> times_;
};

}  // namespace inference::vulkan
