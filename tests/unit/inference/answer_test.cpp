#include <QTest>

#include <functional>

#include "inference/chat/answer.h"
#include "tests/support/fake_stage.h"
#include "tests/support/fake_tokenizer.h"

using namespace inference;
using namespace test_support;

namespace {

using Next = std::function<Token(std::span<const Token> context)>;

/// A model of bytes that says what a function tells it to, with the session and all that it needs.
struct Fixture {
    std::shared_ptr<FakeStage> stage;
    std::unique_ptr<Session> session;

    explicit Fixture(Next next, std::uint32_t context = 256, std::uint32_t submissions = 1,
                     std::optional<std::uint32_t> draft_tokens = std::nullopt) {
        const auto row = [next](std::span<const Token> tokens) {
            std::vector<float> logits(FakeTokenizer::size, 0.0F);
            logits[static_cast<std::size_t>(next(tokens))] = 10.0F;
            return logits;
        };
        stage = std::make_shared<FakeStage>(row, FakeStage::Settings{.submissions_per_batch = submissions});
        auto model = fake_model({stage}, FakeTokenizer::size, context, std::make_shared<FakeTokenizer>());
        session = Session::open(model, {.context_length = context, .draft_tokens = draft_tokens}).value();
    }
};

/// Goes on with the alphabet from the last character; after anything else it begins with 'a'.
Token alphabet(std::span<const Token> context) {
    const Token last = context.back();
    return last >= 'a' && last < 'z' ? last + 1 : 'a';
}

struct Said {
    std::string text;
    std::vector<Token> tokens;
    std::uint32_t dropped_turns = 0;
    bool shortened = false;
    std::uint32_t most_context = 0;
    EndReason end{};
};

Said drive(Answer& answer, std::stop_token stop = {}) {
    Said said;
    for (;;) {
        const auto step = answer.advance(stop).value();
        said.text += step.text;
        said.tokens.insert(said.tokens.end(), step.tokens.begin(), step.tokens.end());
        said.dropped_turns += step.dropped_turns;
        said.shortened |= step.shortened_answer;
        said.most_context = std::max(said.most_context, answer.statistics().context_used);
        if (!step.end) continue;
        said.end = *step.end;
        return said;
    }
}

Answer::Request request(std::vector<Turn> turns, std::uint32_t limit, ChatFormatName format = ChatFormatName::Plain) {
    return {.turns = std::move(turns),
            .format = named_format(format),
            .sampling = {.temperature = 0.0F},
            .token_limit = limit,
            .stop_texts = {}};
}

/// Counts how often a conversation is written for the model: one of years takes long.
struct CountingFormat final : ChatFormat {
    std::shared_ptr<const ChatFormat> format = named_format(ChatFormatName::Llama2);
    mutable int encoded = 0;

    Result<std::vector<Token>> encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const override {
        ++encoded;
        return format->encode(tokenizer, turns);
    }
    bool continues_text() const override { return format->continues_text(); }
    std::vector<std::string> stop_texts() const override { return format->stop_texts(); }
    std::vector<Token> turn_ends(const Tokenizer& tokenizer) const override { return format->turn_ends(tokenizer); }
};

std::string text_of(std::span<const Token> tokens) {
    std::string text;
    for (const Token token : tokens) text += FakeTokenizer().bytes_of(token);
    return text;
}

}  // namespace

class AnswerTest : public QObject {
    Q_OBJECT
private slots:
    void continuesPlainTextToTheLimit() {
        Fixture fixture(alphabet);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, "say: "}}, 10)).value();
        const auto said = drive(*answer);
        QCOMPARE(said.text, std::string("abcdefghij"));
        QCOMPARE(said.tokens.size(), 10U);
        QVERIFY(said.end == EndReason::Limit);
        const auto statistics = answer->statistics();
        QCOMPARE(statistics.answer_tokens, 10U);
        QCOMPARE(statistics.prompt_tokens, 6U);  // <s> and five bytes
        QCOMPARE(statistics.context_length, 256U);
        QCOMPARE(statistics.context_used, 16U);
    }

    /// Also of before the context was full, when the session begins anew.
    void whatWasDraftedIsCounted() {
        const auto drafted = [](std::uint32_t context, std::uint32_t draft_tokens) {
            Fixture fixture(alphabet, context, 1, draft_tokens);
            auto answer = Answer::begin(*fixture.session, request({{Role::User, "say: "}}, 200)).value();
            drive(*answer);
            return answer->statistics().drafted_tokens;
        };
        QCOMPARE(drafted(256, 0), std::uint64_t{0});
        QVERIFY(drafted(256, 3) > 100);  // the alphabet comes round again and again
        QVERIFY(drafted(96, 3) > 100);
    }

    void endOfTurnIsNoText() {
        Fixture fixture([](auto context) { return context.back() == 'e' ? FakeTokenizer::end : alphabet(context); });
        for (const auto format : {ChatFormatName::Plain, ChatFormatName::Llama2}) {
            auto answer = Answer::begin(*fixture.session, request({{Role::User, "?"}}, 100, format)).value();
            const auto said = drive(*answer);
            QCOMPARE(said.text, std::string("abcde"));
            QCOMPARE(said.tokens.size(), 5U);
            QVERIFY(said.end == EndReason::EndOfTurn);
        }
    }

    void stopTextsAreNeverShownInPart() {
        Fixture fixture(alphabet);
        auto wanted = request({{Role::User, "?"}}, 20);
        wanted.stop_texts = {"nothing like it", "def", "", "cdx"};
        auto answer = Answer::begin(*fixture.session, wanted).value();
        std::string text;
        std::size_t told = 0;
        for (std::optional<EndReason> end; !end;) {
            const auto step = answer->advance({}).value();
            text += step.text;
            told += step.tokens.size();
            QVERIFY2(std::string("abc").starts_with(text), text.c_str());
            end = step.end;
            if (end) QVERIFY(*end == EndReason::EndOfTurn);
        }
        QCOMPARE(text, std::string("abc"));
        QCOMPARE(told, std::size_t{3});
        QCOMPARE(answer->statistics().answer_tokens, 6U);
    }

    /// Its first character comes in two tokens, of which the first has no text of its own.
    void noTokenOfAStopTextIsTold() {
        Fixture fixture([](std::span<const Token> context) -> Token {
            return context.back() == 'b' ? 0xC3 : context.back() == 0xC3 ? 0xA9 : alphabet(context);
        });
        auto wanted = request({{Role::User, "?"}}, 20);
        wanted.stop_texts = {"\xC3\xA9"};
        const auto said = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(said.text, std::string("ab"));
        QVERIFY(said.tokens == (std::vector<Token>{'a', 'b'}));
    }

    void everyTokenThatIsShownIsToldAtTheLimit() {
        Fixture fixture([](auto) { return Token{'c'}; });
        auto wanted = request({{Role::User, "?"}}, 3);
        wanted.stop_texts = {"ccd"};
        const auto said = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(said.text, std::string("c"));
        QVERIFY(said.tokens == std::vector<Token>{'c'});
    }

    void whatMightHaveBecomeAStopTextIsShownAtTheEnd() {
        Fixture fixture([](std::span<const Token> context) {
            return context.back() == 'd' ? FakeTokenizer::end : alphabet(context);
        });
        auto wanted = request({{Role::User, "?"}}, 9);
        wanted.stop_texts = {"cdefgh"};
        auto answer = Answer::begin(*fixture.session, wanted).value();
        const auto said = drive(*answer);
        QCOMPARE(said.text, std::string("abcd"));
        QVERIFY(said.end == EndReason::EndOfTurn);
    }

    /// It is not shown in part where the limit cuts it, and is obeyed by what goes on from there.
    void aStopTextAcrossTheLimit() {
        Fixture fixture(alphabet);
        auto wanted = request({{Role::User, "?"}}, 4);
        wanted.stop_texts = {"cdefgh"};
        const auto cut = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(cut.text, std::string("ab"));
        QVERIFY(cut.end == EndReason::Limit);
        wanted.turns.push_back({Role::Assistant, cut.text});
        wanted.token_limit = 20;
        const auto rest = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(rest.text, std::string());
        QVERIFY(rest.end == EndReason::EndOfTurn);
    }

    /// Llama-2's template puts a blank before an answer, which this one did not begin with.
    void anAnswerGoesOnFromTheTokensThatWereSaid() {
        Fixture fixture(alphabet);
        auto wanted = request({{Role::User, "?"}}, 4, ChatFormatName::Llama2);
        const auto begun = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(begun.text, std::string("abcd"));
        const std::vector<Token> before(fixture.session->tokens().begin(), fixture.session->tokens().end());

        wanted.turns.push_back({Role::Assistant, begun.text});
        const auto answer = Answer::begin(*fixture.session, wanted).value();
        QCOMPARE(answer->statistics().prompt_tokens, static_cast<std::uint32_t>(before.size()));
        QCOMPARE(answer->statistics().reused_tokens, static_cast<std::uint32_t>(before.size() - 1));
        QCOMPARE(drive(*answer).text, std::string("efgh"));
        QVERIFY(std::ranges::equal(fixture.session->tokens().first(before.size()), before));

        // Said otherwise, it is read as the template writes it.
        wanted.turns.back().text = "xyz";
        QCOMPARE(drive(*Answer::begin(*fixture.session, wanted).value()).text, std::string("abcd"));
        QVERIFY(text_of(fixture.session->tokens()).ends_with("[/INST] xyzabcd"));
    }

    void anOpenAnswersQuestionIsWrittenOnce() {
        Fixture fixture(alphabet);
        auto wanted = request({{Role::User, "?"}}, 4);
        const auto format = std::make_shared<CountingFormat>();
        wanted.format = format;
        const auto begun = drive(*Answer::begin(*fixture.session, wanted).value());
        QCOMPARE(format->encoded, 1);
        wanted.turns.push_back({Role::Assistant, begun.text});
        QCOMPARE(drive(*Answer::begin(*fixture.session, wanted).value()).text, std::string("efgh"));
        QCOMPARE(format->encoded, 2);
        // A session that was never used has no tokens to look for it in.
        Fixture empty(alphabet);
        QCOMPARE(drive(*Answer::begin(*empty.session, wanted).value()).text, std::string("efgh"));
        QCOMPARE(format->encoded, 3);
    }

    void aDialogueEndsBeforeThePersonsName() {
        const std::string wanted = " Hello\nUser: and so on";
        Fixture fixture([&](std::span<const Token> context) {
            const std::string text = text_of(context);
            return static_cast<Token>(wanted[text.size() - text.rfind("Assistant:") - 10]);
        });
        auto answer =
            Answer::begin(*fixture.session, request({{Role::User, "Hi"}}, 100, ChatFormatName::Dialogue)).value();
        const auto said = drive(*answer);
        QCOMPARE(said.text, std::string(" Hello"));
        QVERIFY(said.end == EndReason::EndOfTurn);
    }

    void openAnswerGoesOn() {
        Fixture fixture(alphabet);
        auto answer =
            Answer::begin(*fixture.session, request({{Role::User, "?"}, {Role::Assistant, "abc"}}, 4)).value();
        QCOMPARE(drive(*answer).text, std::string("defg"));
    }

    void goesOnInAnotherSessionAsItWouldHave() {
        const auto open = [] {
            const auto row = [](std::span<const Token> tokens) { return hashed_row(tokens, FakeTokenizer::size); };
            auto model = fake_model({std::make_shared<FakeStage>(row, FakeStage::Settings{})}, FakeTokenizer::size, 64,
                                    std::make_shared<FakeTokenizer>());
            return Session::open(model, {.context_length = 64}).value();
        };
        // Longer than the context, so that it is read anew in between, with other draws.
        auto wished = request({{Role::User, "abc"}}, 120);
        wished.sampling = {.temperature = 1.0F, .seed = 11};
        wished.sampling.logit_bias = {{.token = FakeTokenizer::end, .bias = -100.0F}};
        const auto session = open();
        const auto whole = drive(*Answer::begin(*session, wished).value());
        QCOMPARE(whole.tokens.size(), std::size_t{120});
        for (const std::size_t moment : {0U, 1U, 30U, 59U, 60U, 61U, 90U, 119U}) {
            auto first = open();
            auto second = open();
            auto answer = Answer::begin(*first, wished).value();
            Said said;
            while (said.tokens.size() < moment) {
                const auto step = answer->advance({}).value();
                said.tokens.insert(said.tokens.end(), step.tokens.begin(), step.tokens.end());
                said.text += step.text;
            }
            const auto used = answer->statistics().context_used;
            answer->leave();
            first.reset();
            QVERIFY(!answer->has_session());
            QCOMPARE(answer->statistics().context_used, used);
            QVERIFY(answer->resume(*second).has_value());
            const auto rest = drive(*answer);
            said.tokens.insert(said.tokens.end(), rest.tokens.begin(), rest.tokens.end());
            QCOMPARE(said.tokens, whole.tokens);
            QCOMPARE(said.text + rest.text, whole.text);
            QCOMPARE(answer->statistics().answer_tokens, 120U);
        }
    }

    void secondQuestionComputesOnlyWhatIsNew() {
        Fixture fixture(alphabet);
        std::vector<Turn> turns = {{Role::User, "a long first question? "}};
        auto first = Answer::begin(*fixture.session, request(turns, 6)).value();
        turns.push_back({Role::Assistant, drive(*first).text});
        turns.push_back({Role::User, " and now? "});
        auto second = Answer::begin(*fixture.session, request(turns, 6)).value();
        drive(*second);
        const auto statistics = second->statistics();
        QVERIFY2(statistics.reused_tokens >= 24, qPrintable(QString::number(statistics.reused_tokens)));
        QCOMPARE(statistics.prompt_tokens, 41U);
    }

    void stopsAndFlushesAHalfCharacter() {
        // A model that says the first two bytes of a three-byte character and is stopped there.
        Fixture fixture([](auto context) { return context.back() == 0xE2 ? Token{0x82} : Token{0xE2}; });
        auto answer = Answer::begin(*fixture.session, request({{Role::User, "?"}}, 50)).value();
        std::stop_source stop;
        while (answer->statistics().answer_tokens < 2) {
            const auto step = answer->advance(stop.get_token()).value();
            QVERIFY(step.text.empty() && step.tokens.empty());
        }
        stop.request_stop();
        const auto last = answer->advance(stop.get_token()).value();
        QVERIFY(last.end == EndReason::Stopped);
        QCOMPARE(last.text, std::string("\xEF\xBF\xBD"));
        QCOMPARE(last.tokens.size(), std::size_t{2});
    }

    void stopInThePrompt() {
        Fixture fixture(alphabet, 256, 5);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, std::string(100, 'x')}}, 50)).value();
        std::stop_source stop;
        const auto step = answer->advance(stop.get_token()).value();
        QVERIFY(step.prompt_done < step.prompt_total);
        const auto sent = fixture.stage->record->submissions;
        stop.request_stop();
        QVERIFY(answer->advance(stop.get_token())->end == EndReason::Stopped);
        QCOMPARE(fixture.stage->record->submissions, sent);
    }

    void oldestTurnsLeaveBeforeTheAnswer() {
        Fixture fixture(alphabet, 128);
        std::vector<Turn> turns = {{Role::System, "be kind."}};
        for (int i = 0; i < 5; ++i) {
            turns.push_back({Role::User, "question number " + std::to_string(i) + "? "});
            turns.push_back({Role::Assistant, "answer number " + std::to_string(i) + ". "});
        }
        turns.push_back({Role::User, "the newest?"});
        auto answer = Answer::begin(*fixture.session, request(turns, 3)).value();
        const auto context = text_of(fixture.session->tokens());
        QVERIFY2(context.starts_with("be kind."), context.c_str());
        QVERIFY2(context.find("question number 2") == std::string::npos, context.c_str());
        QVERIFY2(context.find("number 3") != std::string::npos, context.c_str());
        QVERIFY2(context.ends_with("the newest?"), context.c_str());
        QVERIFY(fixture.session->tokens().size() <= 96);  // a quarter is free
        const auto said = drive(*answer);
        QCOMPARE(said.dropped_turns, 6U);  // questions 0 to 2, each with its answer
        QVERIFY(!said.shortened);
        QCOMPARE(said.text, std::string("abc"));
    }

    void whatFitsStaysWhole() {
        Fixture fixture(alphabet, 64);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, std::string(30, 'x')},
                                                               {Role::Assistant, std::string(22, 'y')},
                                                               {Role::User, "?"}},
                                                              5))
                          .value();
        QCOMPARE(fixture.session->tokens().size(), 55U);  // <s>, 53 bytes, a line's end
        QCOMPARE(drive(*answer).dropped_turns, 0U);
    }

    void contextFullInTheMiddleOfTheAnswer() {
        Fixture fixture(alphabet, 64);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, std::string(20, 'x')},
                                                               {Role::Assistant, std::string(20, 'y')},
                                                               {Role::User, "?"}},
                                                              40))
                          .value();
        const auto said = drive(*answer);
        QCOMPARE(said.text, std::string("abcdefghijklmnopqrstuvwxyzabcdefghijklmn"));  // nothing lost, nothing twice
        QCOMPARE(said.dropped_turns, 2U);
        QVERIFY(!said.shortened);
        QVERIFY(said.most_context <= 64);
        QVERIFY(said.end == EndReason::Limit);
    }

    void answerLongerThanTheContextGoesOn() {
        Fixture fixture(alphabet, 64);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, "question?"}}, 500)).value();
        const auto said = drive(*answer);
        std::string expected;
        for (std::size_t i = 0; i < 500; ++i) expected.push_back(static_cast<char>('a' + i % 26));
        QCOMPARE(said.text, expected);
        QVERIFY(said.shortened);
        QCOMPARE(said.dropped_turns, 0U);
        QVERIFY(said.most_context <= 64);
        QVERIFY(text_of(fixture.session->tokens()).starts_with("question?"));
    }

    void openAnswerLongerThanTheContextGoesOn() {
        Fixture fixture(alphabet, 64);
        std::string text;
        for (int i = 0; i < 60; ++i) text += "\xC3\xA9 ";  // é and a space: three bytes
        auto answer =
            Answer::begin(*fixture.session, request({{Role::User, "q?"}, {Role::Assistant, text + "c"}}, 3)).value();
        const auto context = text_of(fixture.session->tokens());
        QVERIFY2(context.starts_with("q?"), context.c_str());
        QVERIFY(fixture.session->tokens().size() <= 48);
        const auto after = static_cast<unsigned char>(context[2]);
        QVERIFY(after == ' ' || after == 0xC3);  // not inside a character
        const auto said = drive(*answer);
        QVERIFY(said.shortened);
        QCOMPARE(said.text, std::string("def"));
    }

    void tooLongGivesBothNumbers() {
        Fixture fixture(alphabet, 64);
        const auto answer = Answer::begin(
            *fixture.session,
            request({{Role::User, "old"}, {Role::Assistant, "old"}, {Role::User, std::string(63, 'x')}}, 5));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::TooLong);
        QVERIFY2(answer.error().what.find("64 tokens") != std::string::npos, answer.error().what.c_str());
        QVERIFY2(answer.error().what.find("63") != std::string::npos, answer.error().what.c_str());
        QVERIFY(Answer::begin(*fixture.session, request({{Role::User, std::string(62, 'x')}}, 5)));
        QVERIFY(!Answer::begin(*fixture.session, request({}, 5)));
        QVERIFY(!Answer::begin(*fixture.session, request({{Role::System, "alone"}}, 5)));
    }

    void questionThatTakesNearlyAllStillGetsItsAnswer() {
        Fixture fixture(alphabet, 64);
        auto answer = Answer::begin(*fixture.session, request({{Role::User, std::string(60, '?')}}, 30)).value();
        QCOMPARE(drive(*answer).text, std::string("abcdefghijklmnopqrstuvwxyzabcd"));
    }
};
QTEST_GUILESS_MAIN(AnswerTest)
#include "answer_test.moc"
