#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_spirv_intrinsics : enable
#include "include/parameters.h"
#include "include/chain.glsl"
// Products of a weight matrix with the activations of many tokens, float32 throughout, and what follows them in the
// pass (see decode_matrix.comp for the AFTER_ variants).
//
// A workgroup computes tile_rows x tile_tokens products. A thread has `row_groups` rows, 8 apart, whose weights it
// unpacks to registers once for its `thread_tokens` tokens; the tokens' activations are the same for neighbouring
// threads and come from shared memory (on a software device straight from the buffer: copying costs as much there as
// reading). A product's additions run over the columns in order and know neither the batch nor the tile: the result does
// not depend on where a prompt is cut.
layout(local_size_x_id = 0) in;                           // 8 * row_slots * token_slots
layout(constant_id = 1) const uint row_slots = 4;
layout(constant_id = 2) const uint row_groups = 1;        // of a thread
layout(constant_id = 3) const uint thread_tokens = 8;
layout(constant_id = 4) const uint token_slots = 1;
layout(constant_id = 8) const bool stage_activations = false;
layout(push_constant) uniform Push { MatrixParameters parameters; };
#include "include/weights.glsl"
layout(binding = 2) readonly buffer Squares { vec2 sums[]; } squares;        // (tokens, units, 2)
layout(binding = 3) readonly buffer Input { vec4 values[]; } inputs;         // (tokens, units, 16)

const uint tile_rows = 8 * row_slots * row_groups;        // a multiple of 32; of 64 after a gate
const uint tile_tokens = token_slots * thread_tokens;
shared float products[tile_tokens * tile_rows];           // [token][row]
shared float norm_scales[tile_tokens];
shared vec4 staged[stage_activations ? tile_tokens * 16 : 1];  // [token][column / 4] of one unit
uint first_token;

// Tokens that the batch does not have repeat its last one; their results are not written.
uint input_row(uint tile_token) { return min(first_token + tile_token, parameters.tokens - 1) * parameters.units; }

vec4 activations_at(uint tile_token, uint unit, uint column) {
    if (stage_activations) return staged[tile_token * 16 + column];
    return inputs.values[(input_row(tile_token) + unit) * 16 + column];
}

uint position_of(uint group, uint unit) { return min(group, parameters.groups - 1) * parameters.units + unit; }

void multiply(uint first_group, uint row, uint token, uint slot, uint thread) {
    precise float sums[row_groups][thread_tokens];
    [[unroll]] for (uint r = 0; r < row_groups; ++r)
        [[unroll]] for (uint t = 0; t < thread_tokens; ++t) sums[r][t] = 0.0;
    for (uint i = 0; i < parameters.units; ++i) {
        if (stage_activations) {
            barrier();  // the unit before has been read
            for (uint j = thread; j < tile_tokens * 16; j += gl_WorkGroupSize.x)
                staged[j] = inputs.values[(input_row(j / 16) + i) * 16 + j % 16];
            barrier();  // this unit is staged
        }
        // A unit's 64 products are summed by themselves first: the long sum then has 64 times fewer roundings.
        precise float unit_sums[row_groups][thread_tokens];
        [[unroll]] for (uint r = 0; r < row_groups; ++r)
            [[unroll]] for (uint t = 0; t < thread_tokens; ++t) unit_sums[r][t] = 0.0;
        [[dont_unroll]] for (uint c = 0; c < chunks; ++c) {
            Chunk chunk[row_groups];
            [[unroll]] for (uint r = 0; r < row_groups; ++r)
                chunk[r] = load_chunk(position_of(first_group + r, i), c, row);
            [[dont_unroll]] for (uint j = 0; j < chunk_steps; ++j) {
                vec4 weights[row_groups];
                [[unroll]] for (uint r = 0; r < row_groups; ++r) {
                    weights[r] = step_weights(chunk[r]);
                    chunk[r] = after_step(chunk[r], j);
                }
                [[unroll]] for (uint t = 0; t < thread_tokens; ++t) {
                    const vec4 values = activations_at(token + t, i, c * chunk_steps + j);
                    [[unroll]] for (uint r = 0; r < row_groups; ++r)
                        [[unroll]] for (uint k = 0; k < 4; ++k)
                            unit_sums[r][t] = fma(weights[r][k], values[k], unit_sums[r][t]);
                }
            }
        }
        [[unroll]] for (uint r = 0; r < row_groups; ++r)
            [[unroll]] for (uint t = 0; t < thread_tokens; ++t) sums[r][t] += unit_sums[r][t];
    }
    [[unroll]] for (uint r = 0; r < row_groups; ++r)
        [[unroll]] for (uint t = 0; t < thread_tokens; ++t)
            products[(token + t) * tile_rows + (slot * row_groups + r) * 8 + row] = sums[r][t];
}

#include "include/norm_scale.glsl"

float product_of(uint token, uint row) { return products[token * tile_rows + row] * norm_scales[token]; }
void keep(uint token, uint row, float value) { products[token * tile_rows + row] = value; }
float kept(uint token, uint row) { return products[token * tile_rows + row]; }
#include "include/after_product.glsl"

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row = thread % 8;
    const uint slot = thread / 8 % row_slots;
    const uint token_slot = thread / (8 * row_slots);
    // Token tiles of the same rows stand next to each other, so that weights are read once and then cached.
    const uint tile = parameters.first_tile + gl_WorkGroupID.y;
    first_token = gl_WorkGroupID.x * tile_tokens;
    const uint tokens = min(tile_tokens, parameters.tokens - first_token);
    for (uint t = thread; t < tokens; t += gl_WorkGroupSize.x) norm_scales[t] = norm_scale(first_token + t);
    multiply((tile * row_slots + slot) * row_groups, row, token_slot * thread_tokens, slot, thread);
    barrier();  // products and norm_scales are whole
    after_product(parameters.first_row + tile * tile_rows, tokens, thread, gl_WorkGroupSize.x);
}
