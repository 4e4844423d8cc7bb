#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace shaders {

/// The SPIR-V of an embedded kernel variant, by its name in shaders/manifest; empty if there is none.
std::span<const std::uint32_t> find_shader(std::string_view name);

/// The names of all variants, in the manifest's order.
std::vector<std::string_view> shader_names();

}  // namespace shaders
