#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
// Activations from float32 to int8 with a scale per 32, for heads whose size is no multiple of 32 (attention's kernels
// quantise the others themselves). Eight threads a block of 32.
layout(local_size_x = 64) in;
#include "include/chain.glsl"
layout(push_constant) uniform Push { QuantiseParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
layout(binding = 0) EARLIER buffer Input { float values[]; } input_floats;                 // (tokens, stride)
layout(binding = 1) LATER buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, stride / 4)
layout(binding = 2) LATER buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, stride / 32)
float emitted(uint token, uint i) { return input_floats.values[token * parameters.stride + i]; }
#define QUANTS_ONLY
#include "include/emit_activations.glsl"

void main() {
    const uint block = gl_GlobalInvocationID.x / 8;
    const uint token = gl_WorkGroupID.y;
    await_earlier();
    if (block * 32 < parameters.columns)
        emit_block(token, block * 32, min(32, parameters.columns - block * 32), token * parameters.stride / 32 + block,
                   gl_GlobalInvocationID.x % 8);
    release_results();
}
