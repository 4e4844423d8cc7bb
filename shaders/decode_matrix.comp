#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_spirv_intrinsics : enable
#include "include/parameters.h"
// Products of a weight matrix with the activations of 1 to 8 tokens, and what follows them in the pass:
//     AFTER_QUERY_KEY_VALUE  rotation, query and cache written
//     AFTER_RESIDUAL         added to the residual, which is prepared for the next norm
//     AFTER_GATE             silu(gate) * up of interleaved matrices
//     AFTER_LOGITS           written as they are
// INT8_ACTIVATIONS: block-quantised weights meet int8 activations; otherwise all is float32.
//
// A workgroup computes a tile of tile_groups groups of 8 rows for up to token_capacity tokens. Eight neighbouring threads have the rows of a group;
// `parts` such octets share its units and add their sums in index order; a thread has `row_groups` groups, so that
// activations are read once for all of them. A token's additions are the same in the same order however many tokens the
// pipeline is made for: `precise` everywhere, and tests/kernels compares bit for bit.
layout(local_size_x_id = 0) in;                           // 8 * parts * slots
layout(constant_id = 1) const uint parts = 1;
layout(constant_id = 2) const uint row_groups = 4;        // of a thread
layout(constant_id = 3) const uint token_capacity = 1;    // 1 to 8
layout(constant_id = 4) const uint tile_groups = 4;       // slots * row_groups, a multiple of 4
#include "include/chain.glsl"
layout(push_constant) uniform Push { MatrixParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
#include "include/weights.glsl"
layout(binding = 2) EARLIER_APART buffer Squares { vec2 sums[]; } squares;  // (tokens, units, 2)
#ifdef INT8_ACTIVATIONS
layout(binding = 3) EARLIER_APART buffer Input { uvec4 packed[]; } inputs;                    // (tokens, units, 4)
layout(binding = 4) EARLIER_APART buffer InputScales { vec2 scale_and_sum[]; } input_scales;  // (tokens, units, 2 blocks)
#else
layout(binding = 3) EARLIER_APART buffer Input { vec4 values[]; } inputs;  // (tokens, units, 16)
layout(binding = 4) EARLIER_APART buffer InputScales { vec2 unused[]; } input_scales;
#endif

const uint tile_rows = tile_groups * 8;
const uint tile_tokens = token_capacity;
uint first_token;  // of the batch's tokens that this workgroup has
shared float partial_sums[parts * token_capacity * tile_rows];  // [part][token][row]
shared float norm_scales[token_capacity];

uint position_of(uint group, uint unit) { return min(group, parameters.groups - 1) * parameters.units + unit; }

// Tokens that the batch does not have repeat its last one; their results are not written.
uint input_unit(uint token, uint unit) { return min(first_token + token, parameters.tokens - 1) * parameters.units + unit; }

// One octet's share of its groups' products, for every token.
void multiply(uint first_group, uint part, uint slot, uint row) {
    precise float sum[row_groups][token_capacity];
    [[unroll]] for (uint r = 0; r < row_groups; ++r)
        [[unroll]] for (uint t = 0; t < token_capacity; ++t) sum[r][t] = 0.0;
    for (uint i = part; i < parameters.units; i += parts) {
#ifdef INT8_ACTIVATIONS
        [[unroll]] for (uint block = 0; block < 2; ++block) {
            Block weights[row_groups];
            [[unroll]] for (uint r = 0; r < row_groups; ++r)
                weights[r] = load_block(position_of(first_group + r, i), block, row);
            [[unroll]] for (uint t = 0; t < token_capacity; ++t) {
                const uint at = input_unit(t, i) * 2 + block;
                const BlockActivations activations =
                    block_activations(inputs.packed[at * 2], inputs.packed[at * 2 + 1], input_scales.scale_and_sum[at]);
                [[unroll]] for (uint r = 0; r < row_groups; ++r)
                    sum[r][t] = fma(block_product(weights[r], activations), activations.scale, sum[r][t]);
            }
        }
#else
        precise vec4 products[row_groups][token_capacity];
        [[unroll]] for (uint r = 0; r < row_groups; ++r)
            [[unroll]] for (uint t = 0; t < token_capacity; ++t) products[r][t] = vec4(0.0);
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
                [[unroll]] for (uint t = 0; t < token_capacity; ++t) {
                    const vec4 values = inputs.values[input_unit(t, i) * 16 + c * chunk_steps + j];
                    [[unroll]] for (uint r = 0; r < row_groups; ++r)
                        products[r][t] = fma(weights[r], values, products[r][t]);
                }
            }
        }
        [[unroll]] for (uint r = 0; r < row_groups; ++r)
            [[unroll]] for (uint t = 0; t < token_capacity; ++t)
                sum[r][t] += (products[r][t].x + products[r][t].y) + (products[r][t].z + products[r][t].w);
#endif
    }
    [[unroll]] for (uint r = 0; r < row_groups; ++r)
        [[unroll]] for (uint t = 0; t < token_capacity; ++t)
            partial_sums[(part * token_capacity + t) * tile_rows + (slot * row_groups + r) * 8 + row] = sum[r][t];
}

#include "include/norm_scale.glsl"

// A finished product of the tile.
float product_of(uint token, uint row) {
    precise float sum = 0.0;
    [[unroll]] for (uint part = 0; part < parts; ++part)
        sum += partial_sums[(part * token_capacity + token) * tile_rows + row];
    return sum * norm_scales[token];
}

void keep(uint token, uint row, float value) { partial_sums[token * tile_rows + row] = value; }
float kept(uint token, uint row) { return partial_sums[token * tile_rows + row]; }
#include "include/after_product.glsl"

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row = thread % 8;
    const uint part = thread / 8 % parts;
    const uint slot = thread / (8 * parts);
    // Tokens of the same rows stand next to each other, so that weights are read once and then cached.
    const uint tile = parameters.first_tile + gl_WorkGroupID.y;
    first_token = gl_WorkGroupID.x * token_capacity;
    const uint tokens = min(token_capacity, parameters.tokens - first_token);
    await_earlier();
    if (thread < tokens) norm_scales[thread] = norm_scale(first_token + thread);

    multiply(tile * tile_groups + slot * row_groups, part, slot, row);
    barrier();  // partial_sums and norm_scales are whole
    after_product(parameters.first_row + tile * tile_rows, tokens, thread, gl_WorkGroupSize.x);
    release_results();
}
