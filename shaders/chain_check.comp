#version 460
#extension GL_GOOGLE_include_directive : require
// A dispatch of the chain that a device is tried with (inference/vulkan/chain_check.h). A value is made of two that other
// workgroups have written, far away and in the order in which they begin and against it; the dispatches write two buffers in
// turns, so that what one reads too late was written over, and what it reads from a cache may be of two dispatches ago.
layout(local_size_x = 64) in;
#include "include/chain.glsl"
layout(push_constant) uniform Push { ChainCheckParameters parameters; CHAIN_LINK };
#include "include/chain_waits.glsl"
layout(binding = 0) EARLIER buffer From { uint values[]; } from;
layout(binding = 1) LATER buffer To { uint values[]; } to;

void main() {
    await_earlier();
    const uint i = gl_GlobalInvocationID.x;
    const uint forward = from.values[(i * 4099 + parameters.step) % parameters.values];
    const uint backward = from.values[parameters.values - 1 - i];
    to.values[i] = forward * 1664525u + backward + i * 1013904223u + parameters.step;
    release_results();
}
