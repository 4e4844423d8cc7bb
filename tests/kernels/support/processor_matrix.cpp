#include "tests/kernels/support/processor_matrix.h"

#include <algorithm>

#include "inference/cpu/kernels/product_kernels.h"
#include "inference/cpu/kernels/vector_targets.h"
// After it.
#include <hwy/highway.h>
#include <hwy/targets.h>

namespace kernel_test {

using inference::cpu::Activations;

QuantisedActivations QuantisedActivations::of(const Activations& from, std::uint32_t tokens) {
    const std::uint32_t padded = from.padded_columns();
    QuantisedActivations result{std::vector<std::int8_t>(std::size_t{tokens} * padded),
                                std::vector<float>(std::size_t{tokens} * padded / 32), padded};
    for (std::uint32_t token = 0; token < tokens; ++token) {
        const std::uint32_t first = token / Activations::tile_tokens * Activations::tile_tokens;
        const std::uint32_t width = std::min(Activations::tile_tokens, tokens - first);
        for (std::uint32_t block = 0; block < padded / 32; ++block) {
            const std::byte* at = from.tile(first) + std::size_t{block} * width * sizeof(inference::cpu::TileBlock<1>);
            for (std::uint32_t i = 0; i < 8; ++i)
                std::memcpy(result.quants.data() + std::size_t{token} * padded + block * 32 + 4 * i,
                            at + (i * width + token - first) * 4, 4);
            std::memcpy(&result.scales[std::size_t{token} * (padded / 32) + block],
                        at + (10 * width + token - first) * 4, 4);
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
