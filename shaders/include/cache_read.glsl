// Reads words of the key and value cache. Needs cache_layout.glsl.
layout(binding = 2) readonly buffer KeyCache { uvec4 words[]; } key_cache;
layout(binding = 3) readonly buffer ValueCache { uvec4 words[]; } value_cache;

// Elements 4 part ... 4 part + 3 of a word; a float32 word has but part 0.
vec4 elements_of(uvec4 word, uint part) {
    if (!cache_is_float16) return uintBitsToFloat(word);
    return part == 0 ? vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y))
                     : vec4(unpackHalf2x16(word.z), unpackHalf2x16(word.w));
}
