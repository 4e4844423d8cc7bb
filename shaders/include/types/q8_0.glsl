// Q8_0: 32 weights of 8 bits and a float16 scale.
#define WORDS_PER_UNIT 4
#define SCALE_VECTOR uint
#define SCALE_VECTORS 1
#define SPAN_UNITS 1
#define SIGNED_QUANTS
#include "../block_type.glsl"

Block load_block(uint position, uint block, uint row) {
    return even_block(load_word(position, 2 * block, row), load_word(position, 2 * block + 1, row),
                      half_at(load_scales(position, 0, row), block), 0.0);
}
