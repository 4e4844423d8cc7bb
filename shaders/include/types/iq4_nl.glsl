// IQ4_NL: 32 weights of 4 bits that choose one of 16 levels, and a float16 scale.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uint
#define SCALE_VECTORS 1
#define SPAN_UNITS 1
#define SIGNED_QUANTS
#include "../block_type.glsl"
#include "iq4_levels.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    return even_block(iq4_levels(word), iq4_levels(word >> 4), half_at(load_scales(position, 0, row), block), 0.0);
}
