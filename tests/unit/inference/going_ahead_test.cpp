#include <QTest>

#include <optional>

#include "inference/session.h"
#include "inference/vulkan/capabilities.h"
#include "tests/support/batches.h"
#include "tests/support/generated_model.h"
#include "tests/support/processor_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

using Tokens = std::vector<Token>;

/// A stage that begins the next token's pass by its own guess, and that this changes nothing.
class GoingAheadTest : public QObject {
    Q_OBJECT

    static constexpr std::uint32_t vocabulary_size = 2000;
    static constexpr std::uint32_t context_length = 600;

    std::shared_ptr<const ModelFile> file_ = generated_model(
        {.type = gguf::TensorType::Q4_0, .vocabulary_size = vocabulary_size, .context_length = context_length});
    std::optional<ValidatedDevice> device_;
    std::shared_ptr<const Model> model_;

    /// Tokens, and every number that a pass gave for them.
    struct Answer {
        Tokens tokens;
        std::vector<float> numbers;
        bool operator==(const Answer&) const = default;
    };

    static constexpr Session::StartOptions everything{.alternatives = Candidates::kept, .replay = {}};

    static std::unique_ptr<Session> opened(const std::shared_ptr<const Model>& model, bool ahead,
                                           Session::Options options = {.draft_tokens = 0}) {
        options.context_length = context_length;
        options.goes_ahead = ahead;
        return Session::open(model, options).value();
    }
    std::unique_ptr<Session> opened(bool ahead, Session::Options options = {.draft_tokens = 0}) const {
        return opened(model_, ahead, options);
    }

    static void advance(Session& session, Answer& answer, std::size_t count) {
        for (std::size_t come = 0; come < count;) {
            const auto step = session.advance({});
            if (!step) qFatal("%s", step.error().what.c_str());
            if (step->context_full) return;
            come += step->tokens.size();
            answer.tokens.insert(answer.tokens.end(), step->tokens.begin(), step->tokens.end());
            for (const TokenDetails& details : step->details) {
                answer.numbers.push_back(details.log_probability);
                for (const auto& [token, log_probability] : details.alternatives)
                    answer.numbers.insert(answer.numbers.end(), {static_cast<float>(token), log_probability});
            }
        }
    }
    static Answer answer(Session& session, const Tokens& prompt, const SamplingSettings& sampling, std::size_t count) {
        if (!session.start(prompt, sampling, everything)) qFatal("the session cannot start");
        Answer answer;
        advance(session, answer, count);
        return answer;
    }

    static Candidates decoded(StageState& state, Token token, std::uint32_t position,
                              std::optional<ChoiceGuess> guess) {
        const auto result = computed(state, {.position = position,
                                             .pass = Pass::Decode,
                                             .tokens = std::span(&token, 1),
                                             .activations = {},
                                             .output = Output::LastCandidates,
                                             .guess = guess});
        if (!result) qFatal("%s", result.error().what.c_str());
        return result->candidates.front();
    }

    /// The test means something only where passes were taken over. A pass that takes long now and then, on a machine
    /// that does other things too, keeps the next one from being sent ahead.
    static bool mostly(std::uint64_t taken_over, std::size_t tokens) { return 2 * taken_over > tokens; }

    static SamplingSettings drawing(std::uint64_t seed) {
        return {.temperature = 1.2F, .top_k = 100, .top_p = 0.95F, .seed = seed};
    }

private slots:
    void initTestCase() {
        auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        device_ = std::move(*device);
        model_ = device_->load(file_, Precision::Fast).value();
        // A software driver compiles the kernels in the first passes.
        for (const bool ahead : {false, true}) answer(*opened(ahead), some_tokens(20, vocabulary_size), {}, 10);
    }
    void cleanup() { QCOMPARE(QString::fromStdString(device_->first_message()), QString()); }

    void whereItIsDone() {
        const bool software = device_->device().capabilities().software;
        const auto wanted = [&] { return vulkan::goes_ahead(device_->device().capabilities()); };
        const QByteArray before = qgetenv("ALTIPLANO_AHEAD");
        qunsetenv("ALTIPLANO_AHEAD");
        QCOMPARE(wanted(), !software);
        vulkan::Capabilities card = device_->device().capabilities();
        card.software = false;
        QVERIFY(vulkan::goes_ahead(card));
        qputenv("ALTIPLANO_AHEAD", "0");
        QVERIFY(!vulkan::goes_ahead(card));
        qputenv("ALTIPLANO_AHEAD", "1");
        QVERIFY(wanted());
        // And the session asks.
        auto session = Session::open(model_, {.context_length = 64, .draft_tokens = 0}).value();
        answer(*session, {1, 2, 3}, {.temperature = 0.0F}, 10);
        QVERIFY(session->ahead_counts().taken_over > 0);
        qputenv("ALTIPLANO_AHEAD", "0");
        session = Session::open(model_, {.context_length = 64, .draft_tokens = 0}).value();
        answer(*session, {1, 2, 3}, {.temperature = 0.0F}, 10);
        QCOMPARE(session->ahead_counts().taken_over + session->ahead_counts().abandoned, std::uint64_t{0});
        if (before.isNull())
            qunsetenv("ALTIPLANO_AHEAD");
        else
            qputenv("ALTIPLANO_AHEAD", before);
    }

    void nothingChanges_data() {
        QTest::addColumn<float>("temperature");
        QTest::addColumn<int>("topK");
        QTest::addColumn<float>("topP");
        QTest::addColumn<float>("minP");
        QTest::addColumn<float>("typical");
        QTest::addColumn<float>("penalty");
        QTest::addColumn<bool>("guessed");
        QTest::addRow("the likeliest") << 0.0F << 40 << 0.95F << 0.0F << 1.0F << 1.0F << true;
        QTest::addRow("usual") << 0.8F << 40 << 0.95F << 0.0F << 1.0F << 1.0F << true;
        QTest::addRow("of 256") << 1.5F << 256 << 1.0F << 0.0F << 1.0F << 1.0F << true;
        QTest::addRow("limits") << 1.0F << 100 << 0.9F << 0.05F << 1.0F << 1.0F << true;
        QTest::addRow("typical ones") << 0.8F << 40 << 1.0F << 0.0F << 0.5F << 1.0F << false;
        QTest::addRow("penalties") << 0.8F << 40 << 0.95F << 0.0F << 1.0F << 1.1F << false;
        QTest::addRow("from whole rows") << 0.8F << 0 << 0.95F << 0.0F << 1.0F << 1.0F << false;
    }
    void nothingChanges() {
        QFETCH(float, temperature);
        QFETCH(int, topK);
        QFETCH(float, topP);
        QFETCH(float, minP);
        QFETCH(float, typical);
        QFETCH(float, penalty);
        QFETCH(bool, guessed);
        for (const std::uint64_t seed : {1ULL, 7ULL, 0xfedcba9876543210ULL}) {
            const SamplingSettings sampling{.temperature = temperature,
                                            .top_k = static_cast<std::uint32_t>(topK),
                                            .top_p = topP,
                                            .min_p = minP,
                                            .typical_p = typical,
                                            .repetition_penalty = penalty,
                                            .seed = seed};
            const Tokens prompt = some_tokens(9 + seed % 5, vocabulary_size);
            const auto plain = opened(false);
            const auto ahead = opened(true);
            const Answer expected = answer(*plain, prompt, sampling, 40);
            QVERIFY(answer(*ahead, prompt, sampling, 40) == expected);
            QCOMPARE(plain->ahead_counts().taken_over, std::uint64_t{0});
            if (guessed)
                QVERIFY2(mostly(ahead->ahead_counts().taken_over, 40),
                         qPrintable(QString::number(ahead->ahead_counts().taken_over)));
            else
                QCOMPARE(ahead->ahead_counts().taken_over + ahead->ahead_counts().abandoned, std::uint64_t{0});
        }
    }

    /// Attention is cut into another number of parts at 256 and at 512 positions; the last place of the context is the
    /// end.
    void acrossSplitsToTheEnd_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("prompt");
        for (const int prompt : {245, 500, 580}) {
            QTest::addRow("f16, %d", prompt) << static_cast<int>(CacheType::F16) << prompt;
            QTest::addRow("q8_0, %d", prompt) << static_cast<int>(CacheType::Q8_0) << prompt;
        }
    }
    void acrossSplitsToTheEnd() {
        QFETCH(int, type);
        QFETCH(int, prompt);
        const Session::Options options{.cache_type = static_cast<CacheType>(type), .draft_tokens = 0};
        const auto tokens = some_tokens(static_cast<std::size_t>(prompt), vocabulary_size);
        const auto plain = opened(false, options);
        const auto ahead = opened(true, options);
        const Answer expected = answer(*plain, tokens, drawing(3), 25);
        QCOMPARE(expected.tokens.size(), std::min<std::size_t>(25, context_length - tokens.size()));
        QVERIFY(answer(*ahead, tokens, drawing(3), 25) == expected);
        QVERIFY(mostly(ahead->ahead_counts().taken_over, expected.tokens.size()));
        if (prompt == 580) QVERIFY(ahead->advance({})->context_full);
    }

    void promptsThroughTheDecodeKernels() {
        const Session::Options options{.batch_tokens = 1, .draft_tokens = 0};
        const auto prompt = some_tokens(9, vocabulary_size);
        const auto ahead = opened(true, options);
        QVERIFY(answer(*ahead, prompt, drawing(4), 20) == answer(*opened(false, options), prompt, drawing(4), 20));
        QVERIFY(mostly(ahead->ahead_counts().taken_over, 20));
    }

    void stoppedAndGoneOn() {
        const auto prompt = some_tokens(9, vocabulary_size);
        const Answer whole = answer(*opened(false), prompt, drawing(5), 30);
        const auto ahead = opened(true);
        Answer cut = answer(*ahead, prompt, drawing(5), 10);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(ahead->advance(stop.get_token())->stopped);
        const std::uint64_t abandoned = ahead->ahead_counts().abandoned;
        QVERIFY(abandoned > 0);  // what it had begun is waited for, and void
        QVERIFY(ahead->advance(stop.get_token())->stopped);
        QCOMPARE(ahead->ahead_counts().abandoned, abandoned);
        advance(*ahead, cut, 20);
        QVERIFY(cut == whole);
    }

    void rewoundAndBegunAnew() {
        const auto prompt = some_tokens(9, vocabulary_size);
        const auto plain = opened(false);
        const auto ahead = opened(true);
        for (const auto& session : {plain.get(), ahead.get()}) answer(*session, prompt, drawing(6), 20);
        Answer of_plain;
        Answer of_ahead;
        for (const std::uint32_t position : {29U, 28U, 15U, 9U}) {
            QVERIFY(plain->rewind(position) && ahead->rewind(position));
            advance(*plain, of_plain, 12);
            advance(*ahead, of_ahead, 12);
        }
        QVERIFY(of_ahead == of_plain);
        // Another prompt behind what stays, and other settings while a pass is under way.
        Tokens longer(plain->tokens().begin(), plain->tokens().end());
        longer.insert(longer.end(), {4, 5, 6});
        QVERIFY(answer(*ahead, longer, {.temperature = 0.0F}, 10) == answer(*plain, longer, {.temperature = 0.0F}, 10));
        QVERIFY(answer(*ahead, prompt, drawing(8), 10) == answer(*plain, prompt, drawing(8), 10));
        QVERIFY(mostly(ahead->ahead_counts().taken_over, 80));
    }

    /// Text that comes round again: drafts and guesses in turns.
    void drafts() {
        Tokens prompt;
        for (int round = 0; round < 3; ++round)
            for (const Token token : {5, 17, 44, 9, 120, 31, 7, 250, 66, 12}) prompt.push_back(token);
        for (const float temperature : {0.0F, 0.5F}) {
            const SamplingSettings sampling{.temperature = temperature, .top_k = 3, .seed = 2};
            const Answer expected = answer(*opened(false), prompt, sampling, 60);
            for (const std::optional<std::uint32_t> tokens :
                 {std::optional<std::uint32_t>(1), std::optional<std::uint32_t>(7), std::optional<std::uint32_t>()}) {
                const auto ahead = opened(true, {.draft_tokens = tokens});
                QVERIFY(answer(*ahead, prompt, sampling, 60) == expected);
                if (!tokens) continue;
                // What is begun ahead puts a draft off by a token, not for ever.
                QVERIFY(ahead->speculation().drafted > 0);
                if (temperature == 0.0F) QCOMPARE(ahead->ahead_counts().abandoned, std::uint64_t{0});
            }
        }
    }

    void aReplayedTextIsNotGuessed() {
        const auto ahead = opened(true);
        const Tokens text = some_tokens(20, 500);
        QVERIFY(ahead->start(Tokens{1, 2, 3}, {.temperature = 0.0F}, {.replay = text}));
        Answer said;
        advance(*ahead, said, 20);
        QVERIFY(said.tokens == text);
        QCOMPARE(ahead->ahead_counts().abandoned, std::uint64_t{0});
        advance(*ahead, said, 10);
        QVERIFY(ahead->ahead_counts().taken_over > 0);
    }

    void keptInAFile() {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath("session").toStdString());
        const auto prompt = some_tokens(9, vocabulary_size);
        const auto plain = opened(false);
        const auto ahead = opened(true);
        Answer expected = answer(*plain, prompt, drawing(9), 15);
        QVERIFY(answer(*ahead, prompt, drawing(9), 15) == expected);
        QVERIFY(ahead->save(path, "a model", "a note"));
        const auto restored = opened(true);
        answer(*restored, some_tokens(30, 77), drawing(1), 10);  // whose pass is under way
        QVERIFY(restored->restore(path, "a model"));
        const Tokens so_far(ahead->tokens().begin(), ahead->tokens().end());
        expected = answer(*plain, so_far, drawing(9), 15);
        QVERIFY(answer(*restored, so_far, drawing(9), 15) == expected);
        QVERIFY(answer(*ahead, so_far, drawing(9), 15) == expected);
    }

    /// One device, one queue.
    void twoSessionsOnOneStage() {
        const auto one = opened(true);
        const auto other = opened(true);
        const auto prompt = some_tokens(9, vocabulary_size);
        const auto other_prompt = some_tokens(250, vocabulary_size);
        Answer of_one = answer(*one, prompt, drawing(1), 1);
        Answer of_other = answer(*other, other_prompt, {.temperature = 0.0F}, 1);
        for (int turn = 0; turn < 20; ++turn) {
            advance(*one, of_one, 1);
            advance(*other, of_other, 1);
        }
        QVERIFY(of_one == answer(*opened(false), prompt, drawing(1), 21));
        QVERIFY(of_other == answer(*opened(false), other_prompt, {.temperature = 0.0F}, 21));
        QVERIFY(mostly(one->ahead_counts().taken_over, 20) && mostly(other->ahead_counts().taken_over, 20));
    }

    /// Every other token is not the one that was guessed.
    void anotherToken() {
        const auto plain = model_->stages.front()->open(100, CacheType::F16).value();
        const auto ahead = model_->stages.front()->open(100, CacheType::F16).value();
        Token token = 3;
        std::uint64_t wrong = 0;
        for (std::uint32_t position = 0; position < 60; ++position) {
            const Candidates expected = decoded(*plain, token, position, {});
            const Candidates found = decoded(*ahead, token, position, ChoiceGuess{});
            QCOMPARE(found.log_sum_exp, expected.log_sum_exp);
            for (std::size_t i = 0; i < expected.best.size(); ++i) {
                QCOMPARE(found.best[i].token, expected.best[i].token);
                QCOMPARE(found.best[i].logit, expected.best[i].logit);
            }
            token = expected.best[position % 2].token;
            const bool began = ahead->went_ahead_with(expected.best[0].token, position + 1);
            QVERIFY(!ahead->went_ahead_with(expected.best[1].token, position + 1));
            QVERIFY(!ahead->went_ahead_with(expected.best[0].token, position + 2));
            if (began && position % 2 == 1) ++wrong;
        }
        QVERIFY(wrong > 10);
        const AheadCounts counts = ahead->ahead_counts();
        QVERIFY(counts.taken_over > 10);
        QVERIFY(ahead->abandon_guess());
        QVERIFY(ahead->ahead_counts().abandoned >= wrong);
        QCOMPARE(plain->ahead_counts().abandoned, std::uint64_t{0});
    }

    /// The right token, but what comes behind it is to be chosen otherwise.
    void otherSettings() {
        const auto state = model_->stages.front()->open(100, CacheType::F16).value();
        Token token = 3;
        std::uint32_t position = 0;
        for (; position < 60; ++position) {  // until one is begun
            token = decoded(*state, token, position, ChoiceGuess{}).best.front().token;
            if (state->went_ahead_with(token, position + 1)) break;
        }
        QVERIFY(state->went_ahead_with(token, position + 1));
        const AheadCounts before = state->ahead_counts();
        decoded(*state, token, position + 1, ChoiceGuess{.kept = 40, .temperature = 1.0F});
        QCOMPARE(state->ahead_counts().taken_over, before.taken_over);
        QCOMPARE(state->ahead_counts().abandoned, before.abandoned + 1);
    }

    /// A stop waits for what is under way: for two passes only where they keep the budget of one submission.
    void notWhereAStopWouldWaitLonger() {
        if (!device_->device().capabilities().software)
            QSKIP("Of another device this model's passes are thought short.");
        // By the first guess of a software device's speed a token takes more than half of its 500 ms.
        const auto model =
            device_->load(generated_model({.type = gguf::TensorType::Q4_0, .layer_count = 260}), Precision::Fast)
                .value();
        const auto state = model->stages.front()->open(16, CacheType::F16).value();
        const Candidates first = decoded(*state, 3, 0, ChoiceGuess{});
        QVERIFY(!state->went_ahead_with(first.best.front().token, 1));
        QVERIFY(state->abandon_guess());
        QCOMPARE(state->ahead_counts().abandoned, std::uint64_t{0});
    }

    /// The other kinds of stages, and several, do as ever.
    void whereItIsNotDone() {
        const auto prompt = some_tokens(9, vocabulary_size);
        const auto two = device_->load(file_, Precision::Fast, std::array{1U, 1U}).value();
        for (const auto& model : {two, processor_model(file_, {}).value()}) {
            const auto ahead = opened(model, true);
            QVERIFY(answer(*ahead, prompt, drawing(2), 10) == answer(*opened(model, false), prompt, drawing(2), 10));
            QCOMPARE(ahead->ahead_counts().taken_over + ahead->ahead_counts().abandoned, std::uint64_t{0});
        }
    }
};
QTEST_GUILESS_MAIN(GoingAheadTest)
#include "going_ahead_test.moc"
