// Q5_1: 32 weights of 5 bits, a float16 scale and a float16 offset. The fifth bits stand behind the scales.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uvec4
#define SCALE_VECTORS 1
#define SPAN_UNITS 1
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uvec4 both = load_scales(position, 0, row);
    const vec2 scale_and_offset = unpackHalf2x16(block == 0 ? both.x : both.y);
    const uint bits = block == 0 ? both.z : both.w;
    return even_block(low_nibbles(word) | single_bits(bits, 0) << 4, high_nibbles(word) | single_bits(bits, 1) << 4,
                      scale_and_offset.x, scale_and_offset.y);
}
