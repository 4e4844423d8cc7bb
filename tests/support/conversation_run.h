// One run of the program's engine over a data directory, and conversations for it.
#pragma once
#include <QString>
#include <QStringList>

#include "tests/support/engine_fixture.h"

namespace test_support {

inline constexpr std::uint64_t plenty = 1 << 20;

struct ConversationRun {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    HeardFromEngine heard;
    std::unique_ptr<app::EngineSteps> steps;
    app::RequestId request = 0;

    explicit ConversationRun(const QString& folder, app::ConversationCaches::Budget budget = {0, plenty}) {
        auto parts = scripted_parts(script);
        parts.cacheFolder = folder.toStdString();
        steps = std::make_unique<app::EngineSteps>(std::move(parts), heard);
        steps->setCacheBudget(budget);
        load("A");
    }
    void run() {
        for (int i = 0; steps->hasWork() && i < 10'000; ++i) steps->step();
    }
    void load(const char* model) {
        steps->load(model, {});
        run();
        heard.taken();
    }
    void enter(const char* conversation, app::ConversationCaches::Memory memory = {}) {
        steps->enterConversation(conversation, memory);
        run();
    }
    void begin(const char* conversation, std::vector<inference::Turn> turns,
               app::ConversationCaches::Memory memory = {}) {
        app::Question question;
        question.request = ++request;
        question.conversation = conversation;
        question.turns = std::move(turns);
        question.sampling.temperature = 0.0F;
        question.memory = memory;
        question.answerLimit = 3;
        steps->start(std::move(question));
    }
    /// Answers to the end; how many tokens of the prompt did not have to be computed.
    std::uint32_t reused(const char* conversation, std::vector<inference::Turn> turns,
                         app::ConversationCaches::Memory memory = {}) {
        begin(conversation, std::move(turns), memory);
        run();
        steps->acknowledge(request);
        run();
        return heard.lines.contains(QString("ended %1 limit").arg(request)) ? heard.statistics.reused_tokens : 10'000;
    }
    std::uint32_t openStates() const { return script->stage.lock()->record->open_states; }
};

// A question of 10 tokens and BOS, answered with three. The last of them is not computed until something follows it.
inline const std::vector<inference::Turn> first = {{inference::Role::User, "abcdefghij"}};
inline const std::vector<inference::Turn> second = {
    {inference::Role::User, "abcdefghij"}, {inference::Role::Assistant, "klm"}, {inference::Role::User, "xy"}};
inline const std::vector<inference::Turn> elsewhere = {{inference::Role::User, "nothing of the kind"}};
inline constexpr std::uint32_t computed = 13;

}  // namespace test_support
