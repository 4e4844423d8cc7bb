// Where a stage begins: 256 neighbouring values of a token into the residual, and the first norm's input prepared. A
// workgroup of 64 threads, each with four values.
layout(binding = 3) readonly buffer NormWeight { float values[]; } norm_weight;             // (columns)
layout(binding = 4) writeonly buffer Residual { float values[]; } residual;                 // (tokens, padded)
layout(binding = 5) writeonly buffer OutputFloats { float values[]; } output_floats;        // (tokens, padded)
layout(binding = 6) writeonly buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, padded / 4)
layout(binding = 7) writeonly buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, padded / 32)
layout(binding = 8) writeonly buffer OutputSquares { float sums[]; } output_squares;        // (tokens, padded / 32)

shared float values[256];
float emitted(uint token, uint i) { return values[i] * norm_weight.values[gl_WorkGroupID.x * 256 + i]; }
#include "emit_activations.glsl"

// four: values first + 4 thread ... of the token's `columns`, zero beyond them; a row takes `padded` floats.
void enter_residual(uint token, uint first, uint thread, vec4 four, uint columns, uint padded) {
    for (uint i = 0; i < 4; ++i) {
        values[thread * 4 + i] = four[i];
        if (first + thread * 4 + i < columns) residual.values[token * padded + first + thread * 4 + i] = four[i];
    }
    barrier();  // the values are whole
    const uint block = thread / 8;
    const uint column = first + block * 32;
    if (column >= columns) return;
    const uint length = min(32, columns - column);
    const uint at = token * padded / 32 + column / 32;
    emit_block(token, block * 32, length, at, thread % 8);
    if (thread % 8 == 0) {
        precise float squares = 0.0;
        for (uint j = 0; j < length; ++j) squares = fma(values[block * 32 + j], values[block * 32 + j], squares);
        output_squares.sums[at] = squares;
    }
}
