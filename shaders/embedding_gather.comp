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
layout(binding = 3) readonly buffer NormWeight { float values[]; } norm_weight;             // (columns)
layout(binding = 4) writeonly buffer Residual { float values[]; } residual;                 // (tokens, padded)
layout(binding = 5) writeonly buffer OutputFloats { float values[]; } output_floats;        // (tokens, padded)
layout(binding = 6) writeonly buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, padded / 4)
layout(binding = 7) writeonly buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, padded / 32)
layout(binding = 8) writeonly buffer OutputSquares { float sums[]; } output_squares;        // (tokens, padded / 32)

shared float values[256];
float emitted(uint token, uint i) { return values[i] * norm_weight.values[gl_WorkGroupID.x * 256 + i]; }
#include "include/emit_activations.glsl"

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
    for (uint i = 0; i < 4; ++i) {
        values[thread * 4 + i] = weights[i];
        if (first + thread * 4 + i < parameters.columns)
            residual.values[token * parameters.units * 64 + first + thread * 4 + i] = weights[i];
    }
    barrier();  // the values are whole
    const uint block = thread / 8;
    const uint column = first + block * 32;
    if (column >= parameters.columns) return;
    const uint length = min(32, parameters.columns - column);
    const uint at = token * parameters.units * 2 + column / 32;
    emit_block(token, block * 32, length, at, thread % 8);
    if (thread % 8 == 0) {
        precise float squares = 0.0;
        for (uint j = 0; j < length; ++j) squares = fma(values[block * 32 + j], values[block * 32 + j], squares);
        output_squares.sums[at] = squares;
    }
}
