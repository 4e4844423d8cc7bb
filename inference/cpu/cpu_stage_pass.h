#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "inference/cpu/cpu_stage_buffers.h"
#include "inference/cpu/cpu_weights.h"
#include "inference/cpu/pass_runner.h"
#include "inference/model/model_config.h"
#include "inference/stage.h"

namespace inference::cpu {

/// What a pass is to compute.
struct PassShape {
    Pass pass = Pass::Decode;
    Output output = Output::None;
    std::uint32_t position = 0;  ///< of the first token
    std::uint32_t tokens = 0;
};

/// The forward pass of a LLaMA decoder, or a stage's part of it, step by step, to be run in order. What it refers to
/// must outlive the steps, the shape too: they serve another position with the same splits (cpu_stage_attention.h),
/// which they read from it. buffers.turns holds the rotations of the batch's positions.
///   tokens   (tokens), of a stage with the embedding; else buffers.residual holds what the stage before gave
///   result   sized by `make_room`; logits and candidates are written, activations where the stage has no head
std::vector<PassStep> forward_pass(const ModelConfig& config, const CpuWeights& weights, PassBuffers& buffers,
                                   const PassShape& shape, std::span<const Token> tokens, BatchResult& result);

/// The places that a pass writes to.
BatchResult make_room(const ModelConfig& config, const CpuWeights& weights, const PassShape& shape);

/// How many rows of logits an output has.
std::uint32_t rows_wanted(Output output, std::uint32_t tokens);

}  // namespace inference::cpu
