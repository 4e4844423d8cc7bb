#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
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

Q_DECLARE_METATYPE(SamplingSettings)

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
        auto greedy = sampler({.temperature = 0.0F}, 4);
        QVERIFY(!greedy.needs_logits());
        QCOMPARE(greedy.choose(logits, 7, {}), 1);
        QCOMPARE(greedy.choose(candidates_of(logits), 7, {}), 1);
    }

    void wayIsKnownFromTheSettings() {
        const auto reads_rows = [](const SamplingSettings& settings, std::size_t vocabulary = 32000) {
            return sampler(settings, vocabulary).needs_logits();
        };
        QVERIFY(!reads_rows({.temperature = 0.0F, .top_k = 0}));
        QVERIFY(!reads_rows({.temperature = 1.0F, .top_k = 256}));
        QVERIFY(reads_rows({.temperature = 1.0F, .top_k = 257}));
        QVERIFY(reads_rows({.temperature = 1.0F, .top_k = 0}, 257));
        QVERIFY(!reads_rows({.temperature = 1.0F, .top_k = 0}, 256));
        // What is lowered makes room for as many others.
        QVERIFY(!reads_rows({.top_k = 192, .repetition_penalty = 1.1F, .penalty_window = 64}));
        QVERIFY(reads_rows({.top_k = 193, .repetition_penalty = 1.1F, .penalty_window = 64}));
        QVERIFY(reads_rows({.top_k = 192, .presence_penalty = 1.0F, .penalty_window = 64, .logit_bias = {{5, -1.0F}}}));
        QVERIFY(!reads_rows({.top_k = 192, .penalty_window = 1000, .logit_bias = {{5, -1.0F}}}));
        // What is raised may come from anywhere.
        QVERIFY(reads_rows({.repetition_penalty = 0.9F}));
        QVERIFY(reads_rows({.frequency_penalty = -0.1F}));
        QVERIFY(reads_rows({.temperature = 0.0F, .logit_bias = {{5, 1.0F}}}));
        QVERIFY(!reads_rows({.repetition_penalty = 0.9F}, 256));
    }

    void candidatesAndWholeRowAgree_data() {
        QTest::addColumn<SamplingSettings>("settings");
        const auto row = [](const char* name, SamplingSettings settings) {
            settings.seed = 42;
            QTest::newRow(name) << settings;
        };
        row("greedy", {.temperature = 0.0F, .top_k = 0, .top_p = 1.0F});
        row("usual", {});
        row("hot", {.temperature = 3.0F, .top_k = 256, .top_p = 1.0F});
        row("one", {.temperature = 1.0F, .top_k = 1, .top_p = 0.5F});
        row("no mass wanted", {.temperature = 1.0F, .top_k = 20, .top_p = 0.0F});
        row("penalties", {.temperature = 2.0F,
                          .top_k = 100,
                          .top_p = 1.0F,
                          .repetition_penalty = 1.5F,
                          .presence_penalty = 0.5F,
                          .frequency_penalty = 0.25F,
                          .penalty_window = 100});
        row("greedy with penalties", {.temperature = 0.0F, .repetition_penalty = 3.0F, .penalty_window = 255});
        row("forbidden", {.temperature = 2.0F,
                          .top_k = 250,
                          .min_p = 0.1F,
                          .typical_p = 0.9F,
                          .logit_bias = {{11, -std::numeric_limits<float>::infinity()}, {33, -4.0F}}});
    }
    void candidatesAndWholeRowAgree() {
        QFETCH(SamplingSettings, settings);
        const auto logits = wavy_row(1000);
        const auto candidates = candidates_of(logits);
        auto chosen = sampler(settings, 1000);
        QVERIFY(!chosen.needs_logits());
        std::vector<Token> context;
        for (std::uint64_t position = 0; position < 500; ++position) {
            const Token token = chosen.choose(candidates, position, context);
            QCOMPARE(token, chosen.choose(logits, position, context));
            context.push_back(token);
        }
    }

    void drawDependsOnSeedAndPositionAlone() {
        const auto logits = wavy_row(64);
        const SamplingSettings settings{.temperature = 1.0F, .top_k = 0, .top_p = 1.0F, .seed = 5};
        auto other = settings;
        other.seed = 6;
        int different = 0;
        for (std::uint64_t position = 0; position < 100; ++position) {
            QCOMPARE(sampler(settings, 64).choose(logits, position, {}),
                     sampler(settings, 64).choose(logits, position, {}));
            different +=
                sampler(settings, 64).choose(logits, position, {}) != sampler(other, 64).choose(logits, position, {});
        }
        QVERIFY(different > 20);
    }

    /// Weights that are next to nothing have an endless surprise, and so has the whole row: then likelihood decides.
    void typicalOfEndlessSurprise() {
        std::vector<float> logits(1000);
        for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = -0.02F * static_cast<float>(i);
        auto typical = sampler({.temperature = 0.01F, .top_k = 0, .top_p = 1.0F, .typical_p = 0.2F}, logits.size());
        for (std::uint64_t position = 0; position < 100; ++position) QCOMPARE(typical.choose(logits, position, {}), 0);
    }

    void oddLogitsDoNotCrash() {
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        constexpr float infinity = std::numeric_limits<float>::infinity();
        for (const float temperature : {0.0F, 1.0F}) {
            auto any = sampler({.temperature = temperature, .top_k = 0, .top_p = 0.9F}, 4);
            QCOMPARE(any.choose(std::vector<float>{nan, nan, nan, nan}, 0, {}), 0);
            QCOMPARE(any.choose(std::vector<float>{-infinity, -infinity, -infinity, -infinity}, 0, {}), 0);
            QCOMPARE(any.choose(std::vector<float>{nan, 1.0F, -infinity, nan}, 0, {}), 1);
            QCOMPARE(any.choose(std::vector<float>{3.0F, nan, infinity, 2.0F}, 0, {}), 2);
            QCOMPARE(any.choose(candidates_of({3.0F, nan, infinity, 2.0F}), 0, {}), 2);
            QCOMPARE(any.choose(Candidates{}, 0, {}), 0);
        }
    }

    void settingsThatCannotBeMeant() {
        constexpr float infinity = std::numeric_limits<float>::infinity();
        const float nan = std::nanf("");
        for (const SamplingSettings& bad :
             {SamplingSettings{.temperature = -1.0F}, SamplingSettings{.temperature = nan},
              SamplingSettings{.temperature = infinity}, SamplingSettings{.top_p = 1.5F},
              SamplingSettings{.top_p = nan}, SamplingSettings{.min_p = -0.1F}, SamplingSettings{.typical_p = 2.0F},
              SamplingSettings{.repetition_penalty = 0.0F}, SamplingSettings{.repetition_penalty = nan},
              SamplingSettings{.presence_penalty = infinity}, SamplingSettings{.frequency_penalty = nan},
              SamplingSettings{.logit_bias = {{10, 1.0F}}}, SamplingSettings{.logit_bias = {{-1, 1.0F}}},
              SamplingSettings{.logit_bias = {{3, nan}}}, SamplingSettings{.logit_bias = {{3, infinity}}}}) {
            const auto result = Sampler::create(bad, 10);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, ErrorKind::InvalidArgument);
        }
        SamplingSettings all_forbidden;
        for (Token token = 0; token < 9; ++token) all_forbidden.logit_bias.push_back({token, -infinity});
        all_forbidden.logit_bias.push_back({0, -infinity});  // twice is not another
        QVERIFY(Sampler::create(all_forbidden, 10));
        const auto result = Sampler::create(all_forbidden, 9);
        QVERIFY(!result);
        QCOMPARE(result.error().what, std::string("the biases forbid all 9 tokens of the vocabulary"));
    }
};
QTEST_GUILESS_MAIN(SamplingTest)
#include "sampling_test.moc"
