#version 460
// values[i] += amount. What the tests of the Vulkan layer run to see that dispatches, barriers and copies work.
layout(local_size_x = 64) in;
layout(push_constant) uniform Push { uint count; uint amount; };
layout(binding = 0) buffer Values { uint values[]; };
void main() {
    if (gl_GlobalInvocationID.x < count) values[gl_GlobalInvocationID.x] += amount;
}
