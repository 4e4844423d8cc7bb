// Q4_0: 32 weights of 4 bits, offset by 8, and a float16 scale.
#define HAS_SCALES
#define BLOCK_TYPE

const uint word_steps = 8;
vec4 step_weights(uvec4 word) { return vec4(uvec4(word.x, word.x >> 8, word.x >> 16, word.x >> 24) & 15u) - 8.0; }
// The four components' low nibbles, then their high ones.
uvec4 after_step(uvec4 word, uint i) { return i == 3 ? word.yzwx >> 4 : word.yzwx; }

// Weights 4 i ... 4 i + 3 of a unit, without their scale.
vec4 weights_at(Unit unit, uint i) {
    return step_weights(uvec4(unit.words[i / 8][i % 4] >> (i % 8 < 4 ? 0 : 4), 0, 0, 0));
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
