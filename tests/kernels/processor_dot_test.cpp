// dot_u8i8.h on each instruction set, compiled here by itself: sums of products at the ends of their ranges, where 16
// bits would overflow, and of random ones. The portable form is one of the sets (EMU128).
#include "inference/cpu/kernels/vector_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/kernels/processor_dot_test.cpp"
#include "hwy/foreach_target.h"

// After it: these are included for each target.
#include "hwy/highway.h"
#include "inference/cpu/kernels/dot_u8i8.h"
#include "tests/kernels/support/dot_steps.h"

HWY_BEFORE_NAMESPACE();
ALTIPLANO_BEGIN_KERNELS
namespace inference::cpu {
namespace HWY_NAMESPACE {

/// Sums of 8 products, lane by lane, from 1,000 on.
template <int Bits>
void sum_of(const kernel_test::DotSteps& steps, std::int32_t* sums) {
    const hn::ScalableTag<std::uint8_t> du8;
    const hn::ScalableTag<std::int8_t> di8;
    const hn::ScalableTag<std::int32_t> di32;
    constexpr std::size_t bytes = HWY_LANES(std::uint8_t);
    for (std::size_t at = 0; at < 64; at += bytes) {
        using Dot = DotSum<Bits, 8>;
        Dot dot;
        dot.start(hn::Set(di32, 1000));
        HWY_UNROLL(8)
        for (int step = 0; step < 8; ++step)
            dot.add(step, Dot::weights(hn::Load(du8, steps.weights[step] + at)),
                    hn::Load(di8, steps.activations[step] + at));
        hn::Store(dot.total(), di32, sums + at / 4);
    }
}

/// Whether weights of 8 bits are any u8; else they are int8.
bool sum_of_steps(const kernel_test::DotSteps& steps, int bits, std::int32_t* sums) {
    if (bits == 4) sum_of<4>(steps, sums);
    if (bits == 5) sum_of<5>(steps, sums);
    if (bits == 6) sum_of<6>(steps, sums);
    if (bits == 8) sum_of<8>(steps, sums);
    return takes_all_of_u8;
}

}  // namespace HWY_NAMESPACE
}  // namespace inference::cpu
ALTIPLANO_END_KERNELS
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/random.h"

namespace inference::cpu {

HWY_EXPORT(sum_of_steps);

namespace {

using namespace kernel_test;

/// `choose(random, is a weight, lowest, highest)`.
template <typename Choose>
std::string sums_are_exact(std::int64_t target, int bits, const Choose& choose) {
    use_processor_target(target);
    alignas(64) DotSteps steps;
    alignas(64) std::int32_t sums[16];
    const bool all_of_u8 = HWY_DYNAMIC_DISPATCH(sum_of_steps)(steps, 0, sums);
    const bool is_signed = bits == 8 && !all_of_u8;
    const int lowest = is_signed ? -128 : 0;
    const int highest = is_signed ? 127 : (1 << bits) - 1;
    Random random(static_cast<std::uint64_t>(bits));
    for (int round = 0; round < 100; ++round) {
        std::int64_t expected[16];
        std::fill_n(expected, 16, 1000);
        for (int step = 0; step < 8; ++step)
            for (int i = 0; i < 64; ++i) {
                const int weight = choose(random, lowest, highest);
                const int activation = choose(random, -127, 127);
                steps.weights[step][i] = static_cast<std::uint8_t>(weight);
                steps.activations[step][i] = static_cast<std::int8_t>(activation);
                expected[i / 4] += weight * activation;
            }
        HWY_DYNAMIC_DISPATCH(sum_of_steps)(steps, bits, sums);
        for (int lane = 0; lane < 16; ++lane)
            if (sums[lane] != expected[lane])
                return fmt::format("lane {}: expected {}, got {}", lane, expected[lane], sums[lane]);
    }
    return {};
}

int run(int argument_count, char** arguments) {
    std::vector<Case> cases;
    for (const std::int64_t target : processor_targets())
        for (const int bits : {4, 5, 6, 8}) {
            const auto add = [&](const char* what, auto choose) {
                cases.push_back({fmt::format("{} {} bits {}", processor_target_name(target), bits, what),
                                 [=] { return sums_are_exact(target, bits, choose); }});
            };
            add("highest", [](Random&, int, int highest) { return highest; });
            add("lowest", [](Random&, int lowest, int) { return lowest; });
            add("either end",
                [](Random& random, int lowest, int highest) { return random.below(2) == 0 ? lowest : highest; });
            add("any", [](Random& random, int lowest, int highest) {
                return lowest + static_cast<int>(random.below(static_cast<std::uint32_t>(highest - lowest + 1)));
            });
        }
    return run_cases(cases, argument_count, arguments);
}

}  // namespace
}  // namespace inference::cpu

int main(int argument_count, char** arguments) { return inference::cpu::run(argument_count, arguments); }
#endif
