#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "inference/sampling/sampler.h"
#include "inference/session.h"
#include "tests/support/fake_stage.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr std::uint32_t vocabulary = 300;  // more than the candidates kept
const SamplingSettings greedy{.temperature = 0.0F};

std::vector<float> row(std::span<const Token> context) { return hashed_row(context, vocabulary); }

std::vector<Token> prompt_of(std::size_t length) {
    std::vector<Token> tokens(length);
    for (std::size_t i = 0; i < length; ++i) tokens[i] = static_cast<Token>((i * 37 + 11) % vocabulary);
    return tokens;
}

/// What a session must say after `context`, token by token, straight from the definition.
std::vector<Token> expected_answer(std::vector<Token> context, std::size_t count, const SamplingSettings& settings) {
    auto sampler = Sampler::create(settings, vocabulary).value();
    std::vector<Token> answer;
    while (answer.size() < count) {
        answer.push_back(sampler.choose(row(context), context.size(), context));
        context.push_back(answer.back());
    }
    return answer;
}

struct Fixture {
    std::shared_ptr<FakeStage> stage;
    std::unique_ptr<Session> session;

    explicit Fixture(FakeStage::Settings settings = {}, Session::Options options = {}, std::uint32_t context = 128)
        : stage(std::make_shared<FakeStage>(row, settings)),
          session(Session::open(fake_model({stage}, vocabulary, context), options).value()) {}

    std::vector<Token> answer(std::size_t count) {
        std::vector<Token> out;
        while (out.size() < count) {
            const auto step = session->advance({}).value();
            if (step.context_full) break;
            out.insert(out.end(), step.tokens.begin(), step.tokens.end());
        }
        return out;
    }
};

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT
private slots:
    void answersAsTheDefinitionSays_data() {
        QTest::addColumn<float>("temperature");
        QTest::addColumn<unsigned>("topK");
        QTest::addColumn<unsigned>("batch");
        QTest::newRow("greedy") << 0.0F << 0U << 0U;
        QTest::newRow("from candidates") << 1.0F << 40U << 0U;
        QTest::newRow("from whole rows") << 1.0F << 0U << 0U;
        QTest::newRow("small batches") << 1.0F << 40U << 7U;
        QTest::newRow("decode kernels") << 1.0F << 0U << 1U;
    }
    void answersAsTheDefinitionSays() {
        QFETCH(float, temperature);
        QFETCH(unsigned, topK);
        QFETCH(unsigned, batch);
        const SamplingSettings settings{.temperature = temperature, .top_k = topK, .seed = 9};
        Fixture fixture({.submissions_per_batch = 3}, {.batch_tokens = batch});
        QCOMPARE(fixture.session->start(prompt_of(40), settings).value(), 0U);
        QCOMPARE(fixture.answer(20), expected_answer(prompt_of(40), 20, settings));
    }

    void promptGoesByThePromptKernelsToItsLastToken() {
        Fixture fixture;
        fixture.session->start(prompt_of(33), greedy).value();
        fixture.answer(2);
        using Seen = FakeStage::SeenBatch;
        const std::vector<Seen> expected = {{0, 16, Pass::Prompt, Output::None},
                                            {16, 16, Pass::Prompt, Output::None},
                                            {32, 1, Pass::Prompt, Output::LastCandidates},
                                            {33, 1, Pass::Decode, Output::LastCandidates}};
        QVERIFY(fixture.stage->record->batches == expected);
    }

    void wholeRowsAreReadOnlyWhereTheyAreNeeded() {
        Fixture fixture;
        fixture.session->start(prompt_of(20), {.temperature = 1.0F, .top_k = 0}).value();
        fixture.answer(2);
        using Seen = FakeStage::SeenBatch;
        const std::vector<Seen> expected = {{0, 16, Pass::Prompt, Output::None},
                                            {16, 4, Pass::Prompt, Output::LastLogits},
                                            {20, 1, Pass::Decode, Output::LastLogits}};
        QVERIFY(fixture.stage->record->batches == expected);
    }

    void longestCommonPrefixStays() {
        Fixture fixture;
        auto prompt = prompt_of(30);
        fixture.session->start(prompt, greedy).value();
        const auto first = fixture.answer(5);
        prompt.insert(prompt.end(), first.begin(), first.end());
        const auto more = prompt_of(6);
        prompt.insert(prompt.end(), more.begin(), more.end());
        QCOMPARE(fixture.session->start(prompt, greedy).value(), 34U);  // the fifth token was never computed
        QCOMPARE(fixture.answer(4), expected_answer(prompt, 4, greedy));
        prompt[12] = (prompt[12] + 1) % 300;
        QCOMPARE(fixture.session->start(prompt, greedy).value(), 12U);
        QCOMPARE(fixture.answer(4), expected_answer(prompt, 4, greedy));
        QCOMPARE(fixture.session->start(prompt, greedy).value(), static_cast<unsigned>(prompt.size()) - 1);
        QCOMPARE(fixture.session->start(fixture.session->tokens().first(10), greedy).value(), 9U);
        QCOMPARE(fixture.answer(3), expected_answer({prompt.begin(), prompt.begin() + 10}, 3, greedy));
    }

    /// A stop at every possible step, then going on, gives what no stop gives.
    void stopAnywhereAndGoOn() {
        const auto prompt = prompt_of(40);
        const auto expected = expected_answer(prompt, 6, greedy);
        for (int stop_at = 0; stop_at < 30; ++stop_at) {
            Fixture fixture({.submissions_per_batch = 3});
            fixture.session->start(prompt, greedy).value();
            std::stop_source stop;
            std::vector<Token> answer;
            for (int i = 0; i < stop_at; ++i) {
                const auto step = fixture.session->advance(stop.get_token()).value();
                answer.insert(answer.end(), step.tokens.begin(), step.tokens.end());
            }
            const auto before = fixture.stage->record->submissions;
            stop.request_stop();
            const auto step = fixture.session->advance(stop.get_token()).value();
            QVERIFY(step.stopped);
            QVERIFY(step.tokens.empty());
            QCOMPARE(fixture.stage->record->submissions, before);  // nothing was sent after the stop
            const auto kept = fixture.session->start(prompt, greedy).value();
            QVERIFY(kept <= 39);
            QCOMPARE(fixture.answer(6), expected);
        }
    }

    void stopInThePromptKeepsWholeBatches() {
        Fixture fixture({.submissions_per_batch = 2});
        fixture.session->start(prompt_of(60), greedy).value();
        std::stop_source stop;
        for (int i = 0; i < 5; ++i) fixture.session->advance(stop.get_token()).value();  // two batches and a half
        stop.request_stop();
        QVERIFY(fixture.session->advance(stop.get_token())->stopped);
        QCOMPARE(fixture.stage->record->abandoned, 1U);
        QCOMPARE(fixture.session->start(prompt_of(60), greedy).value(), 32U);
    }

    void progressRisesToTheWholePrompt() {
        Fixture fixture({.submissions_per_batch = 4});
        fixture.session->start(prompt_of(40), greedy).value();
        std::uint32_t last = 0;
        for (;;) {
            const auto step = fixture.session->advance({}).value();
            QCOMPARE(step.prompt_total, 40U);
            QVERIFY(step.prompt_done >= last);
            last = step.prompt_done;
            if (!step.tokens.empty()) break;
        }
        QCOMPARE(last, 40U);
    }

    void fullContextKeepsItsTokens() {
        Fixture fixture({}, {.context_length = 24});
        fixture.session->start(prompt_of(20), greedy).value();
        QCOMPARE(fixture.answer(100), expected_answer(prompt_of(20), 4, greedy));
        QVERIFY(fixture.session->advance({})->context_full);
        QCOMPARE(fixture.session->tokens().size(), 24U);
        QVERIFY(fixture.session->start(prompt_of(23), greedy));
        QCOMPARE(fixture.answer(100).size(), 1U);
    }

    void refusals() {
        Fixture fixture({}, {.context_length = 24});
        const auto long_prompt = fixture.session->start(prompt_of(24), greedy);
        QVERIFY(!long_prompt);
        QCOMPARE(long_prompt.error().kind, ErrorKind::TooLong);
        QVERIFY(long_prompt.error().what.find("24 tokens") != std::string::npos);
        QVERIFY(long_prompt.error().what.find("23") != std::string::npos);
        QCOMPARE(fixture.session->start({}, greedy).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(fixture.session->start(std::vector<Token>{300}, greedy).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(fixture.session->start(std::vector<Token>{-1}, greedy).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(fixture.session->start(prompt_of(3), {.temperature = -1.0F}).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(fixture.session->advance({}).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(fixture.session->rewind(1).error().kind, ErrorKind::InvalidArgument);
        QVERIFY(!Session::open(fake_model({fixture.stage}, vocabulary, 1), {}));
    }

    void rewindGoesOnFromThere() {
        Fixture fixture;
        fixture.session->start(prompt_of(20), {.temperature = 1.0F, .top_k = 0, .seed = 3}).value();
        const auto first = fixture.answer(10);
        fixture.session->rewind(25).value();
        QCOMPARE(fixture.session->tokens().size(), 25U);
        auto again = fixture.answer(5);
        QVERIFY(std::ranges::equal(again, std::span(first).subspan(5)));  // the draw depends on seed and position
        fixture.session->rewind(15).value();
        const SamplingSettings settings{.temperature = 1.0F, .top_k = 0, .seed = 3};
        QCOMPARE(fixture.answer(3), expected_answer(prompt_of(15), 3, settings));
    }

    void logitsOfEveryPositionHoweverTheyAreCut() {
        const auto tokens = prompt_of(50);
        std::vector<float> expected;
        for (std::size_t i = 1; i <= tokens.size(); ++i) {
            const auto one = row(std::span(tokens).first(i));
            expected.insert(expected.end(), one.begin(), one.end());
        }
        for (const std::uint32_t batch : {0U, 1U, 7U, 48U}) {
            Fixture fixture({.submissions_per_batch = 2}, {.batch_tokens = batch});
            QVERIFY(fixture.session->logits(tokens, {}).value() == expected);
            QCOMPARE(fixture.stage->record->batches.front().pass, batch == 1 ? Pass::Decode : Pass::Prompt);
        }
        Fixture fixture;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(fixture.session->logits(tokens, stop.get_token())->empty());
    }

    void logitsFromAPositionOn() {
        const auto tokens = prompt_of(50);
        for (const std::uint32_t first : {0U, 1U, 20U, 49U, 50U}) {
            Fixture fixture;
            std::uint32_t next = first;
            const auto read = [&](std::uint32_t position, std::span<const float> one) {
                QCOMPARE(position, next++);
                QVERIFY(std::ranges::equal(one, row(std::span(tokens).first(position + 1))));
            };
            QVERIFY(fixture.session->read_logits(tokens, first, read, {}).value());
            QCOMPARE(next, 50U);
        }
    }

    void reproducibleReadsAnAnswerAnew() {
        const auto question = [](Fixture& fixture, bool reproducible) {
            fixture.session->start(prompt_of(20), greedy).value();
            auto conversation = prompt_of(20);
            const auto answer = fixture.answer(6);
            conversation.insert(conversation.end(), answer.begin(), answer.end());
            conversation.push_back(5);
            return fixture.session->start(conversation, greedy, {.reproducible = reproducible}).value();
        };
        Fixture usual;
        QCOMPARE(question(usual, false), 25U);  // the answer's last token was never computed
        Fixture reproducible;
        QCOMPARE(question(reproducible, true), 20U);
        reproducible.answer(1);
        QCOMPARE(reproducible.stage->record->batches.back().pass, Pass::Prompt);
        // Once it was read by the prompt kernels, it stays.
        const std::vector<Token> whole(reproducible.session->tokens().begin(), reproducible.session->tokens().end());
        QCOMPARE(reproducible.session->start(whole, greedy, {.reproducible = true}).value(), 27U);
    }

    void detailsOfTokensWhereAskedFor() {
        for (const std::uint32_t top_k : {40U, 0U}) {  // from candidates, from whole rows
            Fixture fixture;
            fixture.session->start(prompt_of(10), {.top_k = top_k, .seed = 1}, {.alternatives = 5}).value();
            Session::Step step;
            while (step.tokens.empty()) step = fixture.session->advance({}).value();
            QCOMPARE(step.details.size(), step.tokens.size());
            const auto logits = row(prompt_of(10));
            double sum = 0.0;
            for (const float logit : logits) sum += std::exp(static_cast<double>(logit));
            const auto log_probability = [&](Token token) {
                return static_cast<double>(logits[static_cast<std::size_t>(token)]) - std::log(sum);
            };
            const TokenDetails& details = step.details.front();
            QVERIFY(std::abs(static_cast<double>(details.log_probability) - log_probability(step.tokens.front())) <
                    1e-5);
            QCOMPARE(details.alternatives.size(), std::size_t{5});
            std::vector<float> sorted = logits;
            std::ranges::sort(sorted, std::greater());
            for (std::size_t i = 0; i < 5; ++i) {
                const auto& alternative = details.alternatives[i];
                QCOMPARE(logits[static_cast<std::size_t>(alternative.token)], sorted[i]);
                QVERIFY(std::abs(static_cast<double>(alternative.log_probability) -
                                 log_probability(alternative.token)) < 1e-5);
            }
            fixture.session->start(prompt_of(12), {.top_k = top_k}).value();
            step = {};
            while (step.tokens.empty()) step = fixture.session->advance({}).value();
            QVERIFY(step.details.empty());
        }
    }

    void severalStagesInOrder() {
        auto first = std::make_shared<FakeStage>(
            row,
            FakeStage::Settings{.layer_count = 3, .last = false, .submissions_per_batch = 2, .prompt_tokens_limit = 9});
        auto second = std::make_shared<FakeStage>(
            row, FakeStage::Settings{.first_layer = 3, .layer_count = 2, .submissions_per_batch = 3});
        auto session = Session::open(fake_model({first, second}, vocabulary, 128), {}).value();
        session->start(prompt_of(40), greedy).value();
        std::vector<Token> answer;
        while (answer.size() < 8) {
            const auto step = session->advance({}).value();
            answer.insert(answer.end(), step.tokens.begin(), step.tokens.end());
        }
        QCOMPARE(answer, expected_answer(prompt_of(40), 8, greedy));
        QVERIFY(first->record->batches == second->record->batches);
        QCOMPARE(first->record->batches.front().tokens, 9U);  // the smaller limit of the two
    }

    void stagesWorkOnAPromptSideBySide() {
        const auto record = std::make_shared<FakeStage::Record>();
        const auto stage_at = [&](std::uint32_t first, bool last, std::uint32_t submissions) {
            return std::make_shared<FakeStage>(row,
                                               FakeStage::Settings{.first_layer = first,
                                                                   .last = last,
                                                                   .submissions_per_batch = submissions,
                                                                   .prompt_tokens_limit = 512},
                                               record);
        };
        auto session =
            Session::open(
                fake_model({stage_at(0, false, 2), stage_at(1, false, 5), stage_at(2, true, 3)}, vocabulary, 1024), {})
                .value();
        session->start(prompt_of(800), greedy).value();
        std::vector<Token> answer;
        std::uint32_t done = 0;
        while (answer.empty()) {
            const auto step = session->advance({}).value();
            QVERIFY(step.prompt_done >= done && step.prompt_done <= 800);
            done = step.prompt_done;
            answer.insert(answer.end(), step.tokens.begin(), step.tokens.end());
        }
        QCOMPARE(done, 800U);
        QCOMPARE(record->most_busy, 3U);
        for (const FakeStage::SeenBatch& batch : record->batches) QVERIFY(batch.tokens <= 800 / 12);  // many pieces
        record->most_busy = 0;
        while (answer.size() < 8) {
            const auto step = session->advance({}).value();
            answer.insert(answer.end(), step.tokens.begin(), step.tokens.end());
        }
        QCOMPARE(record->most_busy, 1U);  // a token needs the one before
        QCOMPARE(answer, expected_answer(prompt_of(800), 8, greedy));
    }

    void aStopOrALossReachesEveryStage_data() {
        QTest::addColumn<bool>("lost");
        QTest::newRow("stop") << false;
        QTest::newRow("loss") << true;
    }
    void aStopOrALossReachesEveryStage() {
        QFETCH(bool, lost);
        const FakeStage::Settings settings{.last = false, .submissions_per_batch = 4, .prompt_tokens_limit = 512};
        auto first = std::make_shared<FakeStage>(row, settings);
        auto second = std::make_shared<FakeStage>(
            row, FakeStage::Settings{.first_layer = 1, .submissions_per_batch = 4, .prompt_tokens_limit = 512});
        auto session = Session::open(fake_model({first, second}, vocabulary, 1024), {}).value();
        session->start(prompt_of(700), greedy).value();
        while (first->record->busy + second->record->busy < 2) session->advance({}).value();
        const std::uint32_t computed = session->advance({}).value().prompt_done;
        if (lost) {
            second->record->fails_next = true;
            const auto step = session->advance({});
            QVERIFY(!step);
            QCOMPARE(step.error().stage, std::optional<std::size_t>(1));
            QCOMPARE(first->record->busy, 0U);
        } else {
            std::stop_source stop;
            stop.request_stop();
            QVERIFY(session->advance(stop.get_token()).value().stopped);
            QCOMPARE(first->record->busy + second->record->busy, 0U);
            const auto kept = session->start(prompt_of(700), greedy).value();
            QVERIFY(kept <= computed);
        }
        session->start(prompt_of(700), greedy).value();
        std::vector<Token> answer;
        while (answer.size() < 3) {
            const auto step = session->advance({}).value();
            answer.insert(answer.end(), step.tokens.begin(), step.tokens.end());
        }
        QCOMPARE(answer, expected_answer(prompt_of(700), 3, greedy));
    }

    void failureIsReportedAndNothingOfTheCacheTrusted() {
        Fixture fixture;
        fixture.session->start(prompt_of(20), greedy).value();
        fixture.answer(3);
        fixture.stage->record->fails_next = true;
        const auto step = fixture.session->advance({});
        QVERIFY(!step);
        QCOMPARE(step.error().kind, ErrorKind::DeviceLost);
        QCOMPARE(fixture.session->start(prompt_of(20), greedy).value(), 0U);
        QCOMPARE(fixture.answer(3), expected_answer(prompt_of(20), 3, greedy));
    }

    void closingFreesTheStates() {
        auto stage = std::make_shared<FakeStage>(row, FakeStage::Settings{.submissions_per_batch = 4});
        {
            auto session = Session::open(fake_model({stage}, vocabulary, 128), {}).value();
            session->start(prompt_of(20), greedy).value();
            session->advance({}).value();
            QCOMPARE(stage->record->open_states, 1U);
        }
        QCOMPARE(stage->record->open_states, 0U);
        QCOMPARE(stage->record->abandoned, 1U);  // no batch is left under way
    }
};
QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
