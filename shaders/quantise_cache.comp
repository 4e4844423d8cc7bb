#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
// A batch's keys and values from float32 into the cache, as int8 with a float16 scale for 32 neighbouring elements of a
// head. Eight threads take the same 32 of two neighbouring positions, since two scales share 4 bytes: the other one may
// be of a batch before. What a position gets depends on its own elements alone.
layout(local_size_x = 64) in;
#include "include/chain.glsl"
layout(push_constant) uniform Push { CacheQuantiseParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
layout(binding = 0) readonly buffer Batch { BatchParameters batch; };
layout(binding = 1) EARLIER buffer Keys { float values[]; } keys;      // (tokens, kv_rows)
layout(binding = 2) EARLIER buffer Values { float values[]; } values;  // (tokens, kv_rows)
layout(binding = 3) EARLIER_AND_LATER buffer KeyCache { uint elements[]; } key_cache;
layout(binding = 4) EARLIER_AND_LATER buffer ValueCache { uint elements[]; } value_cache;
#include "include/cache_layout.glsl"

float element(bool is_key, uint at) { return is_key ? keys.values[at] : values.values[at]; }
uint read(bool is_key, uint at) { return is_key ? key_cache.elements[at] : value_cache.elements[at]; }
void write(bool is_key, uint at, uint bits) {
    if (is_key) key_cache.elements[at] = bits;
    else value_cache.elements[at] = bits;
}

// The float16 next above largest / 127, so that no quant needs to pass 127; 65504 at most. Rounded by hand: drivers
// take a conversion there and back for none at all (Mesa does).
float scale_for(float largest) {
    const float exact = min(largest / 127.0, 65504.0);
    if (exact < 6.103515625e-5) return ceil(exact * 16777216.0) * 5.9604644775390625e-8;  // subnormal: whole steps of 2^-24
    return uintBitsToFloat((floatBitsToUint(exact) + 0x1fffu) & ~0x1fffu);
}

// Eight threads' share: a block of two neighbouring positions.
void quantise() {
    const uint block = gl_GlobalInvocationID.x / 8;  // of 32 elements, counted over the heads
    const uint eighth = gl_GlobalInvocationID.x % 8;
    const bool is_key = gl_WorkGroupID.z == 0;
    if (block * 32 >= parameters.kv_rows) return;
    const uint words = words_of_head(parameters.head_size);
    const uint head = block * 32 / parameters.head_size;
    const uint word = block * 2 - head * words;  // the first of two
    const uint first = (batch.position / 2 + gl_WorkGroupID.y) * 2;
    const uint end = batch.position + batch.tokens;
    if (first >= end) return;

    const uint scales_at = cache_scale_word(head, first, word, words, parameters.cache_positions) * 4 + first % 8 / 2;
    uint scales = eighth == 0 ? read(is_key, scales_at) : 0;
    for (uint position = max(first, batch.position); position < min(first + 2, end); ++position) {
        const uint from = (position - batch.position) * parameters.kv_rows + block * 32;
        float largest = 0.0;
        for (uint i = 0; i < 32; ++i) largest = max(largest, abs(element(is_key, from + i)));
        const float scale = scale_for(largest);
        const uint bits = packHalf2x16(vec2(scale, 0.0));
        const float inverse = scale > 0.0 ? 1.0 / scale : 0.0;
        uint packed = 0;
        for (uint i = 0; i < 4; ++i) {
            const float quant = clamp(roundEven(element(is_key, from + 4 * eighth + i) * inverse), -127.0, 127.0);
            packed |= (uint(int(quant)) & 255u) << (8 * i);
        }
        const uint at = cache_word(head, position, word + eighth / 4, words, parameters.cache_positions);
        write(is_key, at * 4 + eighth % 4, packed);
        scales = position % 2 == 0 ? (scales & 0xffff0000u) | bits : (scales & 0xffffu) | bits << 16;
    }
    if (eighth == 0) write(is_key, scales_at, scales);
}

void main() {
    await_earlier();
    quantise();
    release_results();
}
