#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace inference::cpu {

/// The pass' work on rows of numbers between its products. All sums are float32, in one order on every processor.

/// out = row / rms(row) * weight, rms = sqrt(mean of squares + epsilon) (Zhang and Sennrich 2019, arXiv:1910.07467).
/// All of one length; `out` may be `row`.
void rms_norm(std::span<const float> row, const float* weight, float epsilon, float* out);

/// sum += more.
void add_to(std::span<float> sum, const float* more);

/// out = silu(gate) * up, silu(x) = x / (1 + exp(-x)) (Shazeer 2020, arXiv:2002.05202).
void gate(std::span<float> out, const float* gate, const float* up);

/// exp(logit - maximum) added up, and the maximum. What is not a number counts as minus infinity; the sum is 0 where
/// nothing more is there.
struct ExponentialSum {
    float maximum;
    float sum;
};
ExponentialSum exponential_sum(std::span<const float> logits);

/// The largest of each 64 logits; what is not a number counts as minus infinity. maxima: (length / 64, rounded up)
void group_maxima(std::span<const float> logits, float* maxima);
inline constexpr std::uint32_t maxima_group = 64;

/// Rotates the pairs (2i, 2i + 1) of one head by `turns`, cos and sin of each pair, and multiplies by `factor`.
/// row, out: (head_size); turns: (head_size / 2, 2), of inference::rope_table
void rotate(std::span<const float> row, const float* turns, float factor, float* out);

}  // namespace inference::cpu
