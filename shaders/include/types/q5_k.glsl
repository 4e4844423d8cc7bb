// Q5_K: as Q4_K with a fifth bit; those of two units stand in each of the two vectors behind the scales.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uvec4
#define SCALE_VECTORS 3
#define SPAN_UNITS 4
#include "../block_type.glsl"
#include "super_block.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uvec4 packed = load_scales(position, 0, row);
    const uint bits = load_scales(position, 1 + position % 4 / 2, row)[position % 2 * 2 + block];
    const vec2 scale_and_minimum = unpackHalf2x16(shared_bits(packed)) * vec2(six_bits(packed, position, block));
    return even_block(low_nibbles(word) | single_bits(bits, 0) << 4, high_nibbles(word) | single_bits(bits, 1) << 4,
                      scale_and_minimum.x, -scale_and_minimum.y);
}
