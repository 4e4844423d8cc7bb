#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_spirv_intrinsics : enable
#include "include/parameters.h"
// residual[t][i] = table[token[t]][i], dequantised, and the first norm's input prepared. A workgroup of 64 threads
// takes four units of 64 columns of one token. Tables of several parts take a dispatch each, in which tokens of other
// parts are left alone.
layout(local_size_x = 64) in;
layout(push_constant) uniform Push { EmbeddingParameters parameters; };
#include "include/weights.glsl"
layout(binding = 2) readonly buffer Tokens { int ids[]; } tokens;
#include "include/enter_residual.glsl"

void main() {
    const uint token = gl_WorkGroupID.y;
    const uint id = uint(tokens.ids[token]);  // a negative one becomes larger than any table
    const bool in_table = id < parameters.whole_rows;
    const bool in_part = in_table ? id - parameters.first_row < parameters.rows && id >= parameters.first_row
                                  : parameters.first_row == 0;
    if (!in_part) return;
    const uint thread = gl_LocalInvocationID.x;
    const uint first = gl_WorkGroupID.x * 256;
    const uint unit_index = first / 64 + thread / 16;
    vec4 weights = vec4(0.0);
    if (in_table && unit_index < parameters.units) {
        const uint row = id - parameters.first_row;
        weights = weights_at(row / 8 * parameters.units + unit_index, thread % 16, row % 8);
    }
    enter_residual(token, first, thread, weights, parameters.columns, parameters.units * 64);
}
