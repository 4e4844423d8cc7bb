#include "tests/kernels/support/processor_matrix.h"

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/vector_targets.h"
// After it.
#include <hwy/highway.h>
#include <hwy/targets.h>

namespace kernel_test {

using inference::cpu::Activations;

QuantisedActivations QuantisedActivations::of(const Activations& from, std::uint32_t tokens) {
    const std::uint32_t padded = from.padded_columns();
    const std::size_t blocks = std::size_t{tokens} * padded / 32;
    QuantisedActivations result{.quants = std::vector<std::int8_t>(blocks * 32),
                                .scales = std::vector<float>(blocks),
                                .scaled_sums = std::vector<float>(blocks),
                                .negated_sums = std::vector<std::int32_t>(blocks),
                                .negated_first_sums = std::vector<std::int32_t>(blocks),
                                .padded = padded};
    std::uint32_t first = 0;
    for (std::uint32_t token = 0; token < tokens; ++token) {
        if (token == first + Activations::tile_width(tokens - first)) first = token;
        const std::uint32_t width = Activations::tile_width(tokens - first);
        for (std::uint32_t block = 0; block < padded / 32; ++block) {
            const std::byte* at = from.tile(first) + std::size_t{block} * width * sizeof(inference::cpu::TileBlock<1>);
            for (std::uint32_t i = 0; i < 8; ++i)
                std::memcpy(result.quants.data() + std::size_t{token} * padded + block * 32 + 4 * i,
                            at + (i * width + token - first) * 4, 4);
            const auto number = [&](std::uint32_t field, void* to) {
                std::memcpy(to, at + ((8 + field) * width + token - first) * 4, 4);
            };
            const std::size_t place = std::size_t{token} * (padded / 32) + block;
            number(0, &result.negated_sums[place]);
            number(1, &result.negated_first_sums[place]);
            number(2, &result.scales[place]);
            number(3, &result.scaled_sums[place]);
        }
    }
    return result;
}

std::vector<std::int64_t> processor_targets() {
    hwy::SetSupportedTargetsForTest(0);
    std::vector<std::int64_t> targets;
    for (std::int64_t left = hwy::SupportedTargets() & (HWY_TARGETS); left != 0; left &= left - 1)
        targets.push_back(left & -left);
    return targets;
}

std::string processor_target_name(std::int64_t target) { return hwy::TargetName(target); }

void use_processor_target(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
    if (inference::cpu::kernel_target() != processor_target_name(target))
        throw std::runtime_error(processor_target_name(target) + " was wanted, " + inference::cpu::kernel_target() +
                                 " ran");
}

}  // namespace kernel_test
