// Q4_K: super-blocks of 256 weights of 4 bits; each 32 have a scale and a minimum of 6 bits, times a float16 each.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uvec4
#define SCALE_VECTORS 1
#define SPAN_UNITS 4
#include "../block_type.glsl"
#include "super_block.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uvec4 packed = load_scales(position, 0, row);
    const vec2 scale_and_minimum = unpackHalf2x16(shared_bits(packed)) * vec2(six_bits(packed, position, block));
    return even_block(low_nibbles(word), high_nibbles(word), scale_and_minimum.x, -scale_and_minimum.y);
}
