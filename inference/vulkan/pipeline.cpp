#include "inference/vulkan/pipeline.h"

#include <fmt/format.h>

#include "inference/vulkan/shader_needs.h"
#include "shaders/shader_library.h"

namespace inference::vulkan {

Pipeline::State::~State() {
    if (!device->settle()) return;
    const Functions& functions = device->functions();
    if (pipeline != VK_NULL_HANDLE) functions.DestroyPipeline(device->handle(), pipeline, nullptr);
    if (layout != VK_NULL_HANDLE) functions.DestroyPipelineLayout(device->handle(), layout, nullptr);
    if (set_layout != VK_NULL_HANDLE) functions.DestroyDescriptorSetLayout(device->handle(), set_layout, nullptr);
}

Result<Pipeline> Pipeline::create(Device& device, std::string_view shader, const Specialization& constants,
                                  Options options) {
    const auto spirv = shaders::find_shader(shader);
    if (spirv.empty())
        return fail(ErrorKind::InvalidArgument, fmt::format("the program has no shader named {}", shader),
                    "Add it to shaders/manifest.");
    return create(device, shader, spirv, constants, options);
}

Result<Pipeline> Pipeline::create(Device& device, std::string_view name, std::span<const std::uint32_t> spirv,
                                  const Specialization& constants, Options options) {
    auto interface = reflect(spirv);
    if (!interface) return std::unexpected(interface.error());
    const Capabilities& capabilities = device.capabilities();
    if (auto unmet = unmet_need(name, *interface, constants, capabilities)) return std::unexpected(std::move(*unmet));
    const Functions& functions = device.functions();
    auto state = std::make_shared<State>();
    state->device = device.shared_from_this();
    state->name = name;
    state->bindings = std::move(interface->bindings);
    state->push_constants_bytes = interface->push_constants_bytes;

    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (const std::uint32_t binding : state->bindings)
        bindings.push_back({binding, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    VkDescriptorSetLayoutCreateInfo set_layout{};
    set_layout.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO;
    set_layout.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set_layout.pBindings = bindings.data();
    VkResult result = functions.CreateDescriptorSetLayout(device.handle(), &set_layout, nullptr, &state->set_layout);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreateDescriptorSetLayout", result));

    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, (state->push_constants_bytes + 3) / 4 * 4};
    VkPipelineLayoutCreateInfo layout{};
    layout.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &state->set_layout;
    layout.pushConstantRangeCount = state->push_constants_bytes > 0 ? 1 : 0;
    layout.pPushConstantRanges = &range;
    result = functions.CreatePipelineLayout(device.handle(), &layout, nullptr, &state->layout);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreatePipelineLayout", result));

    VkShaderModuleCreateInfo module_info{};
    module_info.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
    module_info.codeSize = spirv.size_bytes();
    module_info.pCode = spirv.data();
    VkShaderModule module = VK_NULL_HANDLE;
    result = functions.CreateShaderModule(device.handle(), &module_info, nullptr, &module);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreateShaderModule", result));

    std::vector<VkSpecializationMapEntry> entries;
    std::vector<std::uint32_t> values;
    for (const auto& [id, value] : constants) {
        entries.push_back(
            {id, static_cast<std::uint32_t>(values.size() * sizeof(std::uint32_t)), sizeof(std::uint32_t)});
        values.push_back(value);
    }
    const VkSpecializationInfo specialization{static_cast<std::uint32_t>(entries.size()), entries.data(),
                                              values.size() * sizeof(std::uint32_t), values.data()};
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo subgroup{};
    subgroup.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO;
    subgroup.requiredSubgroupSize = options.subgroup_size;
    VkComputePipelineCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    if (options.subgroup_size != 0 && capabilities.subgroup_size_control) {
        info.stage.flags = VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT;
        info.stage.pNext = &subgroup;
    }
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &specialization;
    info.layout = state->layout;
    result = functions.CreateComputePipelines(device.handle(), device.pipelines(), 1, &info, nullptr, &state->pipeline);
    functions.DestroyShaderModule(device.handle(), module, nullptr);
    if (result != VK_SUCCESS) return std::unexpected(vulkan_error("vkCreateComputePipelines", result));
    Pipeline pipeline;
    pipeline.state_ = std::move(state);
    return pipeline;
}

}  // namespace inference::vulkan
