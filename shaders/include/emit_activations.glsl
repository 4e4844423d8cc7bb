// Writes 32 neighbouring activations of a token for the products that read them (inference/vulkan/kernels/activations.h):
// as float32, and as int8 with one scale. Eight threads a block, `eighth` counts them; each reads the whole block, so
// there is a barrier before. Needs emitted(token, i): activation i of the tile.
#ifndef QUANTS_ONLY
layout(constant_id = 5) const bool emit_floats = true;
layout(constant_id = 6) const bool emit_quants = false;
#else
const bool emit_quants = true;
#endif

// first: of the block within the tile, a multiple of 32; length: how many of the 32 exist, the rest counts as zero.
// at: the block's number in the output, (token, padded length / 32).
void emit_block(uint token, uint first, uint length, uint at, uint eighth) {
#ifndef QUANTS_ONLY
    if (emit_floats) {
        for (uint i = 4 * eighth; i < min(4 * eighth + 4, length); ++i)
            output_floats.values[at * 32 + i] = emitted(token, first + i);
    }
#endif
    if (emit_quants) {
        float largest = 0.0;
        for (uint i = 0; i < length; ++i) largest = max(largest, abs(emitted(token, first + i)));
        const float scale = largest / 127.0;
        const float inverse = largest > 1e-30 ? 127.0 / largest : 0.0;  // below, 127 / largest would be infinite
        int sum = 0;
        uint packed = 0;
        for (uint i = 0; i < length; ++i) {
            const int quant = int(clamp(roundEven(emitted(token, first + i) * inverse), -127.0, 127.0));
            sum += quant;
            if (i / 4 == eighth) packed |= (uint(quant) & 255u) << (8 * (i % 4));
        }
        output_quants.packed[at * 8 + eighth] = packed;
        if (eighth == 0) output_scales.scale_and_sum[at] = vec2(scale, float(sum));
    }
}
