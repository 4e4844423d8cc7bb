#include "inference/vulkan/command_stream.h"

#include <fmt/format.h>

#include <utility>

namespace inference::vulkan {

namespace {

constexpr std::uint32_t sets_per_pool = 256;

/// How dispatches, copies and fills write memory, and how they use it.
constexpr VkAccessFlags written = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
constexpr VkAccessFlags used = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT |
                               VK_ACCESS_TRANSFER_WRITE_BIT | VK_ACCESS_INDIRECT_COMMAND_READ_BIT;
constexpr std::uint32_t descriptors_per_pool = sets_per_pool * 10;  // of the kernels, ten bindings are the most

/// Whole words of a buffer, which is there.
bool lies_within(const BufferView& view) {
    return view.buffer != nullptr && view.bytes > 0 && view.offset % 4 == 0 &&
           view.offset <= view.buffer->size_bytes() && view.bytes <= view.buffer->size_bytes() - view.offset;
}

}  // namespace

Result<std::unique_ptr<CommandStream>> CommandStream::create(Device& device) {
    auto stream = std::unique_ptr<CommandStream>(new CommandStream(device));
    const Functions& functions = device.functions();
    VkCommandPoolCreateInfo pool{};
    pool.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO;
    pool.queueFamilyIndex = device.queue_family();
    if (const VkResult result = functions.CreateCommandPool(device.handle(), &pool, nullptr, &stream->pool_);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkCreateCommandPool", result));
    VkCommandBufferAllocateInfo commands{};
    commands.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
    commands.commandPool = stream->pool_;
    commands.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    commands.commandBufferCount = 1;
    if (const VkResult result = functions.AllocateCommandBuffers(device.handle(), &commands, &stream->commands_);
        result != VK_SUCCESS)
        return std::unexpected(vulkan_error("vkAllocateCommandBuffers", result));
    return stream;
}

CommandStream::~CommandStream() {
    if (!device_->settle()) return;
    const Functions& functions = device_->functions();
    const VkDevice device = device_->handle();
    for (VkDescriptorPool pool : descriptor_pools_) functions.DestroyDescriptorPool(device, pool, nullptr);
    if (queries_ != VK_NULL_HANDLE) functions.DestroyQueryPool(device, queries_, nullptr);
    if (pool_ != VK_NULL_HANDLE) functions.DestroyCommandPool(device, pool_, nullptr);
}

void CommandStream::note(const char* call, VkResult result) {
    if (result != VK_SUCCESS) failures_.push_back(vulkan_error(call, result));
}

void CommandStream::misuse(std::string what) {
    failures_.push_back(
        {ErrorKind::InvalidArgument, std::move(what), "This is a fault of the program; please report it."});
}

void CommandStream::begin() {
    const Functions& functions = device_->functions();
    failures_.clear();
    pipelines_.clear();
    bound_ = VK_NULL_HANDLE;
    dispatches_ = barriers_ = 0;
    chain_.reset();
    waits_ = step_is_plain_ = step_ends_ = false;
    step_.clear();
    late_times_.clear();
    awaited_ = 0;
    pools_used_ = 0;
    for (VkDescriptorPool pool : descriptor_pools_)
        note("vkResetDescriptorPool", functions.ResetDescriptorPool(device_->handle(), pool, 0));
    note("vkResetCommandPool", functions.ResetCommandPool(device_->handle(), pool_, 0));
    VkCommandBufferBeginInfo info{};
    info.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
    note("vkBeginCommandBuffer", functions.BeginCommandBuffer(commands_, &info));
    if (queries_ != VK_NULL_HANDLE) functions.CmdResetQueryPool(commands_, queries_, 0, timestamps_capacity);
}

Result<void> CommandStream::end() {
    end_step(true);
    // A barrier reaches over the queue's later submissions too. What the host writes before a submission is seen by it
    // without one.
    ++barriers_;
    memory_barrier(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT, written,
                   VK_PIPELINE_STAGE_ALL_COMMANDS_BIT | VK_PIPELINE_STAGE_HOST_BIT, used | VK_ACCESS_HOST_READ_BIT);
    note("vkEndCommandBuffer", device_->functions().EndCommandBuffer(commands_));
    if (!failures_.empty()) return std::unexpected(failures_.front());
    return {};
}

VkDescriptorSet CommandStream::allocate_set(VkDescriptorSetLayout layout) {
    const Functions& functions = device_->functions();
    for (;; ++pools_used_) {
        if (pools_used_ == descriptor_pools_.size()) {
            const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, descriptors_per_pool};
            VkDescriptorPoolCreateInfo info{};
            info.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO;
            info.maxSets = sets_per_pool;
            info.poolSizeCount = 1;
            info.pPoolSizes = &size;
            VkDescriptorPool pool = VK_NULL_HANDLE;
            const VkResult result = functions.CreateDescriptorPool(device_->handle(), &info, nullptr, &pool);
            note("vkCreateDescriptorPool", result);
            if (result != VK_SUCCESS) return VK_NULL_HANDLE;
            descriptor_pools_.push_back(pool);
        }
        VkDescriptorSetAllocateInfo info{};
        info.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO;
        info.descriptorPool = descriptor_pools_[pools_used_];
        info.descriptorSetCount = 1;
        info.pSetLayouts = &layout;
        VkDescriptorSet set = VK_NULL_HANDLE;
        const VkResult result = functions.AllocateDescriptorSets(device_->handle(), &info, &set);
        if (result == VK_SUCCESS) return set;
        if (result != VK_ERROR_OUT_OF_POOL_MEMORY && result != VK_ERROR_FRAGMENTED_POOL) {
            note("vkAllocateDescriptorSets", result);
            return VK_NULL_HANDLE;
        }
        if (pools_used_ + 1 == descriptor_pools_.size() && descriptor_pools_.size() > 1024) {
            note("vkAllocateDescriptorSets", result);
            return VK_NULL_HANDLE;
        }
    }
}

std::optional<CommandStream::Dispatch> CommandStream::prepare(const Pipeline& pipeline,
                                                              std::span<const BufferView> given,
                                                              std::span<const std::byte> push_constants) {
    const auto bindings = pipeline.bindings();
    std::vector<BufferView> buffers(given.begin(), given.end());
    std::size_t push_constants_bytes = push_constants.size();
    if (pipeline.is_chained() && chain_) {
        buffers.insert(buffers.end(), {chain_->counts, chain_->outcome});
        push_constants_bytes += sizeof(shader::ChainLink);
    }
    if (buffers.size() != bindings.size() || push_constants_bytes != pipeline.push_constants_bytes()) {
        misuse(fmt::format("kernel {} takes {} buffers and {} bytes of parameters, not {} and {}", pipeline.name(),
                           bindings.size(), pipeline.push_constants_bytes(), buffers.size(), push_constants_bytes));
        return std::nullopt;
    }
    for (const BufferView& view : buffers)
        if (!lies_within(view) || view.bytes > device_->capabilities().max_binding_bytes ||
            view.offset % device_->capabilities().storage_alignment_bytes != 0) {
            misuse(fmt::format("kernel {} was given a view of {} bytes at {} that cannot be bound", pipeline.name(),
                               view.bytes, view.offset));
            return std::nullopt;
        }
    const Functions& functions = device_->functions();
    if (pipelines_.empty() || pipelines_.back().handle() != pipeline.handle()) pipelines_.push_back(pipeline);
    const VkDescriptorSet set = allocate_set(pipeline.set_layout());
    if (set == VK_NULL_HANDLE) return std::nullopt;
    std::vector<VkDescriptorBufferInfo> infos(buffers.size());
    std::vector<VkWriteDescriptorSet> writes(buffers.size());
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        infos[i] = {buffers[i].buffer->handle(), buffers[i].offset, buffers[i].bytes};
        writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[i].dstSet = set;
        writes[i].dstBinding = bindings[i];
        writes[i].descriptorCount = 1;
        writes[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        writes[i].pBufferInfo = &infos[i];
    }
    functions.UpdateDescriptorSets(device_->handle(), static_cast<std::uint32_t>(writes.size()), writes.data(), 0,
                                   nullptr);
    ++dispatches_;
    Dispatch dispatch;
    dispatch.pipeline = pipeline;
    dispatch.set = set;
    dispatch.push_constants.assign(push_constants.begin(), push_constants.end());
    return dispatch;
}

void CommandStream::record(const Dispatch& dispatch, const shader::ChainLink& link) {
    const Functions& functions = device_->functions();
    const Pipeline& pipeline = dispatch.pipeline;
    if (bound_ != pipeline.handle()) {
        functions.CmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.handle());
        bound_ = pipeline.handle();
    }
    functions.CmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout(), 0, 1, &dispatch.set,
                                    0, nullptr);
    const auto push = [&](std::size_t offset, std::span<const std::byte> bytes) {
        if (!bytes.empty())
            functions.CmdPushConstants(commands_, pipeline.layout(), VK_SHADER_STAGE_COMPUTE_BIT,
                                       static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size()),
                                       bytes.data());
    };
    push(0, dispatch.push_constants);
    if (pipeline.is_chained()) push(dispatch.push_constants.size(), std::as_bytes(std::span(&link, 1)));
    const auto [x, y, z] = dispatch.groups;
    if (dispatch.indirect.buffer != nullptr)
        functions.CmdDispatchIndirect(commands_, dispatch.indirect.buffer->handle(), dispatch.indirect.offset);
    else
        functions.CmdDispatch(commands_, x, y, z);
}

void CommandStream::dispatch(const Pipeline& pipeline, std::span<const BufferView> buffers,
                             std::span<const std::byte> push_constants, std::uint32_t x, std::uint32_t y,
                             std::uint32_t z) {
    if (x == 0 || y == 0 || z == 0) return;
    const auto& most = device_->capabilities().max_workgroup_count;
    if (x > most[0] || y > most[1] || z > most[2])
        return misuse(fmt::format("kernel {} was given {} x {} x {} workgroups, the device takes {} x {} x {}",
                                  pipeline.name(), x, y, z, most[0], most[1], most[2]));
    auto dispatch = prepare(pipeline, buffers, push_constants);
    if (!dispatch) return;
    dispatch->groups = {x, y, z};
    dispatch->releases = x * y * z;
    place(std::move(*dispatch));
}

void CommandStream::dispatch_indirect(const Pipeline& pipeline, std::span<const BufferView> buffers,
                                      std::span<const std::byte> push_constants, const BufferView& groups,
                                      std::uint32_t releases) {
    if (!lies_within(groups) || groups.bytes < 3 * sizeof(std::uint32_t))
        return misuse(fmt::format("kernel {} was given no numbers of workgroups", pipeline.name()));
    auto dispatch = prepare(pipeline, buffers, push_constants);
    if (!dispatch) return;
    dispatch->indirect = groups;
    dispatch->releases = releases;
    place(std::move(*dispatch));
}

void CommandStream::memory_barrier(VkPipelineStageFlags from, VkAccessFlags writes, VkPipelineStageFlags to,
                                   VkAccessFlags reads) {
    const VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER, nullptr, writes, reads};
    device_->functions().CmdPipelineBarrier(commands_, from, to, 0, 1, &barrier, 0, nullptr, 0, nullptr);
}

void CommandStream::barrier() {
    if (waits_) {  // what follows tells whether there is one
        step_ends_ = true;
        return;
    }
    ++barriers_;
    memory_barrier(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT,
                   VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT,
                   VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_INDIRECT_COMMAND_READ_BIT);
}

void CommandStream::full_barrier() {
    end_step(true);
    ++barriers_;
    memory_barrier(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT, written,
                   VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, used);
}

void CommandStream::copy(const BufferView& from, const BufferView& to) {
    if (!lies_within(from) || !lies_within(to) || from.bytes > to.bytes)
        return misuse(fmt::format("a copy of {} bytes to {} bytes leaves its buffers", from.bytes, to.bytes));
    end_step(true);
    const VkBufferCopy region{from.offset, to.offset, from.bytes};
    device_->functions().CmdCopyBuffer(commands_, from.buffer->handle(), to.buffer->handle(), 1, &region);
}

void CommandStream::fill(const BufferView& view, std::uint32_t value) {
    if (!lies_within(view) || view.bytes % 4 != 0)
        return misuse(fmt::format("a fill of {} bytes at {} leaves its buffer", view.bytes, view.offset));
    end_step(true);
    device_->functions().CmdFillBuffer(commands_, view.buffer->handle(), view.offset, view.bytes, value);
}

void CommandStream::timestamp(std::uint32_t index) {
    if (device_->capabilities().timestamp_period_ns == 0.0 || index >= timestamps_capacity) return;
    if (queries_ == VK_NULL_HANDLE) {
        VkQueryPoolCreateInfo info{};
        info.sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO;
        info.queryType = VK_QUERY_TYPE_TIMESTAMP;
        info.queryCount = timestamps_capacity;
        const VkResult result = device_->functions().CreateQueryPool(device_->handle(), &info, nullptr, &queries_);
        note("vkCreateQueryPool", result);
        if (result != VK_SUCCESS) return;
        device_->functions().CmdResetQueryPool(commands_, queries_, 0, timestamps_capacity);
    }
    if (step_.empty())
        write_timestamp(index);
    else
        late_times_.push_back(index);
}

void CommandStream::write_timestamp(std::uint32_t index) {
    device_->functions().CmdWriteTimestamp(commands_, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, queries_, index);
}

Result<std::span<const double>> CommandStream::timestamps(std::uint32_t count) {
    times_.clear();
    if (queries_ == VK_NULL_HANDLE || count == 0) return times_;
    ticks_.resize(std::min(count, timestamps_capacity));
    const VkResult result = device_->functions().GetQueryPoolResults(
        device_->handle(), queries_, 0, static_cast<std::uint32_t>(ticks_.size()),
        ticks_.size() * sizeof(std::uint64_t), ticks_.data(), sizeof(std::uint64_t), VK_QUERY_RESULT_64_BIT);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkGetQueryPoolResults", result));
    // Clocks of less than 64 bits start again within hours: the difference is taken in their bits.
    const std::uint32_t unused_bits = 64 - std::min(device_->capabilities().timestamp_bits, 64U);
    for (const std::uint64_t tick : ticks_)
        times_.push_back(static_cast<double>(((tick - ticks_.front()) << unused_bits) >> unused_bits) *
                         device_->capabilities().timestamp_period_ns);
    return times_;
}

}  // namespace inference::vulkan
