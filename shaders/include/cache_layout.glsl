// Where keys and values stand in the cache, as inference/vulkan/kernels/cache_layout.h documents it: 16-byte words in
// the order [kv_head][position / 8][word][position % 8], and with int8 a word of scales for every two words behind each
// eight positions.
layout(constant_id = 7) const uint cache_type = 0;  // inference::CacheType
const bool cache_is_float16 = cache_type == 0;
const bool cache_is_float32 = cache_type == 1;
const bool cache_is_int8 = cache_type == 2;
const uint word_elements = cache_is_float16 ? 8 : cache_is_float32 ? 4 : 16;

uint words_of_head(uint head_size) { return (head_size + 7) / 8 * 8 / word_elements; }

// `cache_positions`: capacity, a multiple of 8; `words`: of a head.
uint cache_word(uint head, uint position, uint word, uint words, uint cache_positions) {
    const uint octet = head * (cache_positions / 8) + position / 8;
    return octet * (words * 8 + (cache_is_int8 ? words / 2 : 0)) + word * 8 + position % 8;
}

// The word of eight float16 that holds the scale of `word` with int8, that of `position` at position % 8.
uint cache_scale_word(uint head, uint position, uint word, uint words, uint cache_positions) {
    const uint octet = head * (cache_positions / 8) + position / 8;
    return octet * (words * 8 + words / 2) + words * 8 + word / 2;
}
