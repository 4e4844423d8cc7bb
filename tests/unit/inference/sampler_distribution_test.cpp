#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "inference/sampling/sampler.h"

using namespace inference;

namespace {

constexpr float forbidden = -std::numeric_limits<float>::infinity();
const std::vector<float> logits = {1.0F, 0.2F, -0.5F, 1.7F, 0.9F, -2.0F, 0.0F, 2.2F, 0.4F, -0.1F, 3.1F, 1.2F};
const std::vector<Token> context = {10, 7, 7, 2, 7, 3};

using Probabilities = std::map<std::size_t, double>;

void normalise(Probabilities& of) {
    double sum = 0.0;
    for (const auto& [token, probability] : of) sum += probability;
    for (auto& [token, probability] : of) probability /= sum;
}

/// Keeps tokens in an order until their probability reaches `wanted`.
template <typename Key>
void keep_until(Probabilities& of, double wanted, Key key) {
    std::vector<std::pair<double, std::size_t>> order;
    for (const auto& [token, probability] : of) order.emplace_back(key(probability), token);
    std::ranges::sort(order);
    Probabilities kept;
    double reached = 0.0;
    for (const auto& [by, token] : order) {
        if (!kept.empty() && reached >= wanted) break;
        reached += kept[token] = of[token];
    }
    of = kept;
    normalise(of);
}

/// What the documented order makes of the row, written down as the papers have it.
Probabilities closed_form(const SamplingSettings& settings) {
    std::vector<double> adjusted(logits.begin(), logits.end());
    for (const LogitBias& bias : settings.logit_bias)
        adjusted[static_cast<std::size_t>(bias.token)] += static_cast<double>(bias.bias);
    const std::size_t first = context.size() - std::min<std::size_t>(context.size(), settings.penalty_window);
    for (std::size_t token = 0; token < adjusted.size(); ++token) {
        const auto count =
            std::count(context.begin() + static_cast<std::ptrdiff_t>(first), context.end(), static_cast<Token>(token));
        if (count == 0) continue;
        double& logit = adjusted[token];
        const auto penalty = static_cast<double>(settings.repetition_penalty);
        logit = logit > 0.0 ? logit / penalty : logit * penalty;
        logit -= static_cast<double>(count) * static_cast<double>(settings.frequency_penalty);
        logit -= static_cast<double>(settings.presence_penalty);
    }
    std::vector<std::size_t> order(adjusted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](auto a, auto b) { return adjusted[a] > adjusted[b]; });
    if (settings.top_k != 0) order.resize(settings.top_k);
    Probabilities of;
    for (const std::size_t token : order)
        if (std::isfinite(adjusted[token]))
            of[token] = std::exp(adjusted[token] / static_cast<double>(settings.temperature));
    normalise(of);
    if (settings.typical_p < 1.0F) {
        double entropy = 0.0;
        for (const auto& [token, probability] : of) entropy -= probability * std::log(probability);
        keep_until(of, static_cast<double>(settings.typical_p),
                   [entropy](double probability) { return std::abs(-std::log(probability) - entropy); });
    }
    if (settings.top_p < 1.0F)
        keep_until(of, static_cast<double>(settings.top_p), [](double probability) { return -probability; });
    double largest = 0.0;
    for (const auto& [token, probability] : of) largest = std::max(largest, probability);
    std::erase_if(of, [&](const auto& entry) { return entry.second < static_cast<double>(settings.min_p) * largest; });
    normalise(of);
    return of;
}

}  // namespace

Q_DECLARE_METATYPE(SamplingSettings)

/// 100,000 draws of each sampler against the probabilities that its definition gives.
class SamplerDistributionTest : public QObject {
    Q_OBJECT
private slots:
    void drawsFollowTheClosedForm_data() {
        QTest::addColumn<SamplingSettings>("settings");
        QTest::addColumn<int>("left");  // tokens that can be drawn
        const auto row = [](const char* name, SamplingSettings settings, int left) {
            settings.seed = 2026;
            QTest::newRow(name) << settings << left;
        };
        const SamplingSettings all{.temperature = 1.0F, .top_k = 0, .top_p = 1.0F};
        const auto with = [&all](auto change) {
            SamplingSettings settings = all;
            change(settings);
            return settings;
        };
        row("none", all, 12);
        row("temperature", with([](auto& s) { s.temperature = 0.6F; }), 12);
        row("top-k", with([](auto& s) { s.top_k = 5; }), 5);
        row("top-p", with([](auto& s) { s.top_p = 0.8F; }), 5);
        row("min-p", with([](auto& s) { s.min_p = 0.1F; }), 6);
        row("typical", with([](auto& s) { s.typical_p = 0.5F; }), 4);
        row("repetition", with([](auto& s) { s.repetition_penalty = 1.8F; }), 12);
        row("presence", with([](auto& s) { s.presence_penalty = 1.2F; }), 12);
        row("frequency", with([](auto& s) { s.frequency_penalty = 0.7F; }), 12);
        row("negative penalties", with([](auto& s) {
                s.presence_penalty = -0.5F;
                s.frequency_penalty = -0.3F;
                s.repetition_penalty = 0.7F;
            }),
            12);
        row("window of two", with([](auto& s) {
                s.frequency_penalty = 2.0F;
                s.penalty_window = 2;
            }),
            12);
        row("bias", with([](auto& s) { s.logit_bias = {{5, 4.0F}, {10, -1.5F}, {7, forbidden}}; }), 11);
        row("all together",
            {.temperature = 1.5F,
             .top_k = 10,
             .top_p = 0.95F,
             .min_p = 0.15F,
             .typical_p = 0.9F,
             .repetition_penalty = 1.1F,
             .presence_penalty = 0.2F,
             .frequency_penalty = 0.1F,
             .logit_bias = {{1, 1.0F}}},
            8);
    }
    void drawsFollowTheClosedForm() {
        QFETCH(SamplingSettings, settings);
        QFETCH(int, left);
        const Probabilities expected = closed_form(settings);
        QCOMPARE(static_cast<int>(expected.size()), left);  // the sampler at hand does something, but not everything
        constexpr int draws = 100'000;
        std::vector<int> counts(logits.size(), 0);
        auto sampler = Sampler::create(settings, static_cast<std::uint32_t>(logits.size())).value();
        for (std::uint64_t position = 0; position < draws; ++position)
            ++counts[static_cast<std::size_t>(sampler.choose(logits, position, context))];
        double chi_square = 0.0;
        int inside = 0;
        for (const auto& [token, probability] : expected) {
            const double wanted = draws * probability;
            chi_square += (counts[token] - wanted) * (counts[token] - wanted) / wanted;
            inside += counts[token];
        }
        QCOMPARE(inside, draws);  // nothing that was taken away was drawn
        // The 99.99th percentile of chi-square with n degrees of freedom, Wilson and Hilferty's approximation.
        const double n = static_cast<double>(expected.size()) - 1.0;
        const double limit = n * std::pow(1.0 - 2.0 / (9.0 * n) + 3.719 * std::sqrt(2.0 / (9.0 * n)), 3.0);
        QVERIFY2(chi_square < limit, qPrintable(QStringLiteral("%1 of %2").arg(chi_square).arg(limit)));
    }

    void penaltiesDecideTheLikeliestToo() {
        SamplingSettings settings{.temperature = 0.0F};
        const auto likeliest = [&] { return Sampler::create(settings, 12).value().choose(logits, 0, context); };
        QCOMPARE(likeliest(), 10);
        settings.presence_penalty = 1.0F;  // 10 falls to 2.1, 7 to 1.2, 3 to 0.7
        QCOMPARE(likeliest(), 10);
        settings.presence_penalty = 2.5F;
        QCOMPARE(likeliest(), 11);
        settings.penalty_window = 3;  // 10 is no longer in it
        QCOMPARE(likeliest(), 10);
        settings.logit_bias = {{10, -2.0F}};
        QCOMPARE(likeliest(), 11);
        settings.logit_bias.push_back({10, 2.0F});  // biases of one token add up
        QCOMPARE(likeliest(), 10);
    }
};
QTEST_GUILESS_MAIN(SamplerDistributionTest)
#include "sampler_distribution_test.moc"
