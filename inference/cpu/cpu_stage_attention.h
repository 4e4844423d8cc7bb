#pragma once
#include <cstdint>
#include <vector>

#include "inference/cpu/cpu_stage_pass.h"

namespace inference::cpu {

/// The attention of one layer for a batch whose keys and values are in the cache: buffers.query -> buffers.attended.
std::vector<PassStep> attention_steps(const ModelConfig& config, PassBuffers& buffers, const PassShape& shape,
                                      std::uint32_t layer);

}  // namespace inference::cpu
