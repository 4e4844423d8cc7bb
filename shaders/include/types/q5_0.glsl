// Q5_0: 32 weights of 5 bits, less 16, and a float16 scale. The fifth bits stand behind the scales.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uint
#define SCALE_VECTORS 3
#define SPAN_UNITS 1
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uint bits = load_scales(position, 1 + block, row);
    const float scale = half_at(load_scales(position, 0, row), block);
    return even_block(low_nibbles(word) | single_bits(bits, 0) << 4, high_nibbles(word) | single_bits(bits, 1) << 4,
                      scale, -16.0 * scale);
}
