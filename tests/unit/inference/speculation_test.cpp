#include <QTest>

#include <algorithm>
#include <map>
#include <optional>
#include <random>

#include "inference/session.h"
#include "inference/speculation/draft_length.h"
#include "inference/speculation/prompt_lookup.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

using Tokens = std::vector<Token>;

/// Drafting from what stands before: what is guessed, when it is worth it, and that it changes nothing.
class SpeculationTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const ModelFile> file_ = generated_model({.type = gguf::TensorType::Q4_0, .context_length = 256});
    std::optional<ValidatedDevice> device_;
    std::map<std::string, std::shared_ptr<const Model>> models_;

    struct Answer {
        Tokens tokens;
        std::vector<float> log_probabilities;
        Session::Speculation speculation;
    };

    static Answer answer(Session& session, const Tokens& prompt, const SamplingSettings& sampling,
                         Session::StartOptions options, std::size_t count) {
        if (!session.start(prompt, sampling, std::move(options))) qFatal("the session cannot start");
        Answer answer;
        while (answer.tokens.size() < count) {
            const auto step = session.advance({}).value();
            if (step.context_full) break;
            if (step.tokens.size() > 1) qFatal("one token a step, so that an answer can end at any");
            answer.tokens.insert(answer.tokens.end(), step.tokens.begin(), step.tokens.end());
            for (const TokenDetails& details : step.details)
                answer.log_probabilities.push_back(details.log_probability);
        }
        answer.speculation = session.speculation();
        return answer;
    }

    std::unique_ptr<Session> session_on(const QString& device, std::optional<std::uint32_t> draft_tokens) {
        return Session::open(models_.at(device.toStdString()), {.context_length = 200, .draft_tokens = draft_tokens})
            .value();
    }

    /// A pass whose kernels are compiled in it, then those that follow.
    static void pass(DraftLength& length, std::uint32_t tokens, double seconds) {
        length.passed(tokens, 5.0);
        length.passed(tokens, seconds);
    }

    /// Text that comes round again, as that of a model does that quotes.
    static Tokens quoting() {
        Tokens tokens;
        for (int round = 0; round < 3; ++round)
            for (const Token token : {5, 17, 44, 9, 120, 31, 7, 250, 66, 12}) tokens.push_back(token);
        return tokens;
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
        models_["vulkan"] = device_->load(file_, Precision::Fast).value();
        models_["cpu"] = processor_model(file_, {}).value();
        models_["cpu in two stages"] = processor_model(file_, {.layers = {1, 1}}).value();
    }

    void whatFollowedIsGuessed() {
        PromptLookup lookup;
        Tokens tokens = {1, 2, 3, 4, 5, 9, 2, 3};
        lookup.reset(tokens, 0);
        QVERIFY(std::ranges::equal(lookup.guess(tokens, 7), Tokens{4, 5, 9, 2, 3}));  // by two tokens
        QVERIFY(std::ranges::equal(lookup.guess(tokens, 2), Tokens{4, 5}));
        tokens = {1, 2, 3, 4, 7, 2, 3, 5, 1, 2, 3};
        lookup.reset(tokens, 0);
        QVERIFY(
            std::ranges::equal(lookup.guess(tokens, 3), Tokens{4, 7, 2}));  // three tokens before two that stood later
        tokens.push_back(4);
        lookup.append(tokens);
        QVERIFY(std::ranges::equal(lookup.guess(tokens, 1), Tokens{7}));
        tokens.push_back(8);
        lookup.append(tokens);
        QVERIFY(lookup.guess(tokens, 7).empty());
        QVERIFY(lookup.guess(Tokens{1}, 7).empty());
    }

    void whatIsGoneIsNotGuessed() {
        PromptLookup lookup;
        const Tokens before = {1, 2, 3, 4, 5, 6, 7, 8};
        lookup.reset(before, 0);
        const Tokens after = {1, 2, 9, 9, 5, 6};  // 5, 6 were followed by 7, here they are new
        lookup.reset(after, 2);
        QVERIFY(lookup.guess(after, 7).empty());
        const Tokens again = {1, 2, 9, 9, 5, 6, 3, 1, 2};
        lookup.reset(again, 6);
        QVERIFY(std::ranges::equal(lookup.guess(again, 2), Tokens{9, 9}));
    }

    /// Against a search from the end, in a text of few words that grows far over what was foretold.
    void theNewestPlaceIsFound() {
        std::minstd_rand random(3);
        PromptLookup lookup(50);
        Tokens tokens;
        for (int i = 0; i < 2000; ++i) {
            tokens.push_back(static_cast<Token>(random() % 9));
            lookup.append(tokens);
            const auto guess = lookup.guess(tokens, 4);
            std::size_t found = 0;
            for (const std::size_t length : {std::size_t{3}, std::size_t{2}})
                for (std::size_t place = tokens.size() - 1; place >= length && found == 0 && length < tokens.size();
                     --place)
                    if (std::equal(tokens.end() - static_cast<std::ptrdiff_t>(length), tokens.end(),
                                   tokens.begin() + static_cast<std::ptrdiff_t>(place - length)))
                        found = place;
            QCOMPARE(guess.empty(), found == 0);
            if (!guess.empty()) QVERIFY(guess.data() == tokens.data() + found);
        }
    }

    /// A conversation that is edited again and again fills the table with what is gone.
    void whatIsGoneMakesRoom() {
        std::minstd_rand random(4);
        PromptLookup lookup(64);
        Tokens tokens;
        for (int edit = 0; edit < 500; ++edit) {
            const auto kept = static_cast<std::uint32_t>(random() % (tokens.size() + 1));
            tokens.resize(kept);
            while (tokens.size() < 64) tokens.push_back(static_cast<Token>(random() % 1000));
            lookup.reset(tokens, kept);
        }
        tokens.resize(3);
        tokens.insert(tokens.end(), {1001, 1002, 1003, tokens[0], tokens[1]});
        lookup.reset(tokens, 3);
        QVERIFY(std::ranges::equal(lookup.guess(tokens, 3), Tokens{tokens[2], 1001, 1002}));
    }

    void whatIsCompiledIsNoCost() {
        DraftLength length;
        for (int i = 0; i < 50; ++i) length.compared(true);
        length.passed(1, 0.1);
        QCOMPARE(length.worth(7), 0U);  // the first pass says nothing
        length.passed(1, 0.1);
        const auto eager = length.worth(7);
        QVERIFY(eager >= 3);
        length.passed(eager + 1, 5.0);
        QCOMPARE(length.worth(7), eager);  // tried again, though the first one took fifty times as long
        length.passed(eager + 1, 5.0);
        QVERIFY(length.worth(7) != eager);
    }

    void draftsArePaidFor() {
        DraftLength length;
        QCOMPARE(length.worth(7), 0U);  // nothing is known
        pass(length, 1, 0.1);
        for (int i = 0; i < 50; ++i) length.compared(true);
        const auto eager = length.worth(7);
        QVERIFY(eager >= 3);
        QCOMPARE(length.worth(2), 2U);
        for (std::uint32_t tokens = 2; tokens <= 8; ++tokens) pass(length, tokens, 0.1 * tokens);
        QCOMPARE(length.worth(7), 0U);  // a pass of two takes as long as two passes
        DraftLength wrong;
        pass(wrong, 1, 0.1);
        for (int i = 0; i < 50; ++i) wrong.compared(false);
        QCOMPARE(wrong.worth(7), 0U);
        for (int i = 0; i < 30; ++i) wrong.compared(true);
        QVERIFY(wrong.worth(7) > 0);  // the text has turned to quoting
    }

    /// The same tokens and probabilities as without, whatever is drafted.
    void nothingChanges_data() {
        QTest::addColumn<QString>("device");
        QTest::addColumn<double>("temperature");
        QTest::addColumn<double>("penalty");
        for (const char* device : {"vulkan", "cpu", "cpu in two stages"})
            for (const double temperature : {0.0, 0.9})
                for (const double penalty : {1.0, 0.8})  // one that raises logits needs whole rows
                    QTest::addRow("%s, temperature %g, penalty %g", device, temperature, penalty)
                        << QString(device) << temperature << penalty;
    }
    void nothingChanges() {
        QFETCH(QString, device);
        QFETCH(double, temperature);
        QFETCH(double, penalty);
        const SamplingSettings sampling{.temperature = static_cast<float>(temperature),
                                        .repetition_penalty = static_cast<float>(penalty),
                                        .seed = 11};
        const Tokens prompt = quoting();
        const auto plain = answer(*session_on(device, 0), prompt, sampling, {.alternatives = 3}, 1000);
        QCOMPARE(plain.tokens.size(), 200 - prompt.size());  // to the end of the context
        QCOMPARE(plain.speculation.drafted, std::uint64_t{0});
        for (const std::uint32_t draft : {1U, 3U, 7U}) {
            const auto drafted = answer(*session_on(device, draft), prompt, sampling, {.alternatives = 3}, 1000);
            QVERIFY(drafted.tokens == plain.tokens);
            QVERIFY(drafted.log_probabilities == plain.log_probabilities);
            QVERIFY(drafted.speculation.drafted > 0);
        }
        const auto automatic = answer(*session_on(device, std::nullopt), prompt, sampling, {.alternatives = 3}, 1000);
        QVERIFY(automatic.tokens == plain.tokens);
    }

    /// A known text, with guesses right and wrong.
    void aReplayedTextIsSaid_data() {
        QTest::addColumn<QString>("device");
        QTest::addRow("vulkan") << QString("vulkan");
        QTest::addRow("cpu") << QString("cpu");
    }
    void aReplayedTextIsSaid() {
        QFETCH(QString, device);
        Tokens text = quoting();
        for (const Token token : {200, 201, 202, 9, 120, 31, 7, 203}) text.push_back(token);
        const auto said = [&](std::uint32_t draft) {
            return answer(*session_on(device, draft), quoting(), {.temperature = 0.0F}, {.replay = text},
                          text.size() + 20);
        };
        const auto drafted = said(3);
        QVERIFY(std::ranges::equal(std::span(drafted.tokens).first(text.size()), text));
        QVERIFY(drafted.speculation.right > 15 && drafted.speculation.right < drafted.speculation.drafted);
        QVERIFY(drafted.tokens == said(0).tokens);  // and what the model says behind it, out of the same caches
    }

    /// Left in the middle of what one pass verified, the session goes on from any place.
    void leftInTheMiddle() {
        const Tokens prompt = quoting();
        const SamplingSettings greedy{.temperature = 0.0F};
        const auto whole = answer(*session_on("cpu", 0), prompt, greedy, {}, 60);
        for (const std::size_t cut : {1U, 2U, 3U, 5U, 20U, 41U, 42U, 43U}) {
            const auto session = session_on("cpu", 7);
            const auto begun = answer(*session, prompt, greedy, {}, cut);
            Tokens so_far = prompt;
            so_far.insert(so_far.end(), begun.tokens.begin(), begun.tokens.end());
            QVERIFY(session->rewind(static_cast<std::uint32_t>(so_far.size())));
            Tokens rest;
            while (rest.size() < 60 - cut) {
                const auto step = session->advance({}).value();
                rest.insert(rest.end(), step.tokens.begin(), step.tokens.end());
            }
            QVERIFY(std::ranges::equal(rest, std::span(whole.tokens).subspan(cut)));
        }
    }

    void noWordFromTheValidationLayers() { QCOMPARE(device_->first_message(), std::string()); }
};
QTEST_GUILESS_MAIN(SpeculationTest)
#include "speculation_test.moc"
