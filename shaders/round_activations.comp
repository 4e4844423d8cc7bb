#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#include "include/parameters.h"
// Activations from float32 to float16, for products on cooperative matrices: inference/vulkan/kernels/round_activations.h.
// A workgroup a token.
layout(local_size_x = 128) in;
layout(push_constant) uniform Push { RoundParameters parameters; };
layout(binding = 0) readonly buffer Input { vec4 values[]; } input_floats;    // (tokens, stride / 4)
layout(binding = 1) writeonly buffer Output { uvec2 words[]; } output_halves; // (tokens, stride / 4) of 4 float16
layout(binding = 2) writeonly buffer Exponents { int of[]; } exponents;       // (tokens)
#include "include/float16.glsl"
#include "include/as_float16.glsl"

shared float largest_of[128];

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint words = parameters.stride / 4;
    const uint first = gl_WorkGroupID.x * words;
    vec4 largest = vec4(0.0);
    for (uint i = thread; i < words; i += 128) largest = max(largest, abs(input_floats.values[first + i]));
    largest_of[thread] = max(max(largest.x, largest.y), max(largest.z, largest.w));
    barrier();  // all have found theirs
    float row_largest = 0.0;
    for (uint i = 0; i < 128; ++i) row_largest = max(row_largest, largest_of[i]);
    const int exponent = float16_exponent(row_largest);
    if (thread == 0) exponents.of[gl_WorkGroupID.x] = exponent;
    const float factor = power_of_two(exponent);
    for (uint i = thread; i < words; i += 128)
        output_halves.words[first + i] = as_float16(input_floats.values[first + i] * factor);
}
