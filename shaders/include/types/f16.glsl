// F16: float16 weights.
#define WORDS_PER_UNIT 8
#include "../float_type.glsl"

vec4 word_weights(uvec4 word) { return vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y)); }
uvec4 next_in_word(uvec4 word) { return word.zwxy; }
