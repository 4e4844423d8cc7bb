// Q6_K: super-blocks of 256 weights of 6 bits, less 32; each 16 have a scale of 8 bits, times a float, which stands
// behind the four units' scales. The upper two bits of a unit's quants are its third word.
#define WORDS_PER_UNIT 3
#define SCALE_VECTOR uint
#define SCALE_VECTORS 5
#define SPAN_UNITS 4
#define HALF_SCALES
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uvec4 upper = load_word(position, 2, row);
    const uvec2 pairs = block == 0 ? upper.xy : upper.zw;
    const int own = int(load_scales(position, position % 4, row) >> (16 * block));
    const vec2 scale = uintBitsToFloat(load_scales(position, 4, row)) *
                       vec2(bitfieldExtract(own, 0, 8), bitfieldExtract(own, 8, 8));
    return Block(low_nibbles(word) | bit_pairs(pairs.x) << 4, high_nibbles(word) | bit_pairs(pairs.y) << 4, scale,
                 -32.0 * scale);
}
