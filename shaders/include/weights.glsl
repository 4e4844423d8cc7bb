// The weight matrix of the bound part, in the order of inference/vulkan/kernels/repack.h:
// words [group][unit][word][row % 8], scales [group][unit][row % 8]. One file per type in types/.
#if defined(TYPE_Q4_0)
const uint words_per_unit = 2;
#elif defined(TYPE_Q8_0)
const uint words_per_unit = 4;
#elif defined(TYPE_F16)
const uint words_per_unit = 8;
#elif defined(TYPE_F32)
const uint words_per_unit = 16;
#endif

layout(binding = 0) readonly buffer Quants { uvec4 words[]; } quants;
layout(binding = 1) readonly buffer Scales { uint halves[]; } scales;

// 64 weights of one row: one or more words per block of 32, and the scales of the two blocks.
struct Unit {
    uvec4 words[words_per_unit];
    vec2 scales;
};

// A word is taken apart in steps of four neighbouring weights, in a loop that is not unrolled: drivers compile unrolled
// products for many tokens for minutes. Each type has
//     word_steps              how many a word has
//     step_weights(word)      the four of the step at hand, without their scale
//     after_step(word, i)     the word turned to the step after step i, so that nothing is indexed
#include "packed_dot.glsl"
#if defined(TYPE_Q4_0)
#include "types/q4_0.glsl"
#elif defined(TYPE_Q8_0)
#include "types/q8_0.glsl"
#elif defined(TYPE_F16)
#include "types/f16.glsl"
#elif defined(TYPE_F32)
#include "types/f32.glsl"
#endif

// `position`: group * units of a row + unit. `row`: within the group.
uvec4 load_word(uint position, uint word, uint row) {
    return quants.words[(position * words_per_unit + word) * 8 + row];
}

vec2 load_scales(uint position, uint row) {
#ifdef HAS_SCALES
    return unpackHalf2x16(scales.halves[position * 8 + row]);
#else
    return vec2(1.0);
#endif
}

Unit load_unit(uint position, uint row) {
    Unit unit;
    [[unroll]] for (uint i = 0; i < words_per_unit; ++i) unit.words[i] = load_word(position, i, row);
    unit.scales = load_scales(position, row);
    return unit;
}
