#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/engine/conversation_caches.h"
#include "app/engine/engine_listener.h"
#include "app/engine/engine_parts.h"
#include "app/engine/recovery.h"
#include "app/engine/text_stream.h"
#include "inference/chat/answer.h"

namespace app {

/// Loads models and answers conversations, one submission's work a step, so that whoever steps can hear a stop between
/// two of them. Knows no thread and no event loop: the window's worker and the terminal conversation both drive it.
/// Owns engine, model, session and answer; used by one thread.
///
/// A device that fails in the middle of an answer does not end it (recovery.h): the model is placed anew, what was said
/// so far is read again, and the answer goes on behind it.
///
/// One answer at a time. The session outlives an answer, so the next question of a conversation computes only what is
/// new; conversation_caches.h says what becomes of it when another conversation or model is chosen.
class EngineSteps {
public:
    struct Question {
        RequestId request = 0;
        std::string conversation;  ///< empty: it has no name, and nothing of it is kept
        std::vector<inference::Turn> turns;
        inference::SamplingSettings sampling;
        ConversationCaches::Memory memory{};                ///< what the answer's session is to have
        std::uint32_t answerLimit = 2048;                   ///< tokens
        std::optional<inference::ChatFormatName> format{};  ///< instead of the model's own
        std::vector<std::string> stopTexts{};               ///< the answer ends where one begins
        bool reproducible = false;                          ///< what decode kernels computed is computed anew
        std::stop_token stop;  ///< may be set by another thread; seen within one submission
    };

    /// `listener` must outlive the steps.
    EngineSteps(EngineParts parts, EngineListener& listener);
    ~EngineSteps();

    /// Gives up an answer and a load under way, then loads. The model that was there stays until the new file has
    /// proved readable; then its memory is freed (`unloaded`) before the new one takes any.
    void load(std::string modelId, inference::LoadOptions options);
    void cancelLoad();  ///< says nothing
    /// Gives up an answer and a load under way; `unloaded` if there was a model, as soon as its conversation is saved.
    void unload();

    /// An answer under way is stopped. Fails, by the listener, if no model is loaded.
    void start(Question question);
    void stop(RequestId request);         ///< text that is still waiting is dropped; other requests are not touched
    void acknowledge(RequestId request);  ///< the last piece of text has arrived

    /// The conversation that is looked at. What is kept of it is brought back once no answer is under way.
    void enterConversation(std::string conversation, ConversationCaches::Memory memory);
    /// An answer under way in it is stopped, what is kept of it is removed.
    void forgetConversation(const std::string& conversation);
    void setCacheBudget(ConversationCaches::Budget budget) { caches_.setBudget(budget); }
    /// Gives up what is under way and saves the conversation at hand, at most until then.
    void finish(std::chrono::steady_clock::time_point deadline);

    inference::Result<std::vector<inference::DeviceDescription>> devices();

    /// Whether there is something for `step` to do. An answer that only waits to be acknowledged has nothing to do.
    bool hasWork() const;
    void step();

private:
    struct Load {
        std::string modelId;
        inference::LoadOptions options;
        std::optional<OpenedModel> opened;  ///< after the first step
        std::unique_ptr<inference::Loading> loading;
        bool recovers = false;  ///< a device failed; an answer waits for it
    };
    struct UnderWay {
        Question question;
        std::unique_ptr<inference::Answer> answer;  ///< after the first step
        TextStream text;
        std::optional<inference::EndReason> end;  ///< the last token is there; its text may wait
        std::uint32_t promptShown = 0;
        std::uint32_t contextShown = 0;
        std::chrono::steady_clock::time_point progressShown;
    };

    struct LookedAt {
        std::string conversation;
        ConversationCaches::Memory memory;
    };

    inference::Engine& engine();
    void stepLoad();
    void stepAnswer();
    void beginAnswer();
    void lookAgain();
    void stepUnload();
    void show(const inference::Answer::Step& step);
    void sendText();
    void endAnswer(inference::EndReason reason);
    void failAnswer(const inference::Error& error);
    void failLoad(const inference::Error& error);
    bool placeAnew(const inference::Error& error);
    void loadAnew(Recovery::Placing placing);
    bool isSmaller(inference::LoadOptions options);
    void dropModel();
    inference::Answer::Statistics statistics() const;

    EngineParts parts_;
    EngineListener& listener_;
    std::unique_ptr<inference::Engine> engine_;  ///< made when first needed
    std::optional<Load> load_;
    std::string modelId_;  ///< of the model, and of the one that is loaded anew
    std::optional<OpenedModel> opened_;
    inference::Plan plan_;  ///< by which it was placed last
    Recovery recovery_;
    std::shared_ptr<const inference::Model> model_;
    ConversationCaches caches_;
    std::optional<LookedAt> looked_;
    std::optional<UnderWay> underWay_;  ///< its answer uses a session of the caches, so it goes first
    bool unloading_ = false;            ///< the model leaves when its conversation is saved
};

}  // namespace app
