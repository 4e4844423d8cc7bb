#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "inference/sampling/random.h"
#include "inference/sampling/sampler.h"

using namespace inference;

namespace {

/// What the head kernel gives for a row.
Candidates candidates_of(const std::vector<float>& logits) {
    Candidates out;
    for (std::size_t i = 0; i < logits.size(); ++i) out.best.push_back({static_cast<Token>(i), logits[i]});
    std::ranges::stable_sort(out.best, [](auto& a, auto& b) { return a.logit > b.logit; });
    out.best.resize(std::min<std::size_t>(out.best.size(), Candidates::kept));
    double sum = 0.0;
    for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
    out.log_sum_exp = static_cast<float>(std::log(sum));
    return out;
}

std::vector<float> wavy_row(std::size_t size) {
    std::vector<float> logits(size);
    for (std::size_t i = 0; i < size; ++i)
        logits[i] = 4.0F * static_cast<float>(std::sin(static_cast<double>(i) * 12.9898)) + (i % 7 == 0 ? 1.0F : 0.0F);
    return logits;
}

Sampler sampler(const SamplingSettings& settings, std::size_t vocabulary) {
    return Sampler::create(settings, static_cast<std::uint32_t>(vocabulary)).value();
}

}  // namespace

class SamplingTest : public QObject {
    Q_OBJECT
private slots:
    /// Random123's own known answers for philox4x32, 10 rounds.
    void generatorKnownAnswers() {
        using Words = std::array<std::uint32_t, 4>;
        QCOMPARE(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        QCOMPARE(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
                 (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void greedyTakesTheLikeliestAndTheLowerOfTwo() {
        const std::vector<float> logits = {0.5F, 3.0F, -1.0F, 3.0F};
        const auto greedy = sampler({.temperature = 0.0F}, 4);
        QVERIFY(!greedy.needs_logits());
        QCOMPARE(greedy.choose(logits, 7), 1);
        QCOMPARE(greedy.choose(candidates_of(logits), 7), 1);
    }

    void wayIsKnownFromTheSettings() {
        QVERIFY(!sampler({.temperature = 0.0F, .top_k = 0}, 32000).needs_logits());
        QVERIFY(!sampler({.temperature = 1.0F, .top_k = 256}, 32000).needs_logits());
        QVERIFY(sampler({.temperature = 1.0F, .top_k = 257}, 32000).needs_logits());
        QVERIFY(sampler({.temperature = 1.0F, .top_k = 0}, 257).needs_logits());
        QVERIFY(!sampler({.temperature = 1.0F, .top_k = 0}, 256).needs_logits());
    }

    void candidatesAndWholeRowAgree_data() {
        QTest::addColumn<float>("temperature");
        QTest::addColumn<unsigned>("topK");
        QTest::addColumn<float>("topP");
        QTest::newRow("greedy") << 0.0F << 0U << 1.0F;
        QTest::newRow("usual") << 0.8F << 40U << 0.95F;
        QTest::newRow("hot") << 3.0F << 256U << 1.0F;
        QTest::newRow("one") << 1.0F << 1U << 0.5F;
        QTest::newRow("no mass wanted") << 1.0F << 20U << 0.0F;
    }
    void candidatesAndWholeRowAgree() {
        QFETCH(float, temperature);
        QFETCH(unsigned, topK);
        QFETCH(float, topP);
        const auto logits = wavy_row(1000);
        const auto candidates = candidates_of(logits);
        const auto chosen = sampler({.temperature = temperature, .top_k = topK, .top_p = topP, .seed = 42}, 1000);
        QVERIFY(!chosen.needs_logits());
        for (std::uint64_t position = 0; position < 500; ++position)
            QCOMPARE(chosen.choose(candidates, position), chosen.choose(logits, position));
    }

    /// 40,000 draws against the closed form softmax(logit / temperature) over the set that top-k and top-p leave.
    void drawsFollowTheClosedForm_data() {
        QTest::addColumn<float>("temperature");
        QTest::addColumn<unsigned>("topK");
        QTest::addColumn<float>("topP");
        QTest::newRow("temperature alone") << 0.7F << 0U << 1.0F;
        QTest::newRow("top-k") << 1.3F << 5U << 1.0F;
        QTest::newRow("top-p") << 1.0F << 0U << 0.8F;
        QTest::newRow("all") << 1.5F << 8U << 0.9F;
    }
    void drawsFollowTheClosedForm() {
        QFETCH(float, temperature);
        QFETCH(unsigned, topK);
        QFETCH(float, topP);
        const std::vector<float> logits = {1.0F, 0.2F, -0.5F, 1.7F, 0.9F, -2.0F, 0.0F, 2.2F, 0.4F, -0.1F};
        std::vector<std::size_t> order(logits.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::sort(order, [&](auto a, auto b) { return logits[a] > logits[b]; });
        if (topK != 0) order.resize(topK);
        const auto weight = [&](std::size_t i) { return std::exp(static_cast<double>(logits[i] / temperature)); };
        double total = 0.0;
        for (const auto i : order) total += weight(i);
        double reached = 0.0;
        std::size_t kept = 0;
        while (kept < order.size() && reached < static_cast<double>(topP) * total - 1e-12)
            reached += weight(order[kept++]);
        order.resize(kept);

        constexpr int draws = 40000;
        std::vector<int> counts(logits.size(), 0);
        const auto drawn = sampler({.temperature = temperature, .top_k = topK, .top_p = topP, .seed = 2026}, 10);
        for (std::uint64_t position = 0; position < draws; ++position)
            ++counts[static_cast<std::size_t>(drawn.choose(logits, position))];
        double chi_square = 0.0;
        int inside = 0;
        for (const auto i : order) {
            const double expected = draws * weight(i) / reached;
            chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
            inside += counts[i];
        }
        QCOMPARE(inside, draws);  // nothing that top-k or top-p took away was drawn
        // The 99.99th percentile of chi-square with n degrees of freedom, Wilson and Hilferty's approximation.
        const double n = static_cast<double>(order.size()) - 1.0;
        const double limit = n * std::pow(1.0 - 2.0 / (9.0 * n) + 3.719 * std::sqrt(2.0 / (9.0 * n)), 3.0);
        QVERIFY2(chi_square < limit, qPrintable(QStringLiteral("%1 of %2").arg(chi_square).arg(limit)));
    }

    void drawDependsOnSeedAndPositionAlone() {
        const auto logits = wavy_row(64);
        const SamplingSettings settings{.temperature = 1.0F, .top_k = 0, .top_p = 1.0F, .seed = 5};
        auto other = settings;
        other.seed = 6;
        int different = 0;
        for (std::uint64_t position = 0; position < 100; ++position) {
            QCOMPARE(sampler(settings, 64).choose(logits, position), sampler(settings, 64).choose(logits, position));
            different += sampler(settings, 64).choose(logits, position) != sampler(other, 64).choose(logits, position);
        }
        QVERIFY(different > 20);
    }

    void oddLogitsDoNotCrash() {
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        constexpr float infinity = std::numeric_limits<float>::infinity();
        for (const float temperature : {0.0F, 1.0F}) {
            const auto any = sampler({.temperature = temperature, .top_k = 0, .top_p = 0.9F}, 4);
            QCOMPARE(any.choose(std::vector<float>{nan, nan, nan, nan}, 0), 0);
            QCOMPARE(any.choose(std::vector<float>{-infinity, -infinity, -infinity, -infinity}, 0), 0);
            QCOMPARE(any.choose(std::vector<float>{nan, 1.0F, -infinity, nan}, 0), 1);
            QCOMPARE(any.choose(std::vector<float>{3.0F, nan, infinity, 2.0F}, 0), 2);
            QCOMPARE(any.choose(candidates_of({3.0F, nan, infinity, 2.0F}), 0), 2);
            QCOMPARE(any.choose(Candidates{}, 0), 0);
        }
    }

    void settingsThatCannotBeMeant() {
        for (const SamplingSettings& bad :
             {SamplingSettings{.temperature = -1.0F}, SamplingSettings{.temperature = std::nanf("")},
              SamplingSettings{.top_p = 1.5F}, SamplingSettings{.top_p = std::nanf("")}}) {
            const auto result = Sampler::create(bad, 10);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, ErrorKind::InvalidArgument);
        }
    }
};
QTEST_GUILESS_MAIN(SamplingTest)
#include "sampling_test.moc"
