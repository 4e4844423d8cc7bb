#pragma once
#include <cstdint>
#include <span>

#include "inference/cpu/elementwise.h"
#include "inference/sampling/candidates.h"

namespace inference::cpu {

/// Logits whose exponentials are summed apart, at fixed places: the sum of a row is the same however it is shared.
inline constexpr std::uint32_t sum_block = 4096;

/// The best of a row of logits and its log-sum-exp (sampling/candidates.h), from what threads found out about its
/// parts.
///   maxima   group_maxima of the row, (vocabulary_size / maxima_group, rounded up)
///   sums     exponential_sum of each sum_block, (vocabulary_size / sum_block, rounded up)
///   scratch  (vocabulary_size)
/// `out.best` holds min(Candidates::kept, vocabulary_size) entries already.
void best_candidates(std::span<const float> logits, std::span<const float> maxima, std::span<const ExponentialSum> sums,
                     std::span<Candidates::Entry> scratch, Candidates& out);

}  // namespace inference::cpu
