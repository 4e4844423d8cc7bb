#include "inference/vulkan/kernels/best_candidates.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "inference/vulkan/kernels/attention.h"

namespace inference::vulkan {
namespace {

// Of shaders/best_candidates.comp.
constexpr std::uint32_t block_logits = 1024;
constexpr std::uint64_t row_words = 2 * Candidates::kept + 2;

constexpr std::uint64_t alignment = 256;  // the largest minStorageBufferOffsetAlignment that Vulkan allows

std::uint32_t blocks_of(std::uint32_t vocabulary_size) { return (vocabulary_size + block_logits - 1) / block_logits; }

/// What the workgroups leave each other. The counts stand at the end of the scratch memory, where nothing else is ever
/// written however many rows there are, as they are to be zero between uses.
struct Planes {
    std::uint64_t best;      // logits of the best of every block, and as much again for their tokens: aligned by itself
    std::uint64_t sums;      // a pair a block
    std::uint64_t arrivals;  // a count a block

    static Planes of(std::uint32_t tokens, std::uint32_t vocabulary_size) {
        const auto aligned = [](std::uint64_t bytes) { return (bytes + alignment - 1) / alignment * alignment; };
        const std::uint64_t blocks = std::uint64_t{tokens} * blocks_of(vocabulary_size);
        return {blocks * Candidates::kept * 4, aligned(blocks * 8), aligned(blocks * 4)};
    }
};

/// The logits, the planes of the scratch memory and the output, in the order of the bindings.
std::array<BufferView, 6> views_of(const BestCandidates::Operands& operands, std::uint32_t tokens,
                                   std::uint32_t vocabulary_size) {
    const Planes planes = Planes::of(tokens, vocabulary_size);  // fewer rows than the scratch has room for, or as many
    std::uint64_t at = operands.scratch.offset;
    const auto next = [&](std::uint64_t bytes) {
        const BufferView view(*operands.scratch.buffer, at, bytes);
        at += bytes;
        return view;
    };
    const BufferView logits = next(planes.best);
    const BufferView token_ids = next(planes.best);
    const BufferView sums = next(planes.sums);
    const BufferView arrivals(*operands.scratch.buffer,
                              operands.scratch.offset + operands.scratch.bytes - planes.arrivals, planes.arrivals);
    return {operands.logits, logits, token_ids, sums, arrivals, operands.output};
}

}  // namespace

Result<BestCandidates> BestCandidates::create(Device& device, const KernelOptions& options, bool guesses) {
    auto pipeline = Pipeline::create(device, options.variant("best_candidates"), {});
    if (!pipeline) return std::unexpected(pipeline.error());
    BestCandidates result(std::move(*pipeline));
    if (guesses) {
        auto guessing =
            Pipeline::create(device, options.variant("best_candidates_guessing"), {{2, Attention::split_positions}});
        if (!guessing) return std::unexpected(guessing.error());
        result.guessing_.emplace(std::move(*guessing));
    }
    return result;
}

shader::GuessParameters BestCandidates::parameters(const ChoiceGuess& guess) {
    return {.kept = guess.kept,
            .temperature = guess.temperature,
            .top_p = guess.top_p,
            .min_p = guess.min_p,
            .seed_low = static_cast<std::uint32_t>(guess.seed),
            .seed_high = static_cast<std::uint32_t>(guess.seed >> 32U)};
}

std::uint64_t BestCandidates::scratch_bytes(std::uint32_t tokens, std::uint32_t vocabulary_size) {
    const Planes planes = Planes::of(tokens, vocabulary_size);
    return 2 * planes.best + planes.sums + planes.arrivals;
}

std::uint64_t BestCandidates::output_bytes(std::uint32_t tokens) { return tokens * row_words * 4; }

void BestCandidates::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens,
                            std::uint32_t vocabulary_size, std::uint32_t first_row) const {
    const shader::CandidateParameters parameters{
        .vocabulary_size = vocabulary_size, .blocks = blocks_of(vocabulary_size), .first_row = first_row};
    stream.dispatch(pipeline_, views_of(operands, tokens, vocabulary_size), parameters, parameters.blocks, tokens, 1);
}

void BestCandidates::record_guessing(CommandStream& stream, const Operands& operands, const GuessOperands& guess,
                                     std::uint32_t vocabulary_size) const {
    const shader::CandidateParameters parameters{
        .vocabulary_size = vocabulary_size, .blocks = blocks_of(vocabulary_size), .first_row = 0};
    const auto [logits, best, tokens, sums, arrivals, output] = views_of(operands, 1, vocabulary_size);
    const std::array views = {
        logits, best, tokens, sums, arrivals, output, guess.guess, guess.batch, guess.next_batch, guess.next_token};
    stream.dispatch(*guessing_, views, parameters, parameters.blocks, 1, 1);
}

void BestCandidates::read(std::span<const std::byte> output, std::uint32_t token, std::uint32_t vocabulary_size,
                          Candidates& candidates) {
    const std::byte* row = output.data() + token * row_words * 4;
    candidates.best.resize(std::min(Candidates::kept, vocabulary_size));
    for (std::size_t i = 0; i < candidates.best.size(); ++i) {
        std::memcpy(&candidates.best[i].logit, row + i * 4, 4);
        std::memcpy(&candidates.best[i].token, row + (Candidates::kept + i) * 4, 4);
    }
    std::memcpy(&candidates.log_sum_exp, row + std::uint64_t{2} * Candidates::kept * 4, 4);
}

Token BestCandidates::read_guess(std::span<const std::byte> output) {
    Token token = 0;
    std::memcpy(&token, output.data() + (row_words - 1) * 4, sizeof token);
    return token;
}

}  // namespace inference::vulkan
