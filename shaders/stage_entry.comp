#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
// What a stage before this one computed into the residual, and the first norm's input prepared. A workgroup takes 256
// columns of one token.
layout(local_size_x = 64) in;
layout(push_constant) uniform Push { StageEntryParameters parameters; };
layout(binding = 2) readonly buffer Input { float values[]; } stage_input;  // (tokens, columns)
#include "include/enter_residual.glsl"

void main() {
    const uint token = gl_WorkGroupID.y;
    const uint thread = gl_LocalInvocationID.x;
    const uint first = gl_WorkGroupID.x * 256;
    vec4 four = vec4(0.0);
    for (uint i = 0; i < 4; ++i) {
        const uint column = first + thread * 4 + i;
        if (column < parameters.columns) four[i] = stage_input.values[token * parameters.columns + column];
    }
    enter_residual(token, first, thread, four, parameters.columns, parameters.stride);
}
