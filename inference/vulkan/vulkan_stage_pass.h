#pragma once
#include <vector>

#include "inference/model/model_config.h"
#include "inference/vulkan/device_weights.h"
#include "inference/vulkan/vulkan_stage_buffers.h"
#include "inference/vulkan/vulkan_stage_kernels.h"
#include "inference/vulkan/vulkan_stage_schedule.h"

namespace inference::vulkan {

/// What a pass is to compute. The first position is not here: kernels read it from the parameters, so that a recording
/// serves every position; only the estimates need it.
struct PassShape {
    std::uint32_t tokens = 0;
    Output output = Output::None;
    std::uint32_t position = 0;
    std::uint32_t place = 0;  ///< of PassBuffers::places
    bool guesses = false;     ///< of one token's candidates: writes the next pass's token to place_behind(place)
};

/// Where the pass behind one at `place` finds its token, if that guesses it.
constexpr std::uint32_t place_behind(std::uint32_t place) { return place == 1 ? 2 : 1; }

/// The forward pass of a LLaMA decoder, step by step, to be recorded in order; between two steps stands a barrier,
/// or CommandStream::chain does without.
/// Everything that `weights`, `kernels` and `buffers` refer to must outlive the steps.
std::vector<PassStep> forward_pass(const ModelConfig& config, const DeviceWeights& weights, const PassKernels& kernels,
                                   const PassBuffers& buffers, const PassShape& shape);

/// Estimates for steps of the same pass at another position.
void move_to(std::vector<PassStep>& steps, const ModelConfig& config, const PassBuffers& buffers,
             const PassShape& shape);

/// How many rows of logits an output has.
std::uint32_t rows_wanted(Output output, std::uint32_t tokens);

}  // namespace inference::vulkan
