#pragma once
#include <string>

namespace inference {

/// Tells this program's kernels from those of another build: its version, and a checksum of its shaders. What was
/// measured with others says little.
const std::string& kernels_identity();

}  // namespace inference
