#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "include/parameters.h"
// Attention of a prompt's tokens over the cache: blocks of keys at fixed absolute positions with a running softmax, so
// that no score matrix is ever whole and a token's result does not depend on where the prompt was cut. Blocks that a
// token may not see leave its sums exactly as they were.
//
// A workgroup takes `queries` tokens of one head. Threads of the same token share its work in `chunks`: each has some of
// a block's keys, then some of the values' elements.
layout(local_size_x_id = 0) in;                        // queries * chunks
layout(constant_id = 1) const uint head_size = 64;
layout(constant_id = 2) const uint queries = 8;
layout(constant_id = 3) const uint chunks = 1;         // a divisor of block_positions
layout(push_constant) uniform Push { AttentionParameters parameters; };
layout(binding = 0) readonly buffer Batch { BatchParameters batch; };
layout(binding = 1) readonly buffer Query { float values[]; } query;  // (tokens, heads, head_size)
#include "include/cache_layout.glsl"
#include "include/cache_read.glsl"
layout(binding = 4) writeonly buffer OutputFloats { float values[]; } output_floats;  // (tokens, output_stride)

const uint block_positions = 32;
const uint chunk_keys = block_positions / chunks;
const uint word_parts = word_elements / 4;
const uint words = (head_size + 7) / 8 * 8 / word_elements;
const uint chunk_words = (words + chunks - 1) / chunks;
const uint quarters = words * word_parts;              // of four elements
shared vec4 tile_queries[quarters * queries];          // [element / 4][query], scaled
shared float weights[block_positions * queries];       // [key][query]: scores, then exp(score - maximum)

void main() {
    const uint thread = gl_LocalInvocationID.x;
    // With one chunk its number is a constant, by which drivers see that all threads read the same keys.
    const uint own_query = chunks == 1 ? thread : thread % queries;
    const uint chunk = chunks == 1 ? 0 : thread / queries;
    const uint head = parameters.first_head + gl_WorkGroupID.x;
    const uint kv_head = head / (parameters.heads / parameters.kv_heads);
    const uint first_token = gl_WorkGroupID.y * queries;
    const uint tile_tokens = min(queries, parameters.tokens - first_token);
    // Tokens that the batch does not have repeat its last one; their results are not written.
    const uint token = first_token + min(own_query, tile_tokens - 1);
    const uint position = batch.position + token;
    const uint last_position = batch.position + first_token + tile_tokens - 1;

    for (uint i = chunk; i < quarters; i += chunks) {
        vec4 values = vec4(0.0);
        for (uint e = 0; e < 4; ++e)
            if (i * 4 + e < head_size) values[e] = query.values[(token * parameters.heads + head) * head_size + i * 4 + e];
        tile_queries[i * queries + own_query] = values * parameters.scale;
    }
    precise vec4 sums[chunk_words * word_parts];
    [[unroll]] for (uint i = 0; i < chunk_words * word_parts; ++i) sums[i] = vec4(0.0);
    precise float weight_sum = 0.0;
    float maximum = -3.4e38;
    for (uint first = 0; first <= last_position; first += block_positions) {
        const uint count = min(block_positions, last_position + 1 - first);
        barrier();  // the queries are whole; the block before is done with `weights`
        precise vec4 scores[chunk_keys];
        [[unroll]] for (uint k = 0; k < chunk_keys; ++k) scores[k] = vec4(0.0);
        for (uint w = 0; w < words; ++w) {
            [[unroll]] for (uint part = 0; part < word_parts; ++part) {
                const vec4 own = tile_queries[(w * word_parts + part) * queries + own_query];
                [[unroll]] for (uint k = 0; k < chunk_keys; ++k) {
                    const uint key = first + min(chunk * chunk_keys + k, count - 1);
                    const uvec4 word = key_cache.words[cache_word(kv_head, key, w, words, parameters.cache_positions)];
                    scores[k] = fma(elements_of(word, part), own, scores[k]);
                }
            }
        }
        [[unroll]] for (uint k = 0; k < chunk_keys; ++k) {
            const uint key = first + chunk * chunk_keys + k;
            precise const float score = (scores[k].x + scores[k].y) + (scores[k].z + scores[k].w);
            weights[(chunk * chunk_keys + k) * queries + own_query] = key <= position ? score : -3.4e38;
        }
        barrier();  // all scores of the block are there
        float largest = maximum;
        [[unroll]] for (uint k = 0; k < block_positions; ++k) largest = max(largest, weights[k * queries + own_query]);
        barrier();  // all have read them
        [[unroll]] for (uint k = 0; k < chunk_keys; ++k) {
            const uint at = (chunk * chunk_keys + k) * queries + own_query;
            weights[at] = first + chunk * chunk_keys + k <= position ? exp(weights[at] - largest) : 0.0;
        }
        barrier();  // all weights of the block are there
        // exp(0) need not be exactly 1 on every device, and here it must be.
        const float factor = largest == maximum ? 1.0 : exp(maximum - largest);
        maximum = largest;
        weight_sum *= factor;
        [[unroll]] for (uint i = 0; i < chunk_words * word_parts; ++i) sums[i] *= factor;
        for (uint k = 0; k < count; ++k) {
            const float weight = weights[k * queries + own_query];
            weight_sum += weight;
            [[unroll]] for (uint i = 0; i < chunk_words; ++i) {
                const uint w = min(chunk * chunk_words + i, words - 1);
                const uvec4 word =
                    value_cache.words[cache_word(kv_head, first + k, w, words, parameters.cache_positions)];
                [[unroll]] for (uint part = 0; part < word_parts; ++part)
                    sums[i * word_parts + part] =
                        fma(elements_of(word, part), vec4(weight), sums[i * word_parts + part]);
            }
        }
    }
    if (own_query >= tile_tokens) return;
    for (uint i = 0; i < chunk_words * word_parts; ++i)
        for (uint e = 0; e < 4; ++e) {
            const uint element = (chunk * chunk_words * word_parts + i) * 4 + e;
            if (element < head_size)
                output_floats.values[token * parameters.output_stride + head * head_size + element] =
                    sums[i][e] / weight_sum;
        }
}
