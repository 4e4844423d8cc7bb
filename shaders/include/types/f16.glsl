// F16: float16 weights.

const uint word_steps = 2;
vec4 step_weights(uvec4 word) { return vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y)); }
uvec4 after_step(uvec4 word, uint i) { return word.zwxy; }

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(Unit unit, uint i) {
    const uvec4 word = unit.words[i / 2];
    return i % 2 == 0 ? vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y))
                      : vec4(unpackHalf2x16(word.z), unpackHalf2x16(word.w));
}
