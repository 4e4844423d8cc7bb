// Where keys and values stand in the cache, as inference/vulkan/kernels/cache_layout.h documents it: 16-byte words in
// the order [kv_head][position / 8][word][position % 8].
layout(constant_id = 7) const bool cache_is_float16 = true;
const uint word_elements = cache_is_float16 ? 8 : 4;

uint words_of_head(uint head_size) { return (head_size + 7) / 8 * 8 / word_elements; }

// `cache_positions`: capacity, a multiple of 8; `words`: of a head.
uint cache_word(uint head, uint position, uint word, uint words, uint cache_positions) {
    return ((head * (cache_positions / 8) + position / 8) * words + word) * 8 + position % 8;
}
