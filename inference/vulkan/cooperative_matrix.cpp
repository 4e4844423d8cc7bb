#include "inference/vulkan/cooperative_matrix.h"

#include <algorithm>
#include <vector>

namespace inference::vulkan {

namespace {

bool divides_tiles(const VkCooperativeMatrixPropertiesKHR& shape) {
    const auto is_one_of = [](std::uint32_t size, std::initializer_list<std::uint32_t> sizes) {
        return std::ranges::find(sizes, size) != sizes.end();
    };
    return is_one_of(shape.MSize, {8, 16, 32}) && is_one_of(shape.NSize, {8, 16, 32}) &&
           is_one_of(shape.KSize, {8, 16, 32, 64});
}

bool sums_float16_in_float32(const VkCooperativeMatrixPropertiesKHR& shape) {
    return shape.AType == VK_COMPONENT_TYPE_FLOAT16_KHR && shape.BType == VK_COMPONENT_TYPE_FLOAT16_KHR &&
           shape.CType == VK_COMPONENT_TYPE_FLOAT32_KHR && shape.ResultType == VK_COMPONENT_TYPE_FLOAT32_KHR &&
           shape.saturatingAccumulation == VK_FALSE && shape.scope == VK_SCOPE_SUBGROUP_KHR;
}

}  // namespace

std::optional<CooperativeShape> cooperative_shape_of(const Functions& functions, VkPhysicalDevice device) {
    const auto ask = functions.GetPhysicalDeviceCooperativeMatrixPropertiesKHR;
    std::uint32_t count = 0;
    if (ask == nullptr || ask(device, &count, nullptr) != VK_SUCCESS) return std::nullopt;
    VkCooperativeMatrixPropertiesKHR empty{};
    empty.sType = VK_STRUCTURE_TYPE_COOPERATIVE_MATRIX_PROPERTIES_KHR;
    std::vector<VkCooperativeMatrixPropertiesKHR> offered(count, empty);
    if (ask(device, &count, offered.data()) < 0) return std::nullopt;
    offered.resize(std::min<std::size_t>(count, offered.size()));
    std::optional<CooperativeShape> best;
    const auto size = [](const CooperativeShape& shape) { return shape.rows * shape.tokens * shape.columns; };
    for (const VkCooperativeMatrixPropertiesKHR& one : offered) {
        if (!sums_float16_in_float32(one) || !divides_tiles(one)) continue;
        const CooperativeShape shape{one.MSize, one.NSize, one.KSize};
        if (!best || size(shape) > size(*best)) best = shape;
    }
    return best;
}

}  // namespace inference::vulkan
