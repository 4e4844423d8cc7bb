// F32: float32 weights.

// Weights 4 i ... 4 i + 3 of a unit.
vec4 weights_at(Unit unit, uint i) {
    return uintBitsToFloat(unit.words[i]);
}
