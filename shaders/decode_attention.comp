#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "include/parameters.h"
// Attention of up to 8 tokens over the cache. A workgroup takes one split of the context (split_positions positions from
// a multiple of it), one head and one token; the last of a head's workgroups to arrive adds the splits up in index order.
// A token's result therefore knows nothing of the tokens beside it. With a window, splits that lie before it are left out.
layout(local_size_x_id = 0) in;                     // a multiple of 8
layout(constant_id = 1) const uint head_size = 64;
layout(constant_id = 2) const uint split_positions = 256;  // a multiple of 8
#include "include/chain.glsl"
layout(push_constant) uniform Push { AttentionParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
layout(binding = 0) readonly buffer Batch { BatchParameters batch; };
layout(binding = 1) EARLIER buffer Query { float values[]; } query;  // (tokens, heads, head_size)
#include "include/cache_layout.glsl"
#include "include/cache_read.glsl"
// (8, heads) arrivals as uint, then (8, heads, maximum_splits, 2 + padded head size): maximum, sum, weighted values.
layout(binding = 4) coherent buffer Scratch { uint words[]; } scratch;
layout(binding = 5) LATER buffer OutputFloats { float values[]; } output_floats;        // (tokens, output_stride)
layout(binding = 6) LATER buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, output_stride / 4)
layout(binding = 7) LATER buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, output_stride / 32)

const uint word_parts = word_elements / 4;
const uint words = (head_size + 7) / 8 * 8 / word_elements;
const uint padded_size = words * word_elements;
shared vec4 queries[padded_size / 4];
shared float weights[split_positions];       // scores, then exp(score - maximum)
shared float octets[8 * padded_size];        // [position % 8][element]: values weighted and summed
shared float thread_values[gl_WorkGroupSize.x];
shared float results[padded_size];
shared bool is_last;

float emitted(uint token, uint i) { return results[i]; }
#include "include/emit_activations.glsl"

float maximum_of_threads(float value) {
    thread_values[gl_LocalInvocationID.x] = value;
    barrier();  // all values are there
    float largest = thread_values[0];
    [[dont_unroll]] for (uint i = 1; i < gl_WorkGroupSize.x; ++i) largest = max(largest, thread_values[i]);
    barrier();  // all have read them
    return largest;
}

float sum_of_threads(float value) {
    thread_values[gl_LocalInvocationID.x] = value;
    barrier();  // all values are there
    precise float sum = 0.0;
    [[dont_unroll]] for (uint i = 0; i < gl_WorkGroupSize.x; ++i) sum += thread_values[i];
    barrier();  // all have read them
    return sum;
}

uint scratch_at(uint token, uint head, uint split) {
    return 8 * parameters.heads +
           ((token * parameters.heads + head) * parameters.maximum_splits + split) * (2 + padded_size);
}

void write_output(uint token, uint head, uint thread) {
    const uint blocks = (head_size + 31) / 32;
    const uint start = token * parameters.output_stride + head * head_size;
    if (head_size % 32 == 0) {
        for (uint i = thread; i < blocks * 8; i += gl_WorkGroupSize.x)
            emit_block(token, i / 8 * 32, 32, start / 32 + i / 8, i % 8);
    } else {  // blocks of 32 reach over heads: floats only, quantised by a dispatch of its own
        for (uint i = thread; i < head_size; i += gl_WorkGroupSize.x) output_floats.values[start + i] = results[i];
    }
}

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint split = gl_WorkGroupID.x;
    const uint head = gl_WorkGroupID.y;
    const uint token = gl_WorkGroupID.z;
    const uint length = batch.position + token + 1;
    const uint lowest = length - min(length, parameters.window);  // position that the token may see
    const uint first_split = lowest / split_positions;
    const uint end_split = (length + split_positions - 1) / split_positions;
    if (split < first_split || split >= end_split) return;
    const uint splits = end_split - first_split;
    const uint first = max(split * split_positions, lowest);
    const uint count = min((split + 1) * split_positions, length) - first;
    const uint kv_head = head / (parameters.heads / parameters.kv_heads);
    await_earlier();

    for (uint i = thread; i < padded_size / 4; i += gl_WorkGroupSize.x) {
        vec4 values = vec4(0.0);
        for (uint e = 0; e < 4; ++e)
            if (i * 4 + e < head_size) values[e] = query.values[(token * parameters.heads + head) * head_size + i * 4 + e];
        queries[i] = values * parameters.scale;
    }
    barrier();  // the query is whole
    float largest = -3.4e38;
    for (uint i = thread; i < count; i += gl_WorkGroupSize.x) {
        precise vec4 sums = vec4(0.0);
        [[dont_unroll]] for (uint w = 0; w < words; ++w) {
            const CacheWord word = key_word(kv_head, first + i, w, words, parameters.cache_positions);
            [[unroll]] for (uint part = 0; part < word_parts; ++part)
                sums = fma(elements_of(word, part), queries[w * word_parts + part], sums);
        }
        precise const float score = (sums.x + sums.y) + (sums.z + sums.w);
        weights[i] = score;
        largest = max(largest, score);
    }
    const float maximum = maximum_of_threads(largest);
    precise float own_sum = 0.0;
    for (uint i = thread; i < count; i += gl_WorkGroupSize.x) {
        const float weight = exp(weights[i] - maximum);
        weights[i] = weight;
        own_sum += weight;
    }
    const float sum = sum_of_threads(own_sum);  // its barriers also complete `weights`

    const uint octet = thread % 8;
    [[dont_unroll]] for (uint w = thread / 8; w < words; w += gl_WorkGroupSize.x / 8) {
        precise vec4 sums[word_parts];
        [[unroll]] for (uint part = 0; part < word_parts; ++part) sums[part] = vec4(0.0);
        for (uint i = octet; i < count; i += 8) {
            const CacheWord word = value_word(kv_head, first + i, w, words, parameters.cache_positions);
            const float weight = weights[i];
            [[unroll]] for (uint part = 0; part < word_parts; ++part)
                sums[part] = fma(elements_of(word, part), vec4(weight), sums[part]);
        }
        [[unroll]] for (uint part = 0; part < word_parts; ++part)
            [[unroll]] for (uint e = 0; e < 4; ++e)
                octets[octet * padded_size + w * word_elements + part * 4 + e] = sums[part][e];
    }
    barrier();  // octets are whole
    for (uint i = thread; i < padded_size; i += gl_WorkGroupSize.x) {
        precise float value = 0.0;
        [[unroll]] for (uint o = 0; o < 8; ++o) value += octets[o * padded_size + i];
        if (splits == 1) results[i] = value / sum;
        else scratch.words[scratch_at(token, head, split) + 2 + i] = floatBitsToUint(value);
    }
    if (splits > 1) {
        if (thread == 0) {
            scratch.words[scratch_at(token, head, split)] = floatBitsToUint(maximum);
            scratch.words[scratch_at(token, head, split) + 1] = floatBitsToUint(sum);
        }
        memoryBarrierBuffer();  // this workgroup's part is visible before its arrival
        barrier();
        if (thread == 0) is_last = atomicAdd(scratch.words[token * parameters.heads + head], 1) == splits - 1;
        barrier();  // is_last is known
        if (!is_last) return;
        memoryBarrierBuffer();  // the other workgroups' parts are visible after their arrival
        if (thread == 0) scratch.words[token * parameters.heads + head] = 0;
        float top = -3.4e38;
        for (uint s = first_split; s < end_split; ++s)
            top = max(top, uintBitsToFloat(scratch.words[scratch_at(token, head, s)]));
        for (uint i = thread; i < padded_size; i += gl_WorkGroupSize.x) {
            precise float value = 0.0;
            precise float total = 0.0;
            for (uint s = first_split; s < end_split; ++s) {
                const uint at = scratch_at(token, head, s);
                const float factor = exp(uintBitsToFloat(scratch.words[at]) - top);
                total = fma(uintBitsToFloat(scratch.words[at + 1]), factor, total);
                value = fma(uintBitsToFloat(scratch.words[at + 2 + i]), factor, value);
            }
            results[i] = value / total;
        }
    }
    barrier();  // results are whole
    write_output(token, head, thread);
    release_results();  // of those of a head one, whose splits have all arrived
}
