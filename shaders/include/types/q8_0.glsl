// Q8_0: 32 weights of 8 bits and a float16 scale.
#define HAS_SCALES
#define BLOCK_TYPE

const uint word_steps = 4;
vec4 step_weights(uvec4 word) {
    const int bytes = int(word.x);
    return vec4(bitfieldExtract(bytes, 0, 8), bitfieldExtract(bytes, 8, 8), bitfieldExtract(bytes, 16, 8), bytes >> 24);
}
uvec4 after_step(uvec4 word, uint i) { return word.yzwx; }

// Weights 4 i ... 4 i + 3 of a unit, without their scale.
vec4 weights_at(Unit unit, uint i) {
    return step_weights(uvec4(unit.words[i / 4][i % 4], 0, 0, 0));
}

// Sum of the products with a block's int8 activations, exactly.
float block_product(Unit unit, uint block, uvec4 first, uvec4 second, float sum) {
    int product = 0;
    [[unroll]] for (int i = 0; i < 4; ++i) {
        product += packed_dot(unit.words[2 * block][i], first[i]);
        product += packed_dot(unit.words[2 * block + 1][i], second[i]);
    }
    return float(product);
}
