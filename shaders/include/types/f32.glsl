// F32: float32 weights.
#define WORDS_PER_UNIT 16
#include "../float_type.glsl"

vec4 word_weights(uvec4 word) { return uintBitsToFloat(word); }
uvec4 next_in_word(uvec4 word) { return word; }
