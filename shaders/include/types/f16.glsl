// F16: float16 weights.

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(Unit unit, uint i) {
    const uvec4 word = unit.words[i / 2];
    return i % 2 == 0 ? vec4(unpackHalf2x16(word.x), unpackHalf2x16(word.y))
                      : vec4(unpackHalf2x16(word.z), unpackHalf2x16(word.w));
}
