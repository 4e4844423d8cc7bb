#pragma once
#include <optional>
#include <span>

#include "inference/vulkan/capabilities.h"
#include "inference/vulkan/pipeline.h"
#include "inference/vulkan/spirv_reflection.h"

namespace inference::vulkan {

/// What a shader needs and a device with these capabilities does not give: a feature that is off, too large a
/// workgroup, too many bindings. A driver need not report any of them; many crash. Nothing when the shader can run.
std::optional<Error> unmet_need(std::string_view shader, const ShaderInterface& interface,
                                std::span<const SpecializationConstant> constants, const Capabilities& capabilities);

}  // namespace inference::vulkan
