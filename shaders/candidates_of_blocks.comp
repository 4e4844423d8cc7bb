#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
#include "include/candidate_order.glsl"
// Cuts a row of logits into blocks of 1024, sorts each (Batcher's bitonic network) and leaves its best 256 and its sum
// of exp(logit - maximum). A workgroup a block.
layout(local_size_x = 128) in;
layout(push_constant) uniform Push { CandidateParameters parameters; };
layout(binding = 0) readonly buffer Logits { float values[]; } logits;            // (rows, vocabulary_size)
layout(binding = 1) writeonly buffer Best { float logits[]; } best;               // (rows, blocks, kept)
layout(binding = 2) writeonly buffer BestTokens { uint tokens[]; } best_tokens;   // (rows, blocks, kept)
layout(binding = 3) writeonly buffer Sums { BlockSum blocks[]; } sums;            // (rows, blocks)

const uint block_size = 1024;
shared float sorted[block_size];
shared uint sorted_tokens[block_size];
shared float thread_sums[128];

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint first = gl_WorkGroupID.x * block_size;
    const uint row = gl_WorkGroupID.y;
    const float minus_infinity = uintBitsToFloat(0xff800000u);
    for (uint i = thread; i < block_size; i += 128) {
        float logit = minus_infinity;
        if (first + i < parameters.vocabulary_size) {
            const float value = logits.values[row * parameters.vocabulary_size + first + i];
            // By bits: the specification lets a driver take isnan for false.
            if ((floatBitsToUint(value) & 0x7fffffffu) <= 0x7f800000u) logit = value;
        }
        sorted[i] = logit;
        sorted_tokens[i] = first + i;
    }
    for (uint length = 2; length <= block_size; length *= 2)
        for (uint distance = length / 2; distance > 0; distance /= 2) {
            barrier();  // the step before is whole
            for (uint i = thread; i < block_size / 2; i += 128) {
                const uint a = i / distance * distance * 2 + i % distance;
                const uint b = a + distance;
                const bool falling = (a & length) == 0 || length == block_size;
                if (comes_first(sorted[b], sorted_tokens[b], sorted[a], sorted_tokens[a]) == falling) {
                    const float logit = sorted[a];
                    sorted[a] = sorted[b];
                    sorted[b] = logit;
                    const uint token = sorted_tokens[a];
                    sorted_tokens[a] = sorted_tokens[b];
                    sorted_tokens[b] = token;
                }
            }
        }
    barrier();  // the block is sorted
    const float maximum = sorted[0];
    precise float sum = 0.0;
    for (uint i = thread; i < block_size; i += 128)
        if (sorted[i] > minus_infinity) sum += sorted[i] == maximum ? 1.0 : exp(sorted[i] - maximum);
    thread_sums[thread] = sum;
    barrier();  // all sums are there
    const uint block = row * parameters.blocks + gl_WorkGroupID.x;
    for (uint i = thread; i < kept; i += 128) {
        best.logits[block * kept + i] = sorted[i];
        best_tokens.tokens[block * kept + i] = sorted_tokens[i];
    }
    if (thread == 0) {
        precise float total = 0.0;
        for (uint i = 0; i < 128; ++i) total += thread_sums[i];
        sums.blocks[block] = BlockSum(maximum, total);
    }
}
