// The two planes of the bound part of a weight matrix, in the order of inference/vulkan/kernels/repack.h:
//     quants [group][unit][word][row % 8]       words of 16 bytes
//     scales [group][span][vector][row % 8]     a span is SPAN_UNITS units
// A type's file defines before it includes this:
//     WORDS_PER_UNIT               of 64 weights
//     SCALE_VECTOR, SCALE_VECTORS  uint, uvec2 or uvec4, and how many of them a span has
//     SPAN_UNITS                   1, or the 4 of a super-block of 256 weights
// `position`: group * units of a row + unit. `row`: within the group.
layout(binding = 0) restrict readonly buffer Quants { uvec4 words[]; } quants;
layout(binding = 1) restrict readonly buffer Scales { SCALE_VECTOR vectors[]; } scales;

uvec4 load_word(uint position, uint word, uint row) {
    return quants.words[(position * WORDS_PER_UNIT + word) * 8 + row];
}

SCALE_VECTOR load_scales(uint position, uint vector, uint row) {
    return scales.vectors[(position / SPAN_UNITS * SCALE_VECTORS + vector) * 8 + row];
}
