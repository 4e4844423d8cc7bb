#pragma once
#include <span>

#include "inference/sampling/candidates.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"

namespace inference::vulkan {

/// The best Candidates::kept logits of each row and the row's log-sum-exp, so that a few kilobytes come back a token.
/// Ties go to the lower token; NaN counts as minus infinity.
class BestCandidates {
public:
    struct Operands {
        BufferView logits;   // (tokens, vocabulary_size) float32
        BufferView scratch;  // scratch_bytes of the most tokens that it is used for; all zeros before its first use
        BufferView output;   // output_bytes(first_row + tokens), written from first_row on; read it with `read`
    };
    static Result<BestCandidates> create(Device& device, const KernelOptions& options);
    static std::uint64_t scratch_bytes(std::uint32_t tokens, std::uint32_t vocabulary_size);
    static std::uint64_t output_bytes(std::uint32_t tokens);
    /// One dispatch.
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, std::uint32_t vocabulary_size,
                std::uint32_t first_row = 0) const;
    /// Row `token` of an output that the host sees, into `candidates`.
    static void read(std::span<const std::byte> output, std::uint32_t token, std::uint32_t vocabulary_size,
                     Candidates& candidates);

private:
    explicit BestCandidates(Pipeline pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline pipeline_;
};

}  // namespace inference::vulkan
