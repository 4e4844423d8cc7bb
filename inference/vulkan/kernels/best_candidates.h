#pragma once
#include <optional>
#include <span>

#include "inference/sampling/candidates.h"
#include "inference/sampling/choice_guess.h"
#include "inference/vulkan/command_stream.h"
#include "inference/vulkan/device.h"
#include "inference/vulkan/kernels/kernel_options.h"
#include "inference/vulkan/pipeline.h"
#include "shaders/include/parameters.h"

namespace inference::vulkan {

/// The best Candidates::kept logits of each row and the row's log-sum-exp, so that a few kilobytes come back a token.
/// Ties go to the lower token; NaN counts as minus infinity. Of a single row it can also guess, in the same dispatch,
/// which token the host will choose from them, and write what a pass of that token reads, so that this pass can follow
/// at once.
class BestCandidates {
public:
    struct Operands {
        BufferView logits;   // (tokens, vocabulary_size) float32
        BufferView scratch;  // scratch_bytes of the most tokens that it is used for; all zeros before its first use
        BufferView output;   // output_bytes(first_row + tokens), written from first_row on; read it with `read`
    };
    struct GuessOperands {
        BufferView guess;       // shader::GuessParameters
        BufferView batch;       // shader::BatchParameters of this pass, which has one token
        BufferView next_batch;  // the same of the next one, written
        BufferView next_token;  // (1) int32, written
    };
    /// `guesses`: whether it is to guess too.
    static Result<BestCandidates> create(Device& device, const KernelOptions& options, bool guesses = false);
    static std::uint64_t scratch_bytes(std::uint32_t tokens, std::uint32_t vocabulary_size);
    static std::uint64_t output_bytes(std::uint32_t tokens);
    /// One dispatch.
    void record(CommandStream& stream, const Operands& operands, std::uint32_t tokens, std::uint32_t vocabulary_size,
                std::uint32_t first_row = 0) const;
    /// One dispatch, of one row.
    void record_guessing(CommandStream& stream, const Operands& operands, const GuessOperands& guess,
                         std::uint32_t vocabulary_size) const;
    static shader::GuessParameters parameters(const ChoiceGuess& guess);
    /// Row `token` of an output that the host sees, into `candidates`.
    static void read(std::span<const std::byte> output, std::uint32_t token, std::uint32_t vocabulary_size,
                     Candidates& candidates);
    /// The guess, from an output that the host sees.
    static Token read_guess(std::span<const std::byte> output);

private:
    explicit BestCandidates(Pipeline pipeline) : pipeline_(std::move(pipeline)) {}
    Pipeline pipeline_;
    std::optional<Pipeline> guessing_;
};

}  // namespace inference::vulkan
