#version 460
#extension GL_GOOGLE_include_directive : require
#include "include/parameters.h"
#include "include/candidate_order.glsl"
// The best 256 of a row of logits, and its log-sum-exp, in one dispatch. A workgroup sorts a block of 1024 (Batcher's
// bitonic network) and adds up exp(logit - maximum). Then the blocks are merged pair by pair: of two neighbours the one
// that arrives second goes on with both lists, and the last of all writes the result. The order is total, so who comes
// second changes no bit; the sums are added in the order of the blocks. With GUESSES_NEXT, of one row, it also guesses what
// the host will choose, and writes what the pass of that token reads.
layout(local_size_x = 128) in;
#include "include/chain.glsl"
layout(push_constant) uniform Push { CandidateParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
layout(binding = 0) EARLIER buffer Logits { float values[]; } logits;                   // (rows, vocabulary_size)
layout(binding = 1) coherent buffer Best { float logits[]; } best;                      // (rows, blocks, kept)
layout(binding = 2) coherent buffer BestTokens { uint tokens[]; } best_tokens;          // (rows, blocks, kept)
layout(binding = 3) coherent buffer Sums { BlockSum blocks[]; } sums;                   // (rows, blocks)
layout(binding = 4) coherent buffer Arrivals { uint counts[]; } arrivals;               // (rows, blocks), 0 between uses
layout(binding = 5) writeonly buffer Output { uint words[]; } results;  // (rows, 2 kept + 2): logits, tokens, log-sum-exp, guess

const uint block_size = 1024;
shared float sorted[block_size];
shared uint sorted_tokens[block_size];
shared float thread_sums[128];
shared bool comes_second;

// Puts the better of two in front.
void order(uint a, uint b, bool falling) {
    if (comes_first(sorted[b], sorted_tokens[b], sorted[a], sorted_tokens[a]) != falling) return;
    const float logit = sorted[a];
    sorted[a] = sorted[b];
    sorted[b] = logit;
    const uint token = sorted_tokens[a];
    sorted_tokens[a] = sorted_tokens[b];
    sorted_tokens[b] = token;
}

void sort_block(uint thread, uint first, uint row) {
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
                order(a, a + distance, (a & length) == 0 || length == block_size);
            }
        }
    barrier();  // the block is sorted
}

// Adds up the sorted block, whose maximum comes first.
void sum_block(uint thread, uint at) {
    const float maximum = sorted[0];
    precise float sum = 0.0;
    for (uint i = thread; i < block_size; i += 128)
        if (sorted[i] > uintBitsToFloat(0xff800000u)) sum += sorted[i] == maximum ? 1.0 : exp(sorted[i] - maximum);
    thread_sums[thread] = sum;
    barrier();  // all sums are there
    if (thread != 0) return;
    precise float total = 0.0;
    for (uint i = 0; i < 128; ++i) total += thread_sums[i];
    sums.blocks[at] = BlockSum(maximum, total);
}

// The list of `from`, turned round behind the one that is here, makes a bitonic sequence; half a sort keeps the better
// 256 of both.
void merge(uint thread, uint from) {
    for (uint i = thread; i < kept; i += 128) {
        sorted[2 * kept - 1 - i] = best.logits[from * kept + i];
        sorted_tokens[2 * kept - 1 - i] = best_tokens.tokens[from * kept + i];
    }
    for (uint distance = kept; distance > 0; distance /= 2) {
        barrier();  // the step before is whole
        // After the first step only the better half goes on.
        const uint pairs = distance == kept ? kept : kept / 2;
        for (uint i = thread; i < pairs; i += 128) {
            const uint a = i / distance * distance * 2 + i % distance;
            order(a, a + distance, true);
        }
    }
    barrier();  // the merge is whole
}

#ifdef GUESSES_NEXT
#include "include/guess_next.glsl"
#endif

void main() {
    const uint thread = gl_LocalInvocationID.x;
    const uint row = gl_WorkGroupID.y;
    const uint row_start = row * parameters.blocks;
    await_earlier();
    sort_block(thread, gl_WorkGroupID.x * block_size, row);
    sum_block(thread, row_start + gl_WorkGroupID.x);

    uint first = gl_WorkGroupID.x;  // of the blocks whose best are here
    for (uint count = 1; count < parameters.blocks; count *= 2) {
        const uint left = first & ~(2 * count - 1);
        const uint right = left + count;
        if (right >= parameters.blocks) continue;  // nobody comes
        for (uint i = thread; i < kept; i += 128) {
            best.logits[(row_start + first) * kept + i] = sorted[i];
            best_tokens.tokens[(row_start + first) * kept + i] = sorted_tokens[i];
        }
        memoryBarrierBuffer();  // this list is visible before its arrival
        barrier();
        if (thread == 0) comes_second = atomicAdd(arrivals.counts[row_start + right], 1) == 1;
        barrier();  // comes_second is known
        if (!comes_second) {
            release_results();
            return;
        }
        memoryBarrierBuffer();  // the other list is visible after its arrival
        if (thread == 0) arrivals.counts[row_start + right] = 0;
        merge(thread, row_start + (first == left ? right : left));
        first = left;
    }
    const uint at = (parameters.first_row + row) * (2 * kept + 2);
    for (uint i = thread; i < kept; i += 128) {
        results.words[at + i] = floatBitsToUint(sorted[i]);
        results.words[at + kept + i] = sorted_tokens[i];
    }
    if (thread == 0) {
        const float maximum = sorted[0];
        precise float total = 0.0;
        for (uint block = 0; block < parameters.blocks; ++block) {
            const BlockSum part = sums.blocks[row_start + block];
            if (part.sum > 0.0) total += part.sum * (part.maximum == maximum ? 1.0 : exp(part.maximum - maximum));
        }
        results.words[at + 2 * kept] = floatBitsToUint(maximum + log(total));
    }
#ifdef GUESSES_NEXT
    guess_next(thread, at + 2 * kept + 1);
#endif
    release_results();
}
