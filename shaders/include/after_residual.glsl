// Added to the residual, which is prepared for the norm that comes next.
layout(binding = 5) readonly buffer NormWeight { float values[]; } norm_weight;             // (output_rows)
layout(binding = 6) EARLIER_AND_LATER buffer Residual { float values[]; } residual;                           // (tokens, output_stride)
layout(binding = 7) LATER buffer OutputFloats { float values[]; } output_floats;        // (tokens, output_stride)
layout(binding = 8) LATER buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, output_stride / 4)
layout(binding = 9) LATER buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, output_stride / 32)
layout(binding = 10) LATER buffer OutputSquares { float sums[]; } output_squares;       // (tokens, output_stride / 32)

uint tile_first_row;
float emitted(uint token, uint i) { return kept(token, i) * norm_weight.values[tile_first_row + i]; }
#include "emit_activations.glsl"

void after_product(uint first_row, uint tokens, uint thread, uint threads) {
    tile_first_row = first_row;
    const uint end_row = min(parameters.output_rows, part_end());
    for (uint i = thread; i < tokens * tile_rows; i += threads) {
        const uint token = i / tile_rows;
        const uint row = first_row + i % tile_rows;
        if (row >= end_row) continue;
        const uint at = (first_token + token) * parameters.output_stride + row;
        precise const float sum = residual.values[at] + product_of(token, i % tile_rows);
        residual.values[at] = sum;
        keep(token, i % tile_rows, sum);
    }
    barrier();  // the sums are kept
    for (uint i = thread; i < tokens * tile_rows / 4; i += threads) {
        const uint token = i * 4 / tile_rows;
        const uint first = i / 8 * 32 % tile_rows;
        const uint row = first_row + first;
        if (row >= end_row) continue;
        const uint length = min(32, end_row - row);
        const uint at = ((first_token + token) * parameters.output_stride + row) / 32;
        emit_block(token, first, length, at, i % 8);
        if (i % 8 == 0) {
            precise float squares = 0.0;
            for (uint j = 0; j < length; ++j) squares = fma(kept(token, first + j), kept(token, first + j), squares);
            output_squares.sums[at] = squares;
        }
    }
}
