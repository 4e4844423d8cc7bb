#include "inference/vulkan/kernels/best_candidates.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "shaders/include/parameters.h"

namespace inference::vulkan {
namespace {

constexpr std::uint32_t block_logits = 1024;                   // of shaders/candidates_of_blocks.comp
constexpr std::uint64_t row_words = 2 * Candidates::kept + 1;  // of shaders/candidates_merge.comp
constexpr std::uint64_t alignment = 256;  // the largest minStorageBufferOffsetAlignment that Vulkan allows

std::uint32_t blocks_of(std::uint32_t vocabulary_size) { return (vocabulary_size + block_logits - 1) / block_logits; }

/// Bytes of the best logits, and as many of their tokens, of all rows.
std::uint64_t best_bytes(std::uint32_t tokens, std::uint32_t vocabulary_size) {
    return std::uint64_t{tokens} * blocks_of(vocabulary_size) * Candidates::kept * 4;
}

}  // namespace

Result<BestCandidates> BestCandidates::create(Device& device, const KernelOptions&) {
    auto blocks = Pipeline::create(device, "candidates_of_blocks", {});
    if (!blocks) return std::unexpected(blocks.error());
    auto merge = Pipeline::create(device, "candidates_merge", {});
    if (!merge) return std::unexpected(merge.error());
    return BestCandidates(std::move(*blocks), std::move(*merge));
}

std::uint64_t BestCandidates::scratch_bytes(std::uint32_t tokens, std::uint32_t vocabulary_size) {
    const std::uint64_t sums = std::uint64_t{tokens} * blocks_of(vocabulary_size) * 8;
    return 2 * best_bytes(tokens, vocabulary_size) + (sums + alignment - 1) / alignment * alignment;
}

std::uint64_t BestCandidates::output_bytes(std::uint32_t tokens) { return tokens * row_words * 4; }

void BestCandidates::record(CommandStream& stream, const Operands& operands, std::uint32_t tokens,
                            std::uint32_t vocabulary_size) const {
    const shader::CandidateParameters parameters{.vocabulary_size = vocabulary_size,
                                                 .blocks = blocks_of(vocabulary_size)};
    // A block's best take 1024 bytes, so each plane starts aligned.
    const std::uint64_t plane = best_bytes(tokens, vocabulary_size);
    const Buffer& scratch = *operands.scratch.buffer;
    const std::uint64_t start = operands.scratch.offset;
    const BufferView logits(scratch, start, plane);
    const BufferView token_ids(scratch, start + plane, plane);
    const BufferView sums(scratch, start + 2 * plane, operands.scratch.bytes - 2 * plane);
    stream.dispatch(blocks_, std::array{operands.logits, logits, token_ids, sums}, parameters, parameters.blocks,
                    tokens, 1);
    stream.barrier();  // the blocks are sorted
    stream.dispatch(merge_, std::array{logits, token_ids, sums, operands.output}, parameters, tokens, 1, 1);
}

Candidates BestCandidates::read(std::span<const std::byte> output, std::uint32_t token, std::uint32_t vocabulary_size) {
    const std::byte* row = output.data() + token * row_words * 4;
    Candidates candidates;
    candidates.best.resize(std::min(Candidates::kept, vocabulary_size));
    for (std::size_t i = 0; i < candidates.best.size(); ++i) {
        std::memcpy(&candidates.best[i].logit, row + i * 4, 4);
        std::memcpy(&candidates.best[i].token, row + (Candidates::kept + i) * 4, 4);
    }
    std::memcpy(&candidates.log_sum_exp, row + std::uint64_t{2} * Candidates::kept * 4, 4);
    return candidates;
}

}  // namespace inference::vulkan
