// BF16: the upper halves of float32 weights.
#define WORDS_PER_UNIT 8
#include "../float_type.glsl"

vec4 word_weights(uvec4 word) {
    return uintBitsToFloat(uvec4(word.x << 16, word.x & 0xffff0000u, word.y << 16, word.y & 0xffff0000u));
}
uvec4 next_in_word(uvec4 word) { return word.zwxy; }
