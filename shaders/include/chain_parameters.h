// What chained dispatches share with C++, beside their kernels' own parameters (parameters.h): chain.glsl.
#ifndef ALTIPLANO_SHADERS_CHAIN_PARAMETERS_H
#define ALTIPLANO_SHADERS_CHAIN_PARAMETERS_H
#ifdef __cplusplus
#include <cstdint>
namespace inference::vulkan::shader {
using uint = std::uint32_t;
#endif

// Of a chained kernel, behind its other push constants.
struct ChainLink {
    uint awaited;  // releases of the dispatches before it in the chain
    uint end;      // releases of the whole chain, where this may be its last dispatch; 0: there is no chain
    uint looks;    // at the count, then it gives up
};

// What is counted, in device memory. `chain_outcome_binding` has a word that the host sees, 1 where one gave up.
struct ChainCounts {
    uint released;  // workgroups of the chain; 0 between chains
    uint gave_up;
};

// Behind all other bindings of a kernel.
const uint chain_counts_binding = 16;
const uint chain_outcome_binding = 17;

// Push constants of chain_check.comp.
struct ChainCheckParameters {
    uint values;  // of both buffers
    uint step;
};

#ifdef __cplusplus
}  // namespace inference::vulkan::shader
#endif
#endif
