#pragma once
#include <string>
#include <string_view>

#include "inference/vulkan/device.h"

namespace inference::vulkan {

// Vulkan does not promise that workgroups begin while others wait for them, and what waits by counts instead of
// barriers leans on a part of the memory model that few programs use. So a device is tried before its tokens are
// computed so.

inline constexpr std::string_view waited_in_vain = "a workgroup waited in vain for those before it";

/// Chains dispatches of few workgroups, then of more than a device holds at once, which hand on numbers that are known,
/// and looks at these and at the counts. Some milliseconds of a graphics card. Fails with DeviceFailure where one is
/// wrong or one gave up, with DeviceLost where it has not ended within a second (of a software device, which compiles
/// meanwhile, a minute), and as the device does.
Result<void> try_chained_dispatches(Device& device);

/// Why dispatches are not to be chained (problem_of), as it is kept beside the device's pipelines or tried now.
std::string chain_problem(Device& device);

}  // namespace inference::vulkan
