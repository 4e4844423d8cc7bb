#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inference/vulkan/device.h"
#include "shaders/include/chain_parameters.h"

namespace inference::vulkan {

/// The value of one `layout(constant_id = id) const uint`.
struct SpecializationConstant {
    std::uint32_t id;
    std::uint32_t value;
};
using Specialization = std::vector<SpecializationConstant>;

/// A compute kernel: an embedded shader with its specialization constants. Bindings and push constants are those that
/// the SPIR-V declares. Immutable and shared; lives as long as a stream that uses it is recorded.
class Pipeline {
public:
    struct Options {
        std::uint32_t subgroup_size = 0;  ///< required size, with full subgroups; 0 leaves it to the driver
    };
    /// Fails with InvalidArgument for a shader that the program does not have, Unsupported for what the device lacks
    /// (unmet_need), else as the driver says.
    static Result<Pipeline> create(Device& device, std::string_view shader, const Specialization& constants = {}) {
        return create(device, shader, constants, Options());
    }
    static Result<Pipeline> create(Device& device, std::string_view shader, const Specialization& constants,
                                   Options options);
    /// The same of a module in memory.
    static Result<Pipeline> create(Device& device, std::string_view name, std::span<const std::uint32_t> spirv,
                                   const Specialization& constants, Options options);

    const std::string& name() const { return state_->name; }
    std::span<const std::uint32_t> bindings() const { return state_->bindings; }
    std::uint32_t push_constants_bytes() const { return state_->push_constants_bytes; }
    /// Whether its workgroups wait and are waited for without barriers (CommandStream::chain): then the last two
    /// bindings, and the end of the push constants, are what the stream puts there.
    bool is_chained() const { return bindings().back() == shader::chain_outcome_binding; }
    VkPipeline handle() const { return state_->pipeline; }
    VkPipelineLayout layout() const { return state_->layout; }
    VkDescriptorSetLayout set_layout() const { return state_->set_layout; }

private:
    struct State {
        std::shared_ptr<Device> device;
        std::string name;
        std::vector<std::uint32_t> bindings;
        std::uint32_t push_constants_bytes = 0;
        VkDescriptorSetLayout set_layout = VK_NULL_HANDLE;
        VkPipelineLayout layout = VK_NULL_HANDLE;
        VkPipeline pipeline = VK_NULL_HANDLE;
        ~State();
    };
    std::shared_ptr<const State> state_;
};

}  // namespace inference::vulkan
