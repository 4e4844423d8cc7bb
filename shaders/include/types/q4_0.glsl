// Q4_0: 32 weights of 4 bits, offset by 8, and a float16 scale.
#define HAS_SCALES
#define BLOCK_TYPE

// Weights 4 i ... 4 i + 3 of a unit, without their scale.
vec4 weights_at(Unit unit, uint i) {
    const uint nibbles = unit.words[i / 8][i % 4] >> (i % 8 < 4 ? 0 : 4);
    return vec4(uvec4(nibbles, nibbles >> 8, nibbles >> 16, nibbles >> 24) & 15u) - 8.0;
}

// Sum of the products with a block's int8 activations, exactly; `sum` is the activations' sum.
float block_product(Unit unit, uint block, uvec4 first, uvec4 second, float sum) {
    const uvec4 word = unit.words[block];
    const uvec4 low = word & 0x0f0f0f0fu;
    const uvec4 high = (word >> 4) & 0x0f0f0f0fu;
    int product = 0;
    [[unroll]] for (int i = 0; i < 4; ++i)
        product += packed_dot(low[i], first[i]) + packed_dot(high[i], second[i]);
    return float(product) - 8.0 * sum;
}
