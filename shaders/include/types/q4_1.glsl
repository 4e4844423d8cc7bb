// Q4_1: 32 weights of 4 bits, a float16 scale and a float16 offset.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uvec2
#define SCALE_VECTORS 1
#define SPAN_UNITS 1
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const vec2 scale_and_offset = unpackHalf2x16(load_scales(position, 0, row)[block]);
    return even_block(low_nibbles(word), high_nibbles(word), scale_and_offset.x, scale_and_offset.y);
}
