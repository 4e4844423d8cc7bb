// 1 / root mean square of a token's row, from the sums of 32 squares each that the row's producer left
// (inference/vulkan/kernels/activations.h). Needs `parameters` (MatrixParameters) and `squares`.
float norm_scale(uint token) {
    if (parameters.norm_length == 0) return 1.0;
    precise vec2 sum = vec2(0.0);
    for (uint i = 0; i < parameters.units; ++i) sum += squares.sums[token * parameters.units + i];
    return 1.0 / sqrt((sum.x + sum.y) / float(parameters.norm_length) + parameters.norm_epsilon);
}
