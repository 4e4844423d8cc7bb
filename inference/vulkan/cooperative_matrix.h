#pragma once
#include <optional>

#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/functions.h"

namespace inference::vulkan {

/// The shape that a device multiplies in, of those it offers for float16 products that a subgroup sums in float32
/// without saturation: the largest whose sides divide the kernels' tiles. Nothing where there is none, or where the
/// loader does not know the question. For a device that has VK_KHR_cooperative_matrix.
std::optional<CooperativeShape> cooperative_shape_of(const Functions& functions, VkPhysicalDevice device);

}  // namespace inference::vulkan
