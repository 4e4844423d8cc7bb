// Reads words of the key and value cache. Needs cache_layout.glsl and chain.glsl.
layout(binding = 2) EARLIER buffer KeyCache { uvec4 words[]; } key_cache;
layout(binding = 3) EARLIER buffer ValueCache { uvec4 words[]; } value_cache;

// A word of the cache, and what its elements are multiplied by (1 where it has no scale).
struct CacheWord {
    uvec4 bits;
    float scale;
};

float scale_of(uvec4 scales, uint position) {
    const vec2 pair = unpackHalf2x16(scales[position % 8 / 2]);
    return position % 2 == 0 ? pair.x : pair.y;
}

CacheWord key_word(uint head, uint position, uint word, uint words, uint cache_positions) {
    CacheWord result = CacheWord(key_cache.words[cache_word(head, position, word, words, cache_positions)], 1.0);
    if (cache_is_int8)
        result.scale =
            scale_of(key_cache.words[cache_scale_word(head, position, word, words, cache_positions)], position);
    return result;
}

CacheWord value_word(uint head, uint position, uint word, uint words, uint cache_positions) {
    CacheWord result = CacheWord(value_cache.words[cache_word(head, position, word, words, cache_positions)], 1.0);
    if (cache_is_int8)
        result.scale =
            scale_of(value_cache.words[cache_scale_word(head, position, word, words, cache_positions)], position);
    return result;
}

// Elements 4 part ... 4 part + 3 of a word; a float32 word has but part 0.
vec4 elements_of(CacheWord from, uint part) {
    const uvec4 word = from.bits;
    if (cache_is_float32) return uintBitsToFloat(word);
    if (cache_is_int8) {
        const int quants = int(word[part]);
        return from.scale * vec4(bitfieldExtract(quants, 0, 8), bitfieldExtract(quants, 8, 8),
                                 bitfieldExtract(quants, 16, 8), bitfieldExtract(quants, 24, 8));
    }
    return part == 0 ? vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y))
                     : vec4(unpackHalf2x16(word.z), unpackHalf2x16(word.w));
}
