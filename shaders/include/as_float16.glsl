// Four float32 as four float16. Converted, not packed by packHalf2x16, whose rounding is the driver's choice: some cut off.
// Needs GL_EXT_shader_explicit_arithmetic_types_float16.
uvec2 as_float16(vec4 values) {
    const f16vec4 halves = f16vec4(values);
    return uvec2(packFloat2x16(halves.xy), packFloat2x16(halves.zw));
}
