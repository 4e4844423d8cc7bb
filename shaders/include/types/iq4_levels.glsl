// The 16 levels of IQ4_NL and IQ4_XS (ggml's kvalues_iq4nl), looked up for the low nibbles of all bytes at once: a tree
// of choices between constants, one bit of the nibble a stage. Sixteen bytes cost about a hundred instructions, which
// needs neither shared memory nor an index into an array.
uvec4 byte_mask(uvec4 nibbles, uint bit) { return ((nibbles >> bit) & 0x01010101u) * 255u; }
uvec4 chosen(uvec4 mask, uvec4 clear, uvec4 set) { return clear & ~mask | set & mask; }
uvec4 chosen_level(uvec4 mask, int clear, int set) {
    return chosen(mask, uvec4(uint(clear & 255) * 0x01010101u), uvec4(uint(set & 255) * 0x01010101u));
}

uvec4 iq4_levels(uvec4 nibbles) {
    const uvec4 one = byte_mask(nibbles, 0);
    const uvec4 two = byte_mask(nibbles, 1);
    const uvec4 four = byte_mask(nibbles, 2);
    const uvec4 eight = byte_mask(nibbles, 3);
    const uvec4 from_0 = chosen(two, chosen_level(one, -127, -104), chosen_level(one, -83, -65));
    const uvec4 from_4 = chosen(two, chosen_level(one, -49, -35), chosen_level(one, -22, -10));
    const uvec4 from_8 = chosen(two, chosen_level(one, 1, 13), chosen_level(one, 25, 38));
    const uvec4 from_12 = chosen(two, chosen_level(one, 53, 69), chosen_level(one, 89, 113));
    return chosen(eight, chosen(four, from_0, from_4), chosen(four, from_8, from_12));
}
