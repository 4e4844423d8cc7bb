#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_KHR_shader_subgroup_basic : require
#include "include/parameters.h"
#include "include/chain.glsl"
// Products of a weight matrix with the activations of many tokens on cooperative matrices, float16 times float16 summed
// in float32, and what follows them in the pass (see decode_matrix.comp for the AFTER_ variants).
//
// A workgroup computes tile_rows x tile_tokens products, a subgroup row_matrices x token_matrices matrices of them. Unit
// by unit, 64 columns, it unpacks its rows' weights to float16 in shared memory; activations are float16 rows already
// (round_activations.comp), copied beside them or loaded from where they are. Rows of both kinds were scaled by a power
// of two, so that their largest number is near float16's; results are scaled back.
//
// A product's additions run over the columns in order and know neither the batch nor the tile: an element of a
// cooperative matrix is summed as any other. Tensor cores may cut off what a sum does not hold instead of rounding it
// (Fasi et al. 2021, PeerJ Computer Science 7:e330), an error that grows with the sum's length: after 512 columns it is
// added to another by an ordinary addition, and begins anew.
layout(local_size_x_id = 0) in;                          // row_subgroups * token_subgroups subgroups
layout(constant_id = 1) const uint matrix_rows = 16;     // a shape that the device has
layout(constant_id = 2) const uint matrix_tokens = 16;
layout(constant_id = 3) const uint matrix_columns = 16;  // a divisor of 64
layout(constant_id = 4) const uint row_subgroups = 2;
layout(constant_id = 8) const bool stage_activations = true;
layout(constant_id = 9) const uint token_subgroups = 2;
layout(constant_id = 10) const uint row_matrices = 2;    // of a subgroup
layout(constant_id = 11) const uint token_matrices = 2;
layout(constant_id = 12) const uint unrolled_columns = 64;  // a divisor of 64: software drivers compile more for long
layout(push_constant) uniform Push { MatrixParameters parameters; };
#include "include/weights.glsl"
layout(binding = 2) readonly buffer Squares { vec2 sums[]; } squares;               // (tokens, units, 2)
layout(binding = 3) readonly buffer Input { uvec4 words[]; } inputs;                // (tokens, units, 8) of 8 float16
layout(binding = 4) readonly buffer InputExponents { int of[]; } input_exponents;   // (tokens)
layout(binding = 11) readonly buffer RowExponents { int of[]; } row_exponents;      // (rows of the part)

const uint subgroup_rows = row_matrices * matrix_rows;
const uint subgroup_tokens = token_matrices * matrix_tokens;
const uint tile_rows = row_subgroups * subgroup_rows;  // a multiple of 32; of 64 after a gate
const uint tile_tokens = token_subgroups * subgroup_tokens;
const uint columns_of_a_sum = 512;

// Weights and activations of a unit, [row or token][column], then products, [token][row], those of a few tokens at a
// time: in words of four float16 or two float32. A row of 64 float16 takes 16 words and two more, which put
// neighbouring rows on other banks.
const uint unit_stride = 18;
const uint unit_words = (tile_rows + (stage_activations ? tile_tokens : 0)) * unit_stride;
const uint product_words = subgroup_tokens * tile_rows / 2;
shared uvec2 memory[unit_words > product_words ? unit_words : product_words];
shared float row_factors[tile_rows];
shared float norm_scales[tile_tokens];
uint first_token;
uint first_of_tile;  // first_token of the whole tile
uint first_of_part;  // row of the part that the tile begins with

#include "include/float16.glsl"
#include "include/as_float16.glsl"

uint position_of(uint group, uint unit) { return min(group, parameters.groups - 1) * parameters.units + unit; }
int row_exponent(uint row) { return row_exponents.of[min(first_of_part + row, parameters.groups * 8 - 1)]; }

// Neighbouring threads have the rows of a group, then its chunks: what they read is one piece.
void stage_weights(uint unit, uint thread) {
    for (uint i = thread; i < tile_rows * chunks; i += gl_WorkGroupSize.x) {
        const uint c = i / 8 % chunks;
        const uint row = i / (8 * chunks) * 8 + i % 8;
        Chunk chunk = load_chunk(position_of((first_of_part + row) / 8, unit), c, i % 8);
        const uint at = row * unit_stride + c * chunk_steps;
        [[unroll]] for (uint j = 0; j < chunk_steps; ++j) {
            memory[at + j] = as_float16(step_weights(chunk) * row_factors[row]);
            chunk = after_step(chunk, j);
        }
    }
}

// Tokens that the batch does not have repeat its last one; their results are not written.
void stage_tokens(uint unit, uint thread) {
    for (uint i = thread; i < tile_tokens * 8; i += gl_WorkGroupSize.x) {
        const uint token = min(first_of_tile + i / 8, parameters.tokens - 1);
        const uvec4 word = inputs.words[(token * parameters.units + unit) * 8 + i % 8];
        const uint at = (tile_rows + i / 8) * unit_stride + i % 8 * 2;
        memory[at] = word.xy;
        memory[at + 1] = word.zw;
    }
}

#include "include/norm_scale.glsl"

float product_of(uint token, uint row) {
    const uint at = token * tile_rows + row;
    const uint tile_token = first_token - first_of_tile + token;
    const int exponent = -row_exponent(row) - input_exponents.of[first_token + token];
    // In two steps: the power need not be a number, where the product is.
    precise const float product =
        uintBitsToFloat(memory[at / 2][at % 2]) * power_of_two(exponent / 2) * power_of_two(exponent - exponent / 2);
    return product * norm_scales[tile_token];
}
void keep(uint token, uint row, float value) {
    const uint at = token * tile_rows + row;
    memory[at / 2][at % 2] = floatBitsToUint(value);
}
float kept(uint token, uint row) {
    const uint at = token * tile_rows + row;
    return uintBitsToFloat(memory[at / 2][at % 2]);
}
#include "include/after_product.glsl"

#define Weights coopmat<float16_t, gl_ScopeSubgroup, matrix_rows, matrix_columns, gl_MatrixUseA>
#define Activations coopmat<float16_t, gl_ScopeSubgroup, matrix_columns, matrix_tokens, gl_MatrixUseB>
#define Sums coopmat<float, gl_ScopeSubgroup, matrix_rows, matrix_tokens, gl_MatrixUseAccumulator>

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row_slot = gl_SubgroupID % row_subgroups;
    const uint token_slot = gl_SubgroupID / row_subgroups;
    // Token tiles of the same rows stand next to each other, so that weights are read once and then cached.
    first_of_part = (parameters.first_tile + gl_WorkGroupID.y) * tile_rows;
    first_of_tile = gl_WorkGroupID.x * tile_tokens;
    const uint tokens = min(tile_tokens, parameters.tokens - first_of_tile);
    for (uint t = thread; t < tokens; t += gl_WorkGroupSize.x) norm_scales[t] = norm_scale(first_of_tile + t);
    for (uint r = thread; r < tile_rows; r += gl_WorkGroupSize.x) row_factors[r] = power_of_two(row_exponent(r));

    Sums sums[row_matrices][token_matrices];
    Sums long_sums[row_matrices][token_matrices];
    [[unroll]] for (uint r = 0; r < row_matrices; ++r)
        [[unroll]] for (uint t = 0; t < token_matrices; ++t) sums[r][t] = long_sums[r][t] = Sums(0.0);
    for (uint unit = 0; unit < parameters.units; ++unit) {
        barrier();  // the unit before has been read; row_factors are whole
        stage_weights(unit, thread);
        if (stage_activations) stage_tokens(unit, thread);
        barrier();  // this unit is staged
        [[dont_unroll]] for (uint first = 0; first < 64; first += unrolled_columns)
            [[unroll]] for (uint column = first; column < first + unrolled_columns; column += matrix_columns) {
                Activations activations[token_matrices];
                [[unroll]] for (uint t = 0; t < token_matrices; ++t) {
                    const uint token = token_slot * subgroup_tokens + t * matrix_tokens;
                    if (stage_activations)
                        coopMatLoad(activations[t], memory, (tile_rows + token) * unit_stride + column / 4, unit_stride,
                                    gl_CooperativeMatrixLayoutColumnMajor);
                    else
                        coopMatLoad(activations[t], inputs.words,
                                    ((first_of_tile + token) * parameters.units + unit) * 8 + column / 8,
                                    parameters.units * 8, gl_CooperativeMatrixLayoutColumnMajor);
                }
                [[unroll]] for (uint r = 0; r < row_matrices; ++r) {
                    Weights weights;
                    const uint row = row_slot * subgroup_rows + r * matrix_rows;
                    coopMatLoad(weights, memory, row * unit_stride + column / 4, unit_stride,
                                gl_CooperativeMatrixLayoutRowMajor);
                    [[unroll]] for (uint t = 0; t < token_matrices; ++t)
                        sums[r][t] = coopMatMulAdd(weights, activations[t], sums[r][t]);
                }
            }
        if ((unit + 1) % (columns_of_a_sum / 64) != 0 && unit + 1 != parameters.units) continue;
        [[unroll]] for (uint r = 0; r < row_matrices; ++r)
            [[unroll]] for (uint t = 0; t < token_matrices; ++t) {
                long_sums[r][t] = long_sums[r][t] + sums[r][t];
                sums[r][t] = Sums(0.0);
            }
    }

    [[dont_unroll]] for (uint slot = 0; slot < token_subgroups; ++slot) {
        barrier();  // the units, or the products before, have been read
        if (slot == token_slot)
            [[unroll]] for (uint r = 0; r < row_matrices; ++r)
                [[unroll]] for (uint t = 0; t < token_matrices; ++t)
                    coopMatStore(long_sums[r][t], memory,
                                 (t * matrix_tokens * tile_rows + row_slot * subgroup_rows + r * matrix_rows) / 2,
                                 tile_rows / 2, gl_CooperativeMatrixLayoutColumnMajor);
        barrier();  // the products are whole
        first_token = first_of_tile + slot * subgroup_tokens;
        const uint there = min(subgroup_tokens, parameters.tokens - min(first_token, parameters.tokens));
        after_product(parameters.first_row + first_of_part, there, thread, gl_WorkGroupSize.x);
    }
}
