// silu(gate) * up. Of the tile's groups of 8 rows the even ones are gate, the odd ones up.
layout(binding = 5) LATER buffer OutputFloats { float values[]; } output_floats;        // (tokens, output_stride)
layout(binding = 6) LATER buffer OutputQuants { uint packed[]; } output_quants;         // (tokens, output_stride / 4)
layout(binding = 7) LATER buffer OutputScales { vec2 scale_and_sum[]; } output_scales;  // (tokens, output_stride / 32)

const uint tile_outputs = tile_rows / 2;
uint gate_row(uint i) { return i / 8 * 16 + i % 8; }
float emitted(uint token, uint i) { return kept(token, gate_row(i)); }
#include "emit_activations.glsl"

void after_product(uint first_row, uint tokens, uint thread, uint threads) {
    const uint first_output = first_row / 2;
    const uint end_output = min(parameters.output_rows, part_end() / 2);
    for (uint i = thread; i < tokens * tile_outputs; i += threads) {
        const uint token = i / tile_outputs;
        const uint row = gate_row(i % tile_outputs);
        precise const float gate = product_of(token, row);
        precise const float up = product_of(token, row + 8);
        keep(token, row, gate / (1.0 + exp(-gate)) * up);
    }
    barrier();  // the values are kept
    for (uint i = thread; i < tokens * tile_outputs / 4; i += threads) {
        const uint token = i * 4 / tile_outputs;
        const uint first = i / 8 * 32 % tile_outputs;
        const uint output_at = first_output + first;
        if (output_at >= end_output) continue;
        emit_block(token, first, min(32, end_output - output_at),
                   ((first_token + token) * parameters.output_stride + output_at) / 32, i % 8);
    }
}
