#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/engine/conversation_caches.h"
#include "app/engine/engine_listener.h"
#include "app/engine/text_stream.h"
#include "inference/chat/answer.h"

namespace app {

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
    std::stop_token stop;                               ///< may be set by another thread; seen within one submission
};

/// One answer, from its question to its last word, and what the listener is told of it. It waits where it has no
/// session: before its first step, and while a model is placed anew.
class AnswerUnderWay {
public:
    /// `listener` must outlive it.
    AnswerUnderWay(Question question, EngineListener& listener);

    const Question& question() const { return question_; }
    bool stopRequested() const { return question_.stop.stop_requested(); }

    /// Begins the answer in a session, or goes on there behind what was said before `leave`. The session must stay.
    inference::Result<void> enter(inference::Session& session, std::shared_ptr<const inference::ChatFormat> own);
    void leave();  ///< its session is about to go
    bool hasSession() const { return answer_ && answer_->has_session(); }

    /// One submission's work. Only in a session, and not after `made`.
    inference::Result<void> advance();
    bool made() const { return end_.has_value(); }  ///< to its last token; text of it may wait

    void acknowledge();  ///< the last piece of text has arrived: what has gathered meanwhile leaves
    /// Why it ended, once all its text has left; that of a stopped one need not.
    std::optional<inference::EndReason> ended() const;

    inference::Answer::Statistics statistics() const;

private:
    void show(const inference::Answer::Step& step);
    void sendText();

    Question question_;
    EngineListener& listener_;
    std::unique_ptr<inference::Answer> answer_;  // once it has begun
    TextStream text_;
    std::optional<inference::EndReason> end_;
    std::uint32_t promptShown_ = 0;
    std::uint32_t contextShown_ = 0;
    std::chrono::steady_clock::time_point progressShown_;
};

}  // namespace app
