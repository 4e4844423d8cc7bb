#pragma once
#include <cstring>
#include <span>
#include <vector>

#include "inference/vulkan/functions.h"
#include "shaders/include/chain_parameters.h"

namespace inference::test {

/// A real driver under which chained dispatches that are recorded while `armed` wait for more than there is, look once
/// and give up. Put in by Instance::Options::replace. One at a time, as Vulkan's functions carry no context of ours.
class LinksInVain {
public:
    static inline bool armed = false;
    static inline int links = 0;  ///< that wait, recorded so far

    static void install(vulkan::Functions& functions) {
        if (functions.CmdPushConstants == nullptr || functions.CmdPushConstants == push) return;
        original_ = functions.CmdPushConstants;
        functions.CmdPushConstants = push;
    }

private:
    static VKAPI_ATTR void VKAPI_CALL push(VkCommandBuffer commands, VkPipelineLayout layout, VkShaderStageFlags stages,
                                           std::uint32_t offset, std::uint32_t size, const void* values) {
        vulkan::shader::ChainLink link{};
        if (offset == 0 || size != sizeof link) return original_(commands, layout, stages, offset, size, values);
        std::memcpy(&link, values, sizeof link);
        if (link.awaited != 0) {
            ++links;
            if (armed) {
                link.awaited += 1U << 20U;
                link.looks = 0;
            }
        }
        original_(commands, layout, stages, offset, size, &link);
    }
    static inline PFN_vkCmdPushConstants original_ = nullptr;
};

}  // namespace inference::test
