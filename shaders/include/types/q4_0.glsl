// Q4_0: 32 weights of 4 bits, less 8, and a float16 scale.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uint
#define SCALE_VECTORS 1
#define SPAN_UNITS 1
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const float scale = half_at(load_scales(position, 0, row), block);
    return even_block(low_nibbles(word), high_nibbles(word), scale, -8.0 * scale);
}
