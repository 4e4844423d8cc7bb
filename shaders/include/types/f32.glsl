// F32: float32 weights.

const uint word_steps = 1;
vec4 step_weights(uvec4 word) { return uintBitsToFloat(word); }
uvec4 after_step(uvec4 word, uint i) { return word; }

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(Unit unit, uint i) {
    return uintBitsToFloat(unit.words[i]);
}
