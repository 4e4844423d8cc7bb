#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
#include "include/candidate_order.glsl"
// The best 256 of a row from the sorted best of its blocks, and the row's log-sum-exp. A workgroup a row.
layout(local_size_x = 128) in;
layout(push_constant) uniform Push { CandidateParameters parameters; };
layout(binding = 0) readonly buffer Best { float logits[]; } best;               // (rows, blocks, kept)
layout(binding = 1) readonly buffer BestTokens { uint tokens[]; } best_tokens;   // (rows, blocks, kept)
layout(binding = 2) readonly buffer Sums { BlockSum blocks[]; } sums;            // (rows, blocks)
layout(binding = 3) writeonly buffer Output { uint words[]; } results;  // (rows, 2 kept + 1): logits, tokens, log-sum-exp

shared float merged[2 * kept];
shared uint merged_tokens[2 * kept];

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row = gl_WorkGroupID.x;
    const uint first_block = row * parameters.blocks;
    for (uint i = thread; i < kept; i += 128) {
        merged[i] = best.logits[first_block * kept + i];
        merged_tokens[i] = best_tokens.tokens[first_block * kept + i];
    }
    for (uint block = 1; block < parameters.blocks; ++block) {
        barrier();  // the merge before is whole
        // The new list turned round behind the old one makes a bitonic sequence; half a sort keeps the better 256.
        for (uint i = thread; i < kept; i += 128) {
            const uint from = (first_block + block) * kept + i;
            merged[2 * kept - 1 - i] = best.logits[from];
            merged_tokens[2 * kept - 1 - i] = best_tokens.tokens[from];
        }
        for (uint distance = kept; distance > 0; distance /= 2) {
            barrier();  // the step before is whole
            // After the first step only the better half goes on.
            const uint pairs = distance == kept ? kept : kept / 2;
            for (uint i = thread; i < pairs; i += 128) {
                const uint a = i / distance * distance * 2 + i % distance;
                const uint b = a + distance;
                if (comes_first(merged[b], merged_tokens[b], merged[a], merged_tokens[a])) {
                    const float logit = merged[a];
                    merged[a] = merged[b];
                    merged[b] = logit;
                    const uint token = merged_tokens[a];
                    merged_tokens[a] = merged_tokens[b];
                    merged_tokens[b] = token;
                }
            }
        }
    }
    barrier();  // the last merge is whole
    const uint at = row * (2 * kept + 1);
    for (uint i = thread; i < kept; i += 128) {
        results.words[at + i] = floatBitsToUint(merged[i]);
        results.words[at + kept + i] = merged_tokens[i];
    }
    if (thread == 0) {
        const float maximum = merged[0];
        precise float total = 0.0;
        for (uint block = 0; block < parameters.blocks; ++block) {
            const BlockSum part = sums.blocks[first_block + block];
            if (part.sum > 0.0) total += part.sum * (part.maximum == maximum ? 1.0 : exp(part.maximum - maximum));
        }
        results.words[at + 2 * kept] = floatBitsToUint(maximum + log(total));
    }
}
