// Q2_K: super-blocks of 256 weights of 2 bits; each 16 have a byte with a scale and a minimum of 4 bits, times a float16
// each, which stand behind the four units' bytes.
#define WORDS_PER_UNIT 1
#define SCALE_VECTOR uint
#define SCALE_VECTORS 5
#define SPAN_UNITS 4
#define HALF_SCALES
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, 0, row);
    const uvec2 pairs = block == 0 ? word.xy : word.zw;
    const vec2 scale_and_minimum = unpackHalf2x16(load_scales(position, 4, row));
    const uint own = load_scales(position, position % 4, row) >> (16 * block);
    const uvec4 numbers = uvec4(own, own >> 8, own >> 4, own >> 12) & 15u;  // two scales, two minimums
    return Block(bit_pairs(pairs.x), bit_pairs(pairs.y), scale_and_minimum.x * vec2(numbers.xy),
                 -scale_and_minimum.y * vec2(numbers.zw));
}
