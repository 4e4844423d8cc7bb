#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_spirv_intrinsics : enable
#include "include/parameters.h"
// The power of two that each row of weights is multiplied by before it is rounded to float16:
// inference/vulkan/kernels/row_exponents.h. A workgroup has a group of 8 rows, eight threads a row.
layout(local_size_x = 64) in;
layout(push_constant) uniform Push { RowExponentParameters parameters; };
#include "include/weights.glsl"
#include "include/float16.glsl"
layout(binding = 2) writeonly buffer Exponents { int of[]; } exponents;  // (rows)

shared float largest_of[64];  // [part][row]

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row = thread % 8;
    vec4 largest = vec4(0.0);
    for (uint i = thread / 8; i < parameters.units; i += 8)
        [[dont_unroll]] for (uint c = 0; c < chunks; ++c) {
            Chunk chunk = load_chunk(gl_WorkGroupID.x * parameters.units + i, c, row);
            [[dont_unroll]] for (uint j = 0; j < chunk_steps; ++j) {
                largest = max(largest, abs(step_weights(chunk)));
                chunk = after_step(chunk, j);
            }
        }
    largest_of[thread] = max(max(largest.x, largest.y), max(largest.z, largest.w));
    barrier();  // all have found theirs
    if (thread >= 8) return;
    float row_largest = 0.0;
    for (uint part = 0; part < 8; ++part) row_largest = max(row_largest, largest_of[part * 8 + row]);
    exponents.of[gl_WorkGroupID.x * 8 + row] = float16_exponent(row_largest);
}
