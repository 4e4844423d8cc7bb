// The dot product of four int8 with four int8, each four packed in a word, exactly.
#ifdef PACKED_DOT
// OpSDot of SPV_KHR_integer_dot_product with packed 4x8-bit operands; Debian 12's glslang has no other syntax for it.
spirv_instruction(extensions = ["SPV_KHR_integer_dot_product"], capabilities = [6018, 6019], id = 4450)
int signed_dot(uint a, uint b, spirv_literal int packed_format);
int packed_dot(uint a, uint b) { return signed_dot(a, b, 0); }
#else
int packed_dot(uint a, uint b) {
    const int x = int(a);
    const int y = int(b);
    return bitfieldExtract(x, 0, 8) * bitfieldExtract(y, 0, 8) + bitfieldExtract(x, 8, 8) * bitfieldExtract(y, 8, 8) +
           bitfieldExtract(x, 16, 8) * bitfieldExtract(y, 16, 8) + (x >> 24) * (y >> 24);
}
#endif
