#include <QTest>

#include <algorithm>
#include <array>
#include <random>
#include <ranges>

#include "inference/chat/context_fit.h"
#include "inference/tokenizer/utf8.h"
#include "tests/support/fake_tokenizer.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr auto System = Role::System;
constexpr auto User = Role::User;
constexpr auto Assistant = Role::Assistant;

/// A model of bytes: a plain turn takes its length, and one more where a line begins; BOS takes one.
Result<Fit> fit_plain(FittedConversation& conversation, std::uint32_t context, Room room = Room::AnyPlace) {
    return fit(*named_format(ChatFormatName::Plain), FakeTokenizer(), conversation, context, room);
}

std::string text(char letter, std::size_t length) { return std::string(length, letter); }

}  // namespace

class ContextFitTest : public QObject {
    Q_OBJECT
private slots:
    void whatFitsStays() {
        FittedConversation conversation{{{System, "s"}, {User, text('q', 10)}, {Assistant, text('a', 10)}, {User, "q"}},
                                        {}};
        const auto before = conversation.turns;
        const auto fitted = fit_plain(conversation, 26).value();  // BOS s \n q10 a10 \n q: 25
        QCOMPARE(fitted.prompt.size(), std::size_t{25});
        QCOMPARE(fitted.dropped_turns, 0U);
        QVERIFY(conversation.turns == before);
    }

    /// Once: the turns may be others the next time.
    void tokensThatAreKnownAreTaken() {
        FittedConversation conversation{{{User, text('q', 10)}}, {'g'}, {1, 2, 3}};
        QVERIFY(fit_plain(conversation, 26)->prompt == (std::vector<Token>{1, 2, 3, 'g'}));
        QVERIFY(conversation.encoded.empty());
        QCOMPARE(fit_plain(conversation, 26)->prompt.size(), std::size_t{12});  // BOS q10 g
    }

    void oldestExchangesLeaveUntilAQuarterIsFree() {
        FittedConversation conversation{{{System, "s"}}, {}};
        for (int i = 0; i < 3; ++i) {
            conversation.turns.push_back({User, text(static_cast<char>('A' + i), 9)});
            conversation.turns.push_back({Assistant, text(static_cast<char>('a' + i), 10)});
        }
        conversation.turns.push_back({User, text('n', 19)});
        // 2 + 3 * 20 + 20 = 82; three quarters of 80 are 60: two exchanges leave.
        const auto fitted = fit_plain(conversation, 80).value();
        QCOMPARE(fitted.dropped_turns, 4U);
        QCOMPARE(fitted.prompt.size(), std::size_t{42});
        QCOMPARE(conversation.turns.size(), std::size_t{4});
        QVERIFY(conversation.turns[0] == (Turn{System, "s"}));
        QVERIFY(conversation.turns[1] == (Turn{User, text('C', 9)}));
        QVERIFY(conversation.turns.back() == (Turn{User, text('n', 19)}));
        QVERIFY(!fitted.shortened_answer);
    }

    /// Else every question after an overflow would have nearly all of the context read again.
    void whatHasLeftStaysAwayUntilTheQuarterIsUsedUp() {
        constexpr std::uint32_t context = 400;
        std::vector<Turn> turns{{System, "system"}};
        std::vector<Token> before;
        std::uint32_t dropped = 0, overflows = 0, said = 0;
        std::mt19937 random(7);
        for (int i = 0; i < 200; ++i) {
            turns.push_back({User, text(static_cast<char>('A' + i % 26), 1 + random() % 30)});
            FittedConversation conversation{turns, {}};
            const auto fitted = fit_plain(conversation, context).value();
            QVERIFY(fitted.prompt.size() < context);
            QVERIFY(fitted.dropped_turns >= dropped);
            if (fitted.dropped_turns == dropped)
                QVERIFY(std::ranges::equal(before, std::span(fitted.prompt).first(before.size())));
            else
                ++overflows;
            dropped = fitted.dropped_turns;
            before = fitted.prompt;
            turns.push_back({Assistant, text(static_cast<char>('a' + i % 26), 1 + random() % 30)});
            said += static_cast<std::uint32_t>(turns[turns.size() - 2].text.size() + turns.back().text.size() + 2);
        }
        QVERIFY(overflows > 30);
        QVERIFY2(overflows <= said / (context / 4), std::to_string(overflows).c_str());
    }

    /// As the session had it that ran full in the middle of an answer.
    void whatLeftInTheMiddleOfAnAnswerIsGone() {
        const std::vector<Turn> turns{{User, text('q', 20)},
                                      {Assistant, text('a', 20)},
                                      {User, text('r', 20)},
                                      {Assistant, text('b', 19)},
                                      {User, text('n', 9)}};
        // 1 + 20 + 21 + 21 + 17 tokens fill it: the first exchange leaves, the answer goes on to its end.
        FittedConversation full{{turns.begin(), turns.begin() + 3}, std::vector<Token>(17, 'b')};
        QCOMPARE(fit_plain(full, 80, Room::Quarter)->dropped_turns, 2U);
        FittedConversation next{turns, {}};
        const auto fitted = fit_plain(next, 80).value();
        QCOMPARE(fitted.dropped_turns, 2U);
        QVERIFY(next.turns == std::vector<Turn>(turns.begin() + 2, turns.end()));
    }

    /// A conversation of years is read a few times, not once for each of its exchanges.
    void aLongHistoryIsReadFewTimes() {
        class CountedFormat : public ChatFormat {
        public:
            Result<std::vector<Token>> encode(const Tokenizer& tokenizer, std::span<const Turn> turns) const override {
                auto tokens = named_format(ChatFormatName::Plain)->encode(tokenizer, turns);
                read += tokens->size();
                return tokens;
            }
            bool continues_text() const override { return true; }
            std::vector<std::string> stop_texts() const override { return {}; }
            std::vector<Token> turn_ends(const Tokenizer&) const override { return {}; }
            mutable std::size_t read = 0;
        };
        FittedConversation conversation{{{System, "s"}}, {}};
        for (int i = 0; i < 5000; ++i) {
            conversation.turns.push_back({User, text('q', 9)});
            conversation.turns.push_back({Assistant, text('a', 10)});
        }
        conversation.turns.push_back({User, "newest"});
        const CountedFormat format;
        const auto fitted = fit(format, FakeTokenizer(), conversation, 80, Room::AnyPlace).value();
        QVERIFY(fitted.prompt.size() < 80);
        QVERIFY2(format.read <= std::size_t{5} * 5000 * 20, std::to_string(format.read).c_str());
    }

    void oneTokenTooManyIsEnough() {
        FittedConversation conversation{{{User, text('q', 10)}, {Assistant, text('a', 10)}, {User, text('n', 10)}}, {}};
        auto same = conversation;
        QCOMPARE(fit_plain(conversation, 33).value().dropped_turns, 0U);  // 32 tokens, one place for the next
        QCOMPARE(fit_plain(same, 32).value().dropped_turns, 2U);
    }

    void aFullContextMakesAQuarterFree() {
        FittedConversation conversation{{{User, text('q', 10)}, {Assistant, text('a', 10)}, {User, "n"}}, {}};
        QCOMPARE(fit_plain(conversation, 24, Room::AnyPlace)->dropped_turns, 0U);
        const auto fitted = fit_plain(conversation, 24, Room::Quarter).value();
        QCOMPARE(fitted.dropped_turns, 2U);
        QVERIFY(fitted.prompt.size() <= 18);
    }

    void generatedTokensStayBehindTheTurns() {
        FittedConversation conversation{{{User, text('q', 10)}, {Assistant, "a"}, {User, "n"}}, {'x', 'y', 'z'}};
        const auto fitted = fit_plain(conversation, 17).value();  // 1 + 10 + 1 + 2 + 3 = 17: one too many
        QCOMPARE(fitted.dropped_turns, 2U);
        QCOMPARE(fitted.prompt, (std::vector<Token>{FakeTokenizer::start, 'n', 'x', 'y', 'z'}));
        QCOMPARE(conversation.generated, (std::vector<Token>{'x', 'y', 'z'}));
    }

    void theAnswersOwnBeginningLeavesLast() {
        std::vector<Token> generated;
        for (Token i = 0; i < 60; ++i) generated.push_back('a' + i % 26);
        FittedConversation conversation{{{User, text('q', 10)}}, generated};
        const auto fitted = fit_plain(conversation, 64, Room::Quarter).value();
        QVERIFY(fitted.shortened_answer);
        QCOMPARE(fitted.dropped_turns, 0U);
        QVERIFY(fitted.prompt.size() <= 48);
        QVERIFY(std::ranges::equal(fitted.prompt | std::views::reverse | std::views::take(30),
                                   generated | std::views::reverse | std::views::take(30)));
    }

    void anOpenAnswersTextLeavesAtAWord() {
        std::string answer;
        while (answer.size() < 200) answer += "w\xC3\xB6rd ";
        FittedConversation conversation{{{User, "question"}, {Assistant, answer}}, {}};
        const auto fitted = fit_plain(conversation, 120).value();
        QVERIFY(fitted.shortened_answer);
        const std::string& rest = conversation.turns.back().text;
        QVERIFY(answer.ends_with(rest));
        QVERIFY(rest.starts_with(" w"));
        QVERIFY(fitted.prompt.size() <= 90);
    }

    void tooLongGivesBothNumbers() {
        for (const auto& turns :
             {std::vector<Turn>{{User, text('q', 100)}}, {{System, text('s', 60)}, {User, text('q', 39)}}}) {
            FittedConversation conversation{turns, {}};
            const auto fitted = fit_plain(conversation, 100);
            QVERIFY(!fitted);
            QCOMPARE(fitted.error().kind, ErrorKind::TooLong);
            const std::string whose =
                turns.size() == 1 ? "the newest message has" : "the system prompt and the newest message have";
            QVERIFY2(fitted.error().what == whose + " 101 tokens, the context has room for 99",
                     fitted.error().what.c_str());
            QVERIFY(message_fault(fitted.error()).empty());
        }
    }

    void promisesHoldForRandomConversations() {
        std::mt19937 random(5);
        const std::array formats = {named_format(ChatFormatName::Plain), named_format(ChatFormatName::Llama2)};
        for (int i = 0; i < 3000; ++i) {
            const auto format = formats[random() % 2];
            FittedConversation conversation;
            if (random() % 2 == 0) conversation.turns.push_back({System, text('s', random() % 20)});
            for (auto turns = 1 + random() % 8; turns > 0; --turns)
                conversation.turns.push_back({random() % 2 == 0 ? User : Assistant, text('t', random() % 60)});
            conversation.turns.push_back({User, text('n', random() % 60)});
            if (random() % 3 == 0) conversation.turns.push_back({Assistant, text('o', random() % 100)});
            const auto newest = std::ranges::find(conversation.turns | std::views::reverse, User, &Turn::role)->text;
            for (auto tokens = random() % 100; tokens > 0; --tokens) conversation.generated.push_back('g');
            const auto before = conversation;
            const auto context = static_cast<std::uint32_t>(16 + random() % 200);
            const auto room = random() % 2 == 0 ? Room::AnyPlace : Room::Quarter;

            const auto fitted = fit(*format, FakeTokenizer(), conversation, context, room);
            if (!fitted) {
                QCOMPARE(fitted.error().kind, ErrorKind::TooLong);
                continue;
            }
            QVERIFY(fitted->prompt.size() < context);
            QCOMPARE(before.turns.size() - conversation.turns.size(), std::size_t{fitted->dropped_turns});
            if (before.turns.front().role == System) QVERIFY(conversation.turns.front() == before.turns.front());
            QVERIFY(std::ranges::any_of(conversation.turns,
                                        [&](const Turn& t) { return t.role == User && t.text == newest; }));
            const bool same = conversation.turns == before.turns && conversation.generated == before.generated;
            QCOMPARE(fitted->dropped_turns > 0 || fitted->shortened_answer, !same);
            // All that is left is the end of what was there, the open answer perhaps without its beginning.
            QVERIFY(before.turns.back().text.ends_with(conversation.turns.back().text));
            const auto expected = format->encode(FakeTokenizer(), conversation.turns).value();
            QVERIFY(std::ranges::equal(expected, fitted->prompt | std::views::take(expected.size())));
            QVERIFY(std::ranges::equal(conversation.generated, fitted->prompt | std::views::drop(expected.size())));
        }
    }
};
QTEST_GUILESS_MAIN(ContextFitTest)
#include "context_fit_test.moc"
