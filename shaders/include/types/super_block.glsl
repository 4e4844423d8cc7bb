// The 16 bytes that Q3_K, Q4_K and Q5_K have for the scales of a super-block: the low 24 bits of component u are unit u's
// four numbers of 6 bits, the upper bytes of all four make 32 bits more.
uint shared_bits(uvec4 scales) {
    return scales.x >> 24 | (scales.y >> 24) << 8 | (scales.z >> 24) << 16 | scales.w & 0xff000000u;
}
// The numbers 2 block and 2 block + 1 of the unit.
uvec2 six_bits(uvec4 scales, uint position, uint block) {
    const uint own = scales[position % 4] >> (12 * block);
    return uvec2(own & 63u, (own >> 6) & 63u);
}
