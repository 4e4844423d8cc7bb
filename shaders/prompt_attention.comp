#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "include/parameters.h"
#include "include/chain.glsl"
// Attention of a prompt's tokens over the cache: blocks of keys at fixed absolute positions with a running softmax, so
// that no score matrix is ever whole and a token's result does not depend on where the prompt was cut. Blocks that a
// token may not see leave its sums exactly as they were; those that no token of a workgroup may see are left out.
//
// A workgroup takes `queries` tokens of one head. A token's work is cut into `chunks`: each has some of a block's keys,
// then some of the values' elements. They are shared out to `chunk_threads` threads. On software devices one thread has
// them all, in a loop that is not unrolled: the registers of all keys and elements at once take minutes to compile there.
layout(local_size_x_id = 0) in;                        // queries * chunk_threads
layout(constant_id = 1) const uint head_size = 64;
layout(constant_id = 2) const uint queries = 8;
layout(constant_id = 3) const uint chunks = 4;         // a divisor of block_positions
layout(constant_id = 4) const uint chunk_threads = 1;  // a divisor of chunks
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
const uint padded_size = chunk_words * chunks * word_elements;
shared float tile_queries[padded_size * queries];      // [element][query], scaled
shared float sums[padded_size * queries];              // [element][query]: values weighted and summed
shared float weights[block_positions * queries];       // [key][query]: scores, then exp(score - maximum)

bool sees(uint position, uint key) { return key <= position && position - key < parameters.window; }

void main() {
    const uint thread = gl_LocalInvocationID.x;
    // A thread alone has chunk 0 by a constant, by which drivers see that all threads read the same keys.
    const uint own_query = chunk_threads == 1 ? thread : thread % queries;
    const uint own_chunk = chunk_threads == 1 ? 0 : thread / queries;
    const uint head = parameters.first_head + gl_WorkGroupID.x;
    const uint kv_head = head / (parameters.heads / parameters.kv_heads);
    const uint first_token = gl_WorkGroupID.y * queries;
    const uint tile_tokens = min(queries, parameters.tokens - first_token);
    // Tokens that the batch does not have repeat its last one; their results are not written.
    const uint token = first_token + min(own_query, tile_tokens - 1);
    const uint position = batch.position + token;
    const uint last_position = batch.position + first_token + tile_tokens - 1;

    [[dont_unroll]] for (uint e = own_chunk; e < padded_size; e += chunk_threads) {
        const float value = e < head_size ? query.values[(token * parameters.heads + head) * head_size + e] : 0.0;
        tile_queries[e * queries + own_query] = value * parameters.scale;
        sums[e * queries + own_query] = 0.0;
    }
    precise float weight_sum = 0.0;
    float maximum = -3.4e38;
    const uint first_length = batch.position + first_token + 1;
    const uint lowest = first_length - min(first_length, parameters.window);  // position that any of the tokens may see
    for (uint first = lowest / block_positions * block_positions; first <= last_position; first += block_positions) {
        const uint count = min(block_positions, last_position + 1 - first);
        barrier();  // the queries are whole; the block before is done with `weights`
        [[dont_unroll]] for (uint chunk = own_chunk; chunk < chunks; chunk += chunk_threads) {
            precise float scores[chunk_keys];
            [[unroll]] for (uint k = 0; k < chunk_keys; ++k) scores[k] = 0.0;
            [[dont_unroll]] for (uint w = 0; w < words; ++w) {
                float own[word_elements];
                [[unroll]] for (uint e = 0; e < word_elements; ++e)
                    own[e] = tile_queries[(w * word_elements + e) * queries + own_query];
                [[unroll]] for (uint k = 0; k < chunk_keys; ++k) {
                    const uint key = first + min(chunk * chunk_keys + k, count - 1);
                    const CacheWord word = key_word(kv_head, key, w, words, parameters.cache_positions);
                    [[unroll]] for (uint part = 0; part < word_parts; ++part) {
                        const vec4 elements = elements_of(word, part);
                        [[unroll]] for (uint e = 0; e < 4; ++e)
                            scores[k] = fma(elements[e], own[part * 4 + e], scores[k]);
                    }
                }
            }
            [[unroll]] for (uint k = 0; k < chunk_keys; ++k) {
                const uint at = chunk * chunk_keys + k;
                weights[at * queries + own_query] = sees(position, first + at) ? scores[k] : -3.4e38;
            }
        }
        barrier();  // all scores of the block are there
        float largest = maximum;
        [[dont_unroll]] for (uint k = 0; k < block_positions; ++k) largest = max(largest, weights[k * queries + own_query]);
        barrier();  // all have read them
        [[dont_unroll]] for (uint k = own_chunk; k < block_positions; k += chunk_threads) {
            const uint at = k * queries + own_query;
            weights[at] = sees(position, first + k) ? exp(weights[at] - largest) : 0.0;
        }
        barrier();  // all weights of the block are there
        // exp(0) need not be exactly 1 on every device, and here it must be.
        const float factor = largest == maximum ? 1.0 : exp(maximum - largest);
        maximum = largest;
        weight_sum *= factor;
        [[dont_unroll]] for (uint k = 0; k < count; ++k) weight_sum += weights[k * queries + own_query];
        [[dont_unroll]] for (uint chunk = own_chunk; chunk < chunks; chunk += chunk_threads) {
            const uint first_element = chunk * chunk_words * word_elements;
            precise float own[chunk_words * word_elements];
            [[unroll]] for (uint e = 0; e < chunk_words * word_elements; ++e)
                own[e] = sums[(first_element + e) * queries + own_query] * factor;
            [[dont_unroll]] for (uint k = 0; k < count; ++k) {
                const float weight = weights[k * queries + own_query];
                [[unroll]] for (uint i = 0; i < chunk_words; ++i) {
                    const uint w = min(chunk * chunk_words + i, words - 1);
                    const CacheWord word = value_word(kv_head, first + k, w, words, parameters.cache_positions);
                    [[unroll]] for (uint part = 0; part < word_parts; ++part) {
                        const vec4 elements = elements_of(word, part);
                        [[unroll]] for (uint e = 0; e < 4; ++e) {
                            const uint at = i * word_elements + part * 4 + e;
                            own[at] = fma(elements[e], weight, own[at]);
                        }
                    }
                }
            }
            [[unroll]] for (uint e = 0; e < chunk_words * word_elements; ++e)
                sums[(first_element + e) * queries + own_query] = own[e];
        }
    }
    barrier();  // the sums of other threads' chunks are there
    if (own_query >= tile_tokens) return;
    [[dont_unroll]] for (uint e = own_chunk; e < head_size; e += chunk_threads)
        output_floats.values[token * parameters.output_stride + head * head_size + e] =
            sums[e * queries + own_query] / weight_sum;
}
