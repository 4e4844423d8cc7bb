#include "shaders/shader_library.h"

namespace shaders {
namespace {
struct Entry {
    std::string_view name;
    std::span<const std::uint32_t> words;
};
}  // namespace
}  // namespace shaders

#include "embedded_shaders.inc"

namespace shaders {

std::span<const std::uint32_t> find_shader(std::string_view name) {
    for (const Entry& entry : entries)
        if (entry.name == name) return entry.words;
    return {};
}

std::vector<std::string_view> shader_names() {
    std::vector<std::string_view> names;
    for (const Entry& entry : entries) names.push_back(entry.name);
    return names;
}

}  // namespace shaders
