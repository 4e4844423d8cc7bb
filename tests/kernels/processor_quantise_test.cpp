// The processor's activations as int8: on each instruction set every value within half a step, the sums that products
// with a zero or a minimum need, and the same bits however the tokens are cut and the work is shared.
#include <cmath>
#include <functional>

#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/random.h"

namespace {

using namespace kernel_test;
using namespace inference::cpu;
using Value = std::function<float(Random&, std::uint32_t column)>;

Activations filled(std::uint32_t tokens, std::uint32_t columns, const Value& value) {
    auto result = must(Activations::create(tokens, columns));
    for (std::uint32_t token = 0; token < tokens; ++token) {
        Random random(token);
        for (std::uint32_t i = 0; i < columns; ++i) result.row(token)[i] = value(random, i);
    }
    return result;
}

std::string is_near(std::int64_t target, std::uint32_t tokens, std::uint32_t columns, const Value& value) {
    use_processor_target(target);
    auto activations = filled(tokens, columns, value);
    for (unsigned index = 0; index < 3; ++index) activations.quantise(tokens, {index, 3});
    const auto found = QuantisedActivations::of(activations, tokens);
    for (std::uint32_t token = 0; token < tokens; ++token)
        for (std::uint32_t block = 0; block < found.padded / 32; ++block) {
            const double scale = found.scales[std::size_t{token} * (found.padded / 32) + block];
            double largest = 0.0;
            std::int32_t sum = 0;
            std::int32_t first_sum = 0;
            for (std::uint32_t i = block * 32; i < block * 32 + 32; ++i) {
                const double wanted = i < columns ? activations.row(token)[i] : 0.0;
                const int quant = found.quants[std::size_t{token} * found.padded + i];
                largest = std::max(largest, std::abs(wanted));
                if (quant < -127) return fmt::format("token {} column {}: {}", token, i, quant);
                if (!(std::abs(quant * scale - wanted) <= 0.5 * scale * (1 + 1e-4)))
                    return fmt::format("token {} column {}: expected {}, got {}", token, i, wanted, quant * scale);
                sum += quant;
                if (i % 32 < 16) first_sum += quant;
            }
            if (!(std::abs(scale * 127.0 - largest) <= 1e-6 * largest))
                return fmt::format("token {} block {}: scale {} for {}", token, block, scale, largest);
            const std::size_t place = std::size_t{token} * (found.padded / 32) + block;
            if (found.negated_sums[place] != -sum || found.negated_first_sums[place] != -first_sum)
                return fmt::format("token {} block {}: sums {} {} of {} {}", token, block, found.negated_sums[place],
                                   found.negated_first_sums[place], sum, first_sum);
            // Sums of the largest floats leave their range, as their products would.
            const double scaled_sum = static_cast<float>(scale * sum);
            if (found.scaled_sums[place] != scaled_sum &&
                !(std::abs(found.scaled_sums[place] - scaled_sum) <= 1e-6 * std::abs(scaled_sum)))
                return fmt::format("token {} block {}: scaled sum {}", token, block, found.scaled_sums[place]);
        }
    return {};
}

std::string is_the_same_alone(std::int64_t target) {
    use_processor_target(target);
    const Value value = [](Random& random, std::uint32_t) { return random.number(); };
    auto together = filled(21, 160, value);
    together.quantise(21, {});
    const auto all = QuantisedActivations::of(together, 21);
    for (std::uint32_t token = 0; token < 21; ++token) {
        auto alone = must(Activations::create(1, 160));
        std::ranges::copy(together.row(token), alone.row(0).begin());
        alone.quantise(1, {});
        const auto one = QuantisedActivations::of(alone, 1);
        if (std::memcmp(one.quants.data(), all.quants.data() + token * all.padded, all.padded) != 0 ||
            std::memcmp(one.scales.data(), all.scales.data() + token * all.padded / 32, all.padded / 8) != 0)
            return fmt::format("token {} differs", token);
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::vector<Case> cases;
    for (const std::int64_t target : processor_targets()) {
        const auto add = [&](const std::string& what, std::uint32_t tokens, std::uint32_t columns, const Value& value) {
            cases.push_back({fmt::format("{} {} {} tokens of {}", processor_target_name(target), what, tokens, columns),
                             [=] { return is_near(target, tokens, columns, value); }});
        };
        for (const std::uint32_t columns : {1U, 31U, 32U, 33U, 64U, 96U, 257U, 4096U})
            for (const std::uint32_t tokens : {1U, 3U, 8U, 9U, 21U})
                add("random", tokens, columns, [](Random& random, std::uint32_t) { return random.number(); });
        add("zeros", 2, 100, [](Random&, std::uint32_t) { return 0.0F; });
        add("one alone", 2, 100, [](Random&, std::uint32_t i) { return i % 32 == 5 ? -3.0F : 0.0F; });
        add("both ends", 2, 100, [](Random&, std::uint32_t i) { return i % 2 == 0 ? 1.0F : -1.0F; });
        add("ties", 2, 100,
            [](Random&, std::uint32_t i) { return i % 32 == 0 ? 127.0F : static_cast<float>(i % 32) + 0.5F; });
        add("1e30", 2, 100, [](Random&, std::uint32_t i) { return static_cast<float>(i) * 1e30F; });
        add("near the largest", 2, 100, [](Random&, std::uint32_t i) { return i % 3 == 0 ? 3.4e38F : -3.3e38F; });
        add("1e-20", 2, 100, [](Random&, std::uint32_t i) { return static_cast<float>(i) * 1e-20F; });
        cases.push_back({processor_target_name(target) + " alone", [=] { return is_the_same_alone(target); }});
    }
    return run_cases(cases, argument_count, arguments);
}
