// IQ4_XS: super-blocks of 256 weights of 4 bits that choose one of 16 levels; each 32 have a scale of 6 bits, less 32,
// times a float16. Beside that stand the scales' upper bits, in the second component the lower four.
#define WORDS_PER_UNIT 2
#define SCALE_VECTOR uvec2
#define SCALE_VECTORS 1
#define SPAN_UNITS 4
#define SIGNED_QUANTS
#include "../block_type.glsl"
#include "iq4_levels.glsl"

Block load_block(uint position, uint block, uint row) {
    const uvec4 word = load_word(position, block, row);
    const uvec2 packed = load_scales(position, 0, row);
    const uint own = position % 4 * 2 + block;  // of the eight
    const uint number = (packed.y >> (4 * own)) & 15u | ((packed.x >> (16 + 2 * own)) & 3u) << 4;
    return even_block(iq4_levels(word), iq4_levels(word >> 4), half_at(packed.x, 0) * (float(number) - 32.0), 0.0);
}
