#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "inference/error.h"

namespace inference::vulkan {

/// What a compute shader's SPIR-V says of its interface, so that no binding is written twice.
struct ShaderInterface {
    std::vector<std::uint32_t> bindings;     ///< storage buffer bindings of set 0, rising
    std::uint32_t push_constants_bytes = 0;  ///< 0 without a push constant block
    struct Extent {
        std::uint32_t value = 0;                   ///< unless it is specialized
        std::optional<std::uint32_t> constant_id;  ///< of the specialization constant, if it is one
    };
    std::array<Extent, 3> local_size;         ///< of a workgroup
    std::vector<std::uint32_t> capabilities;  ///< numbers of the specification's section 3.31, as declared
};

/// Reads a module (SPIR-V specification 1.5, https://registry.khronos.org/SPIR-V/specs/unified1/SPIRV.html). Every word
/// is compared with the words that are there. Fails with InvalidFile for anything that is no sound module, for
/// descriptor sets other than 0, for resources other than storage buffers, and for a module that names no workgroup
/// size.
Result<ShaderInterface> reflect(std::span<const std::uint32_t> words);

}  // namespace inference::vulkan
