// The best logits of a row and its log-sum-exp, against a sort and a sum in double precision.
#include "inference/vulkan/kernels/best_candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tests/kernels/support/random.h"
#include "tests/kernels/support/test_device.h"

namespace {

using namespace kernel_test;
using namespace inference;
using namespace inference::vulkan;

std::string picks(TestDevice& device, std::uint32_t rows, std::uint32_t vocabulary_size,
                  const std::function<float(std::uint32_t, std::uint32_t)>& logit) {
    std::vector<float> logits;
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t token = 0; token < vocabulary_size; ++token) logits.push_back(logit(row, token));
    const Buffer input = device.upload(logits);
    const Buffer scratch = device.zeros(BestCandidates::scratch_bytes(rows + 2, vocabulary_size));
    const Buffer output = device.unset(BestCandidates::output_bytes(1 + rows));
    const auto kernel = need(BestCandidates::create(device.device(), {}));
    // Again and again over the same scratch, with fewer rows between; the last time a row further on.
    const auto run = [&](std::uint32_t count, std::uint32_t first_row) {
        device.run([&](CommandStream& stream) {
            kernel.record(stream, {input, scratch, output}, count, vocabulary_size, first_row);
        });
    };
    run(rows, 0);
    run(1, 0);
    run(rows, 1);
    const auto all_bytes = device.download<std::byte>(output);
    const auto bytes = std::span(all_bytes).subspan(BestCandidates::output_bytes(1));
    const auto before = std::span(all_bytes).first(BestCandidates::output_bytes(1));
    if (!std::ranges::equal(before, bytes.first(before.size()))) return "the last time row 0 is another";
    for (std::uint32_t row = 0; row < rows; ++row) {
        std::vector<float> values(logits.begin() + row * std::ptrdiff_t{vocabulary_size},
                                  logits.begin() + (row + 1) * std::ptrdiff_t{vocabulary_size});
        for (float& value : values)
            if (std::isnan(value)) value = -std::numeric_limits<float>::infinity();
        std::vector<std::uint32_t> order(vocabulary_size);
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
            return values[a] != values[b] ? values[a] > values[b] : a < b;
        });
        Candidates found;
        BestCandidates::read(bytes, row, vocabulary_size, found);
        const std::size_t kept = std::min<std::size_t>(Candidates::kept, vocabulary_size);
        if (found.best.size() != kept) return fmt::format("row {}: {} candidates", row, found.best.size());
        for (std::size_t i = 0; i < kept; ++i)
            if (static_cast<std::uint32_t>(found.best[i].token) != order[i] || found.best[i].logit != values[order[i]])
                return fmt::format("row {} place {}: expected token {} with {}, got {} with {}", row, i, order[i],
                                   values[order[i]], found.best[i].token, found.best[i].logit);
        const double largest = values[order[0]];
        double sum = 0.0;
        for (const float value : values) sum += std::exp(value - largest);
        const double expected = largest + std::log(sum);
        // Of a long sum of small numbers, and of the rounding of a large result.
        const double bound = 2e-6 * std::abs(expected) + 2e-5;
        if (!(std::abs(found.log_sum_exp - expected) <= bound))
            return fmt::format("row {}: log-sum-exp {:.9g}, expected {:.9g}", row, found.log_sum_exp, expected);
    }
    return {};
}

}  // namespace

int main(int argument_count, char** arguments) {
    TestDevice device;
    std::vector<Case> cases;
    for (const std::uint32_t vocabulary_size :
         {1U, 2U, 255U, 256U, 257U, 511U, 1023U, 1024U, 1025U, 4000U, 32000U, 128256U})
        for (const std::uint32_t rows : {1U, 3U})
            cases.push_back({fmt::format("{} rows of {}", rows, vocabulary_size), [=, &device] {
                                 Random random(vocabulary_size + rows);
                                 return picks(device, rows, vocabulary_size,
                                              [&](std::uint32_t, std::uint32_t) { return 20.0F * random.number(); });
                             }});
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const auto all = [&](const char* name, const std::function<float(std::uint32_t, std::uint32_t)>& logit) {
        cases.push_back({name, [=, &device] { return picks(device, 2, 3000, logit); }});
    };
    all("all the same", [](std::uint32_t, std::uint32_t) { return -2.5F; });
    all("few different", [](std::uint32_t, std::uint32_t token) { return static_cast<float>(token * 7 % 5); });
    all("rising", [](std::uint32_t, std::uint32_t token) { return static_cast<float>(token); });
    all("falling", [](std::uint32_t, std::uint32_t token) { return -static_cast<float>(token); });
    all("one far above", [](std::uint32_t, std::uint32_t token) { return token == 2999 ? 1e30F : 0.0F; });
    all("minus infinities", [](std::uint32_t, std::uint32_t token) { return token % 50 == 3 ? 1.0F : -infinity; });
    all("no numbers", [](std::uint32_t, std::uint32_t token) {
        return token % 3 == 0 ? std::nanf("") : token % 3 == 1 ? -std::nanf("") : static_cast<float>(token);
    });
    all("far below zero", [](std::uint32_t, std::uint32_t token) { return -1e4F - static_cast<float>(token % 100); });
    return run_kernel_cases(device, cases, argument_count, arguments);
}
