#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/answer_under_way.h"
#include "app/engine/conversation_caches.h"
#include "app/engine/engine_listener.h"
#include "app/engine/engine_parts.h"
#include "app/engine/recovery.h"

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
    /// `listener` must outlive the steps.
    EngineSteps(EngineParts parts, EngineListener& listener);
    ~EngineSteps();

    /// Gives up an answer and a load under way, then loads. The model that was there stays until the new file has
    /// proved readable; then its memory is freed (`unloaded`) before the new one takes any.
    void load(std::string modelId, inference::LoadOptions options);
    void cancelLoad();  ///< says nothing
    /// Gives up an answer and a load under way; `unloaded` if there was a model. What was computed and is in no file
    /// goes with it: saving gigabytes would keep them in memory for so long, and they can be computed again.
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

    /// The system has no memory left for what was called for, or for what is under way: a load or an answer is given
    /// up, as the listener is told, and sessions that only save time are freed. For who catches std::bad_alloc from any
    /// other call than `step`, which does so itself.
    void memoryRanOut();

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
    struct LookedAt {
        std::string conversation;
        ConversationCaches::Memory memory;
    };

    inference::Engine& engine();
    void takeStep();
    void stepLoad();
    void stepAnswer();
    void beginAnswer();
    void lookAgain();
    void endAnswer(inference::EndReason reason);
    void failAnswer(const inference::Error& error);
    void giveUpAnswer(const inference::Error& error);
    void failLoad(const inference::Error& error);
    void giveUpLoad(const inference::Error& error);
    bool placeAnew(const inference::Error& error);
    void loadAnew(Recovery::Placing placing);
    bool isSmaller(inference::LoadOptions options);
    void dropModel();
    std::optional<Load> endLoad();
    void setCompiling(bool now) noexcept;

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
    bool compiling_ = false;  ///< as it was told
    std::optional<LookedAt> looked_;
    bool placedMeanwhile_ = false;            ///< the model was placed anew since the answer began
    std::optional<AnswerUnderWay> underWay_;  ///< its answer uses a session of the caches, so it goes first
};

}  // namespace app
