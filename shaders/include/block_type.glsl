// What all block-quantised types have in common. A type's file has load_block(), which takes 32 weights of a row
// apart; products and single weights follow from that. Beside what planes.glsl wants, the file defines before it
// includes this:
//     SIGNED_QUANTS  quants are int8, and there are no offsets; else they are 0 to 127
//     HALF_SCALES    each 16 weights have a scale of their own, not each 32
#define BLOCK_TYPE
#include "planes.glsl"
#include "packed_dot.glsl"

// weight = scale * quant + offset
struct Block {
    uvec4 first;   // quants of the weights 0 to 15, a byte each, lowest first
    uvec4 second;  // 16 to 31
    vec2 scales;   // of first and second
    vec2 offsets;
};
Block load_block(uint position, uint block, uint row);

// For the types: a block with one scale.
Block even_block(uvec4 first, uvec4 second, float scale, float offset) {
    return Block(first, second, vec2(scale), vec2(offset));
}
// The bits of quants as inference/vulkan/kernels/weight_format.h packs them: byte j of a word holds quant j in its low
// nibble and quant 16 + j in its high one;
uvec4 low_nibbles(uvec4 word) { return word & 0x0f0f0f0fu; }
uvec4 high_nibbles(uvec4 word) { return (word >> 4) & 0x0f0f0f0fu; }
// byte b of 32 bits holds two bits each of the quants b, 4 + b, 8 + b, 12 + b of 16;
uvec4 bit_pairs(uint pairs) { return (uvec4(pairs) >> uvec4(0, 2, 4, 6)) & 0x03030303u; }
// byte b of 32 bits holds one bit each of the quants b, 4 + b, ... 28 + b of 32.
uvec4 single_bits(uint bits, uint which_half) {
    return (uvec4(bits) >> (uvec4(0, 1, 2, 3) + 4 * which_half)) & 0x01010101u;
}
// Both are converted, so that the blocks of a pair share it.
float half_at(uint pair, uint i) {
    const vec2 both = unpackHalf2x16(pair);
    return i == 0 ? both.x : both.y;
}

// Float products take a unit block by block, each in steps of four neighbouring weights, in a loop that is not
// unrolled: drivers compile unrolled products for many tokens for minutes. The block is turned after each step, so that
// nothing is indexed.
#define Chunk Block
const uint chunks = 2;
const uint chunk_steps = 8;
Block load_chunk(uint position, uint i, uint row) { return load_block(position, i, row); }

vec4 four_quants(uint packed) {
#ifdef SIGNED_QUANTS
    const int bytes = int(packed);
    return vec4(bitfieldExtract(bytes, 0, 8), bitfieldExtract(bytes, 8, 8), bitfieldExtract(bytes, 16, 8), bytes >> 24);
#else
    return vec4(uvec4(packed, packed >> 8, packed >> 16, packed >> 24) & 255u);
#endif
}

vec4 four_weights(uint packed, float scale, float offset) {
#ifdef SIGNED_QUANTS
    return four_quants(packed) * scale;
#else
    return fma(four_quants(packed), vec4(scale), vec4(offset));
#endif
}

vec4 step_weights(Block block) { return four_weights(block.first.x, block.scales.x, block.offsets.x); }

Block after_step(Block block, uint step) {
    if (step != 3) {
        block.first = block.first.yzwx;
        return block;
    }
    block.first = block.second;
#ifdef HALF_SCALES
    block.scales = block.scales.yy;
    block.offsets = block.offsets.yy;
#endif
    return block;
}

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(uint position, uint i, uint row) {
    const Block block = load_block(position, i / 8, row);
    const bool in_first = i % 8 < 4;
    return four_weights((in_first ? block.first : block.second)[i % 4], in_first ? block.scales.x : block.scales.y,
                        in_first ? block.offsets.x : block.offsets.y);
}

// 32 int8 activations of a token, their sum and that of the first 16.
struct BlockActivations {
    uvec4 first;
    uvec4 second;
    float scale;
    float sum;
    float first_sum;
};

int dot_of_16(uvec4 a, uvec4 b) {
    return packed_dot(a.x, b.x) + packed_dot(a.y, b.y) + packed_dot(a.z, b.z) + packed_dot(a.w, b.w);
}

BlockActivations block_activations(uvec4 first, uvec4 second, vec2 scale_and_sum) {
#if defined(HALF_SCALES) && !defined(SIGNED_QUANTS)
    const float first_sum = float(dot_of_16(first, uvec4(0x01010101u)));
#else
    const float first_sum = 0.0;
#endif
    return BlockActivations(first, second, scale_and_sum.x, scale_and_sum.y, first_sum);
}

// Sum of a block's products with int8 activations, without the activations' scale. Sums of quants' products are exact.
float block_product(Block block, BlockActivations activations) {
    const int first = dot_of_16(block.first, activations.first);
    const int second = dot_of_16(block.second, activations.second);
#ifdef HALF_SCALES
    precise float product = fma(float(first), block.scales.x, float(second) * block.scales.y);
#ifndef SIGNED_QUANTS
    product = fma(activations.first_sum, block.offsets.x, product);
    product = fma(activations.sum - activations.first_sum, block.offsets.y, product);
#endif
#else
    precise float product = float(first + second) * block.scales.x;
#ifndef SIGNED_QUANTS
    product = fma(activations.sum, block.offsets.x, product);
#endif
#endif
    return product;
}
