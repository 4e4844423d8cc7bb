#pragma once
#include <cstdint>

namespace kernel_test {

/// A small seeded generator (splitmix64, Steele, Lea and Flood 2014): the same numbers on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t bits() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(bits() % end); }
    /// Evenly in [-1, 1).
    float number() { return static_cast<float>(static_cast<double>(bits() >> 11) * 0x1.0p-52 - 1.0); }

private:
    std::uint64_t state_;
};

}  // namespace kernel_test
