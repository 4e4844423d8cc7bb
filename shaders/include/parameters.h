// Parameters that C++ and the shaders share: one definition for both.
#ifndef ALTIPLANO_SHADERS_PARAMETERS_H
#define ALTIPLANO_SHADERS_PARAMETERS_H
#ifdef __cplusplus
#include <cstdint>
namespace inference::vulkan::shader {
using uint = std::uint32_t;
#endif

// What changes from submission to submission, in a small buffer that the host writes, so that a recording stays valid.
// The last three are a VkDispatchIndirectCommand: decode attention's workgroups (context splits, heads, tokens).
struct BatchParameters {
    uint position;  // of the batch's first token
    uint tokens;    // how many
    uint attention_splits;
    uint attention_heads;
    uint attention_tokens;
};

#ifdef __cplusplus
}  // namespace inference::vulkan::shader
#endif
#endif
