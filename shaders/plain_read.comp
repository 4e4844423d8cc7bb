#version 460
// Reads a buffer, 16 bytes a thread, and does nothing with it: what a device's memory can give. The sum is written where
// no sum is, so that a compiler does not leave the reading out.
layout(local_size_x = 128) in;
layout(push_constant) uniform Push { uint vectors; };
layout(binding = 0) readonly buffer Source { uvec4 vectors[]; } source;
layout(binding = 1) writeonly buffer Sink { uint word; } sink;

void main() {
    const uint stride = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
    uvec4 sum = uvec4(0);
    for (uint i = gl_GlobalInvocationID.x; i < vectors; i += stride) sum |= source.vectors[i] ^ (i << 8);
    if ((sum.x | sum.y | sum.z | sum.w) == 1) sink.word = 1;
}
