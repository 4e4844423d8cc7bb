#include "ui/demo/demo_conversations.h"

#include <algorithm>
#include <utility>

#include "ui/demo/demo_texts.h"

namespace ui::demo {
namespace {

/// The `order`-th newest of a day: today's are never in the future, nor yesterday's because it is shortly after
/// midnight.
QDateTime timeAt(const QDateTime& now, int daysAgo, int order) {
    const QDateTime midnight = now.date().addDays(-daysAgo).startOfDay();
    const qint64 length = daysAgo == 0 ? midnight.secsTo(now) : 18 * 3600;
    return midnight.addSecs(length * (20 - order) / 20);
}

/// Writes a conversation message by message; ids are made of its own, so that they are the same in every run.
class Writer {
public:
    Writer(const QString& id, const QString& title, const QDateTime& changed)
        : conversation_{{id, title, changed, changed}, {}, {}, {}} {}

    Writer& systemPrompt(const QString& text) {
        conversation_.systemPrompt = text;
        return *this;
    }
    /// Goes on below the message before.
    Writer& question(const QString& text) {
        append(ChatTurn::Role::User, text);
        return *this;
    }
    Writer& answer(const QString& text, AnswerEnd end = AnswerEnd::EndOfTurn, const Problem& problem = {}) {
        StoredMessage& message = append(ChatTurn::Role::Assistant, text);
        message.modelName = QStringLiteral("LLaMA 13B Q4_0");
        message.modelIdentity = QStringLiteral("identity of demo/llama-13b.Q4_0.gguf");
        message.statistics.end = end;
        message.problem = problem;
        if (end == AnswerEnd::Unfinished) return *this;
        message.statistics.promptTokens = 212;
        message.statistics.answerTokens = static_cast<int>(text.size() / 4);
        message.statistics.promptTokensPerSecond = 812;
        message.statistics.tokensPerSecond = 41;
        message.statistics.contextUsed = 212 + message.statistics.answerTokens;
        message.statistics.contextLength = message.settings.contextLength;
        message.statistics.seed = 3141592653;
        return *this;
    }
    /// The next message stands beside the last `generations`-th one: 1 is the last itself.
    Writer& again(int generations = 1) {
        for (int i = 0; i < generations; ++i) {
            const auto last = std::find_if(conversation_.messages.cbegin(), conversation_.messages.cend(),
                                           [this](const StoredMessage& message) { return message.id == parent_; });
            parent_ = last->parentId;
        }
        return *this;
    }
    operator StoredConversation() const { return conversation_; }

private:
    StoredMessage& append(ChatTurn::Role role, const QString& text) {
        StoredMessage message;
        message.id = QStringLiteral("%1/%2").arg(conversation_.summary.id).arg(conversation_.messages.size() + 1);
        message.conversationId = conversation_.summary.id;
        message.parentId = parent_;
        message.role = role;
        message.text = text;
        message.created = conversation_.summary.changed;
        conversation_.messages += message;
        conversation_.currentLeafId = parent_ = message.id;
        return conversation_.messages.last();
    }

    StoredConversation conversation_;
    QString parent_;  // of the next message
};

QString text(const char* text) { return QString::fromUtf8(text); }

}  // namespace

QList<StoredConversation> exampleConversations(const QDateTime& now) {
    const auto at = [&](int daysAgo, int order) { return timeAt(now, daysAgo, order); };
    const Problem lost{text("the device was lost after 12 tokens"),
                       text("Try again; if it happens once more, choose another device in the settings.")};
    return {
        // Today
        Writer(text("hum"), text("Why llamas hum"), at(0, 1))
            .question(text("Why do llamas hum?"))
            .answer(texts::humming()),
        Writer(text("sorting"), text("Sorting a vector of structs by age"), at(0, 2))
            .question(text("How do I sort a vector of structs by age in C++?"))
            .answer(texts::sortingShort())
            .again(2)
            .question(text("How do I sort a vector of structs by age in C++, and keep the order of equal ones?"))
            .answer(texts::sortingShort())
            .again()
            .answer(texts::sorting()),
        Writer(text("trip"), text("Trip to the Altiplano"), at(0, 3))
            .systemPrompt(text("You are a careful travel guide. Name altitudes in metres."))
            .question(text("Plan ten days on the Altiplano for me."))
            .answer(texts::trip()),
        // Yesterday
        Writer(text("letter"), text("Letter to the landlord"), at(1, 1))
            .question(texts::longLetter())
            .answer(texts::letterAdvice())
            .question(text("Good. Now without the bold words."))
            .answer(texts::letterAdvice().remove(text("**"))),
        Writer(text("rope"), text("Explain RoPE to me"), at(1, 2))
            .question(text("What is RoPE, in a few lines?"))
            .answer(texts::ropeExplained()),
        Writer(text("japanese"), text("リャマとアルパカの違い"), at(1, 3))
            .question(text("リャマとアルパカの違いは何ですか。"))
            .answer(texts::japanese()),
        // Previous 7 days
        Writer(text("bread"), text("Bread with little yeast"), at(2, 1))
            .question(text("How little yeast can I take for a bread that rises over night?"))
            .answer(text("Half a gram of dry yeast for 500 g of flour is enough for **12 hours** at 20 °C. In a cold "
                         "kitchen, take one gram.")),
        Writer(text("cat"), text("Names for a grey cat"), at(3, 1))
            .question(text("A hundred names for a grey cat, please."))
            .answer(text("1. Ash\n2. Slate\n3. Pebble\n4. Storm\n5. Earl Grey\n6. Mouse\n7. Smoke\n8. Flint\n9. "
                         "Pearl\n10. Fog\n"
                         "11. Dusty\n12. Silver\n13."),
                    AnswerEnd::Limit),
        Writer(text("sql"), text("SQL: latest row per group"), at(4, 1))
            .question(text("SQL: how do I get the latest row of each group?"))
            .answer(texts::latestRow()),
        Writer(text("poem"), text("Poem about November"), at(5, 1))
            .question(text("Write a long poem about November."))
            .answer(text("The fields lie bare, the light is thin,\nthe crows have called the winter in,\nand over "),
                    AnswerEnd::Stopped),
        // Months
        Writer(text("vulkan"), text("Vulkan barriers, once more"), at(10, 1))
            .question(text("When do I need a memory barrier between two compute dispatches?"))
            .answer(text("Whenever the second one reads what the first one"), AnswerEnd::Failed, lost),
        Writer(text("budget"), text("Budget for the club"), at(24, 1))
            .question(text("We are 23 members and pay 40 a year. What can we spend on a trip?"))
            .answer(text("Twenty-three members at 40 make **920** a year. Put a fifth of it"), AnswerEnd::Unfinished),
        Writer(
            text("long"),
            text(
                "What to do when the neighbour's alpaca has eaten the tulips, the lettuce, the washing line and, as it "
                "turned out this morning, most of the letter in which they had apologised for the tulips"),
            at(40, 1))
            .question(text("What can I do when the neighbour's alpaca eats my tulips?"))
            .answer(text("Talk to the neighbour first. A fence of 1.2 m keeps an alpaca out.")),
        Writer(text("winter"), text("What to pack for a winter in Cusco"), at(400, 1))
            .question(text("What do I pack for July in Cusco?"))
            .answer(text("Days are sunny at 20 °C, nights are at 0 °C: pack **layers**, a warm hat and sun cream.")),
    };
}

QList<StoredConversation> manyConversations(const QDateTime& now, int count) {
    constexpr qint64 twoYears = 2 * 365 * 24 * 3600;
    const QStringList subjects = {text("Fence"),  text("Bread"),  text("Compiler"), text("Letter"), text("Poem"),
                                  text("Budget"), text("Shader"), text("Garden"),   text("Journey")};
    QList<StoredConversation> conversations;
    for (int i = 0; i < count; ++i) {
        const QString title = text("%1, part %2").arg(subjects[i % subjects.size()]).arg(count - i);
        conversations += Writer(text("many-%1").arg(i), title, now.addSecs(-twoYears * i / count))
                             .question(title + text("?"))
                             .answer(text("A short answer, number %1.").arg(count - i));
    }
    return conversations;
}

}  // namespace ui::demo
