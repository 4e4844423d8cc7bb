// What the processor's pass does between products, on every instruction set, against double precision.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "inference/cpu/best_candidates.h"
#include "inference/cpu/elementwise.h"
#include "tests/kernels/support/cases.h"
#include "tests/kernels/support/processor_matrix.h"
#include "tests/kernels/support/random.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::cpu;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

std::vector<float> numbers(std::size_t count, std::uint64_t seed, float size = 1.0F) {
    Random random(seed);
    std::vector<float> values(count);
    for (float& value : values) value = size * random.number();
    return values;
}

/// Empty, or the first value that is further away than `bound`.
std::string away(const std::vector<float>& values, const std::function<double(std::size_t)>& expected, double bound) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(std::abs(static_cast<double>(values[i]) - expected(i)) <= bound))
            return fmt::format("value {} is {}, it should be {}", i, values[i], expected(i));
    return {};
}

std::string norm(std::size_t length) {
    const auto row = numbers(length, 1, 30.0F);
    const auto weight = numbers(length, 2);
    std::vector<float> out(length + 1, 7.0F);
    rms_norm(row, weight.data(), 1e-5F, out.data());
    if (out.back() != 7.0F) return "it writes behind the row";
    out.pop_back();
    double squares = 0.0;
    for (const float value : row) squares += static_cast<double>(value) * static_cast<double>(value);
    const double scale = 1.0 / std::sqrt(squares / static_cast<double>(length) + 1e-5);
    return away(
        out, [&](std::size_t i) { return static_cast<double>(row[i]) * scale * static_cast<double>(weight[i]); }, 1e-5);
}

std::string gated(std::size_t length) {
    auto gates = numbers(length, 3, 20.0F);
    gates[0] = -1000.0F;
    gates[length / 2] = 1000.0F;
    const auto up = numbers(length, 4);
    std::vector<float> out(length + 1, 7.0F);
    gate(std::span(out).first(length), gates.data(), up.data());
    if (out.back() != 7.0F) return "it writes behind the row";
    out.pop_back();
    for (std::size_t i = 0; i < length; ++i) {
        const double x = static_cast<double>(gates[i]);
        const double expected = x / (1.0 + std::exp(-x)) * static_cast<double>(up[i]);
        if (!(std::abs(static_cast<double>(out[i]) - expected) <= 5e-7 * std::abs(expected) + 1e-30))
            return fmt::format("silu({}) * {} is {}, it should be {}", gates[i], up[i], out[i], expected);
    }
    return {};
}

std::string sums_of_exponentials(std::size_t length, bool strange) {
    auto logits = numbers(length, 5, 15.0F);
    if (strange) {
        logits[0] = no_number;
        logits[length - 1] = -infinity;
    }
    const ExponentialSum sum = exponential_sum(logits);
    double largest = -std::numeric_limits<double>::infinity(), expected = 0.0;
    for (const float logit : logits)
        if (!std::isnan(logit)) largest = std::max(largest, static_cast<double>(logit));
    for (const float logit : logits)
        if (!std::isnan(logit) && logit > -infinity) expected += std::exp(static_cast<double>(logit) - largest);
    if (static_cast<double>(sum.maximum) != largest) return fmt::format("the maximum is {}", sum.maximum);
    if (!(std::abs(static_cast<double>(sum.sum) - expected) <= 1e-5 * expected))
        return fmt::format("the sum is {}, it should be {}", sum.sum, expected);
    return {};
}

Candidates candidates_of(const std::vector<float>& logits) {
    std::vector<float> maxima((logits.size() + maxima_group - 1) / maxima_group);
    group_maxima(logits, maxima.data());
    std::vector<ExponentialSum> sums;
    for (std::size_t at = 0; at < logits.size(); at += sum_block)
        sums.push_back(
            exponential_sum(std::span(logits).subspan(at, std::min<std::size_t>(sum_block, logits.size() - at))));
    std::vector<Candidates::Entry> scratch(logits.size());
    Candidates out;
    out.best.resize(std::min<std::size_t>(Candidates::kept, logits.size()));
    best_candidates(logits, maxima, sums, scratch, out);
    return out;
}

/// Against a plain sort: ties by the lower token, no number as minus infinity.
std::string candidates(std::vector<float> logits) {
    const Candidates found = candidates_of(logits);
    for (float& logit : logits)
        if (std::isnan(logit)) logit = -infinity;
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
    for (std::size_t i = 0; i < found.best.size(); ++i)
        if (found.best[i].token != static_cast<Token>(order[i]) || found.best[i].logit != logits[order[i]])
            return fmt::format("place {} has token {} ({}), it should have {} ({})", i, found.best[i].token,
                               found.best[i].logit, order[i], logits[order[i]]);
    const double largest = static_cast<double>(logits[order[0]]);
    double sum = 0.0;
    for (const float logit : logits)
        sum += static_cast<double>(logit) == largest ? 1.0 : std::exp(static_cast<double>(logit) - largest);
    const double expected = largest + std::log(sum);
    if (!(std::abs(static_cast<double>(found.log_sum_exp) - expected) <= 2e-5 ||
          static_cast<double>(found.log_sum_exp) == expected))
        return fmt::format("the log-sum-exp is {}, it should be {}", found.log_sum_exp, expected);
    return {};
}

std::string rotated(std::size_t head_size) {
    const auto row = numbers(head_size, 6);
    const auto turns = numbers(head_size, 7);
    std::vector<float> out(head_size + 1, 7.0F);
    rotate(row, turns.data(), 0.25F, out.data());
    if (out.back() != 7.0F) return "it writes behind the row";
    out.pop_back();
    return away(
        out,
        [&](std::size_t i) {
            const std::size_t pair = i / 2 * 2;
            const double x = static_cast<double>(row[pair]), y = static_cast<double>(row[pair + 1]);
            const double cos = static_cast<double>(turns[pair]), sin = static_cast<double>(turns[pair + 1]);
            return 0.25 * (i % 2 == 0 ? x * cos - y * sin : x * sin + y * cos);
        },
        1e-6);
}

std::string added(std::size_t length) {
    auto sum = numbers(length + 1, 8);
    const auto before = sum;
    const auto more = numbers(length, 9);
    add_to(std::span(sum).first(length), more.data());
    for (std::size_t i = 0; i < length; ++i)
        if (sum[i] != before[i] + more[i]) return fmt::format("sum {} is {}", i, sum[i]);
    return sum.back() == before.back() ? "" : "it writes behind the row";
}

}  // namespace

int main(int argument_count, char** arguments) {
    std::vector<Case> cases;
    for (const std::int64_t target : processor_targets()) {
        const auto add = [&](std::string name, std::function<std::string()> run) {
            cases.push_back({fmt::format("{} {}", processor_target_name(target), name), [=] {
                                 use_processor_target(target);
                                 return run();
                             }});
        };
        for (const std::size_t length : {1U, 15U, 16U, 17U, 60U, 4096U, 11008U}) {
            add(fmt::format("norm of {}", length), [=] { return norm(length); });
            add(fmt::format("gate of {}", length), [=] { return gated(length); });
            add(fmt::format("sum of {}", length), [=] { return added(length); });
        }
        for (const std::size_t length : {2U, 33U, 64U, 4096U})
            for (const bool strange : {false, true})
                add(fmt::format("exponentials of {}{}", length, strange ? ", strange" : ""),
                    [=] { return sums_of_exponentials(length, strange); });
        for (const std::size_t head_size : {2U, 12U, 64U, 128U})
            add(fmt::format("rotation of {}", head_size), [=] { return rotated(head_size); });
        for (const std::size_t length : {1U, 255U, 257U, 16384U, 16500U, 32000U, 128256U})
            add(fmt::format("candidates of {}", length), [=] { return candidates(numbers(length, length, 12.0F)); });
        add("candidates of equals", [] { return candidates(std::vector<float>(32000, 1.5F)); });
        add("candidates of minus infinity", [] { return candidates(std::vector<float>(20000, -infinity)); });
        add("candidates with strange ones", [] {
            auto logits = numbers(32000, 10, 12.0F);
            for (std::size_t i = 0; i < logits.size(); i += 7) logits[i] = i % 2 == 0 ? no_number : -infinity;
            return candidates(logits);
        });
        add("candidates with an infinite one", [] {
            auto logits = numbers(32000, 11, 12.0F);
            logits[31999] = logits[5] = infinity;
            return candidates(logits);
        });
    }
    return run_cases(cases, argument_count, arguments);
}
