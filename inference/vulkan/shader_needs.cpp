#include "inference/vulkan/shader_needs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace inference::vulkan {

namespace {

/// A capability that a module may declare (SPIR-V specification, section 3.31), and the feature it stands for.
struct Known {
    std::uint32_t number;
    const char* name;
    bool Capabilities::* feature;  // nullptr: every Vulkan 1.2 device has it
};

constexpr Known known_capabilities[] = {
    {0, "Matrix", nullptr},
    {1, "Shader", nullptr},
    {9, "Float16", &Capabilities::shader_float16},
    {39, "Int8", &Capabilities::shader_int8},
    {61, "GroupNonUniform", nullptr},
    {63, "GroupNonUniformArithmetic", &Capabilities::subgroup_arithmetic},
    {65, "GroupNonUniformShuffle", &Capabilities::subgroup_arithmetic},
    {4433, "StorageBuffer16BitAccess", &Capabilities::storage_16_bit},
    {4448, "StorageBuffer8BitAccess", &Capabilities::storage_8_bit},
    {5345, "VulkanMemoryModel", &Capabilities::memory_model},
    {5347, "PhysicalStorageBufferAddresses", &Capabilities::buffer_device_address},
    {6017, "DotProductInput4x8Bit", &Capabilities::integer_dot_product},
    {6018, "DotProductInput4x8BitPacked", &Capabilities::integer_dot_product},
    {6019, "DotProduct", &Capabilities::integer_dot_product},
    {6022, "CooperativeMatrixKHR", &Capabilities::cooperative_matrix},
};

Error unmet(std::string what) {
    return {ErrorKind::Unsupported, std::move(what),
            "Choose another device; if none runs the model, please report it."};
}

}  // namespace

std::optional<Error> unmet_need(std::string_view shader, const ShaderInterface& interface,
                                std::span<const SpecializationConstant> constants, const Capabilities& capabilities) {
    for (const std::uint32_t number : interface.capabilities) {
        const auto known = std::ranges::find(known_capabilities, number, &Known::number);
        if (known == std::end(known_capabilities))
            return unmet(
                fmt::format("kernel {} needs SPIR-V capability {}, which no device is asked for", shader, number));
        if (known->feature != nullptr && !(capabilities.*known->feature))
            return unmet(fmt::format("kernel {} needs {}, which the device does not have", shader, known->name));
    }
    if (interface.push_constants_bytes > capabilities.max_push_constants_bytes)
        return unmet(fmt::format("kernel {} has {} bytes of push constants, the device takes {}", shader,
                                 interface.push_constants_bytes, capabilities.max_push_constants_bytes));
    if (interface.bindings.size() > capabilities.max_bindings)
        return unmet(fmt::format("kernel {} binds {} buffers, the device takes {}", shader, interface.bindings.size(),
                                 capabilities.max_bindings));
    std::array<std::uint64_t, 3> size{};
    std::uint64_t invocations = 1;
    bool fits = true;
    for (std::size_t i = 0; i < size.size(); ++i) {
        size[i] = interface.local_size[i].value;
        for (const auto& [id, value] : constants)
            if (interface.local_size[i].constant_id == id) size[i] = value;
        fits = fits && size[i] > 0 && size[i] <= capabilities.max_workgroup_size[i];
        if (fits) invocations *= size[i];
    }
    if (!fits || invocations > capabilities.max_workgroup_invocations)
        return unmet(fmt::format(
            "kernel {} has workgroups of {} x {} x {}, the device takes {} x {} x {} and {} in all", shader, size[0],
            size[1], size[2], capabilities.max_workgroup_size[0], capabilities.max_workgroup_size[1],
            capabilities.max_workgroup_size[2], capabilities.max_workgroup_invocations));
    return std::nullopt;
}

}  // namespace inference::vulkan
