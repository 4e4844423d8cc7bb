#pragma once
#include <array>
#include <cstdint>

namespace inference {

/// Philox 4x32 with 10 rounds: a keyed bijection of 128-bit counters whose outputs pass as random (Salmon, Moraes, Dror
/// and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). No state: the n-th number costs what the first costs.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// A number in [0, 1), uniform over multiples of 2^-53, that depends on seed and position alone.
double uniform(std::uint64_t seed, std::uint64_t position);

}  // namespace inference
