// Q3_K: super-blocks of 256 weights of 3 bits, less 4; each 16 have a scale of 6 bits, less 32, times a float. Third
// bits stand as Q5_K's fifth.
#define WORDS_PER_UNIT 1
#define SCALE_VECTOR uvec4
#define SCALE_VECTORS 3
#define SPAN_UNITS 4
#define HALF_SCALES
#include "../block_type.glsl"
#include "super_block.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, 0, row);
    const uvec2 pairs = block == 0 ? word.xy : word.zw;
    const uvec4 packed = load_scales(position, 0, row);
    const uint bits = load_scales(position, 1 + position % 4 / 2, row)[position % 2 * 2 + block];
    const vec2 scale = uintBitsToFloat(shared_bits(packed)) * (vec2(six_bits(packed, position, block)) - 32.0);
    return Block(bit_pairs(pairs.x) | single_bits(bits, 0) << 2, bit_pairs(pairs.y) | single_bits(bits, 1) << 2, scale,
                 -4.0 * scale);
}
