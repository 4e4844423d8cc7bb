#include "cache_layout.glsl"
layout(binding = 5) readonly buffer Batch { BatchParameters batch; };
layout(binding = 6) readonly buffer Rope { vec2 cos_and_sin[]; } rope;  // (positions, head_size / 2)
layout(binding = 7) LATER buffer Query { float values[]; } query;   // (tokens, query_rows)
// The caches; with int8 plain floats instead, (tokens, kv_rows), which quantise_cache.comp reads: the 32 elements of a
// scale are not all this workgroup's.
layout(binding = 8) LATER buffer KeyCache { uint elements[]; } key_cache;
layout(binding = 9) LATER buffer ValueCache { uint elements[]; } value_cache;

// Where the pair that starts at `element` of a head begins in the cache, in units of 4 bytes.
uint cache_element(uint head, uint position, uint element) {
    const uint words = words_of_head(parameters.head_size);
    return cache_word(head, position, element / word_elements, words, parameters.cache_positions) * 4 +
           element % word_elements / (cache_is_float16 ? 2 : 1);
}

void write_key(uint head, uint position, uint element, vec2 pair) {
    const uint at = cache_element(head, position, element);
    key_cache.elements[at] = cache_is_float16 ? packHalf2x16(pair) : floatBitsToUint(pair.x);
    if (cache_is_float32) key_cache.elements[at + 1] = floatBitsToUint(pair.y);
}

void write_value(uint head, uint position, uint element, vec2 pair) {
    const uint at = cache_element(head, position, element);
    value_cache.elements[at] = cache_is_float16 ? packHalf2x16(pair) : floatBitsToUint(pair.x);
    if (cache_is_float32) value_cache.elements[at + 1] = floatBitsToUint(pair.y);
}

void after_product(uint first_row, uint tokens, uint thread, uint threads) {
    const uint head_size = parameters.head_size;
    const uint key_start = (parameters.query_rows + 7) / 8 * 8;
    const uint value_start = key_start + (parameters.kv_rows + 7) / 8 * 8;
    for (uint i = thread; i < tokens * tile_rows / 2; i += threads) {
        const uint token = i / (tile_rows / 2);
        const uint pair = i % (tile_rows / 2) * 2;
        const uint row = first_row + pair;
        const uint own_row = row < key_start ? row : row < value_start ? row - key_start : row - value_start;
        if (row >= part_end() || own_row >= (row < key_start ? parameters.query_rows : parameters.kv_rows)) continue;
        const vec2 product = vec2(product_of(token, pair), product_of(token, pair + 1));
        const uint position = batch.position + first_token + token;
        const uint head = own_row / head_size;
        const uint element = own_row % head_size;
        const vec2 turn = rope.cos_and_sin[position * (head_size / 2) + element / 2];
        precise const vec2 rotated =
            vec2(product.x * turn.x - product.y * turn.y, product.x * turn.y + product.y * turn.x);
        if (row < key_start) {
            const uint at = (first_token + token) * parameters.query_rows + own_row;
            query.values[at] = rotated.x;
            query.values[at + 1] = rotated.y;
            continue;
        }
        const bool is_key = row < value_start;
        if (cache_is_int8) {
            const uint at = (first_token + token) * parameters.kv_rows + own_row;
            for (uint e = 0; e < 2; ++e) {
                if (is_key) key_cache.elements[at + e] = floatBitsToUint(rotated[e]);
                else value_cache.elements[at + e] = floatBitsToUint(product[e]);
            }
            continue;
        }
        // The head's last pair also writes the zeros that pad it to a multiple of 8.
        const uint end = element + 2 == head_size ? (head_size + 7) / 8 * 8 : element + 2;
        for (uint e = element; e < end; e += 2) {
            if (is_key) write_key(head, position, e, e == element ? rotated : vec2(0.0));
            else write_value(head, position, e, e == element ? product : vec2(0.0));
        }
    }
}
