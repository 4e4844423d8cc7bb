#include "app/engine/answer_under_way.h"

#include <utility>

namespace app {

using inference::Answer;
using inference::EndReason;
using inference::Result;

namespace {

/// A long prompt on a fast device takes 125 submissions a second; people see no more than this.
constexpr auto shortestTimeBetweenProgress = std::chrono::milliseconds(40);

}  // namespace

AnswerUnderWay::AnswerUnderWay(Question question, EngineListener& listener)
    : question_(std::move(question)), listener_(listener) {}

Result<void> AnswerUnderWay::enter(inference::Session& session, std::shared_ptr<const inference::ChatFormat> own) {
    if (answer_) return answer_->resume(session);
    auto answer = Answer::begin(
        session, {.turns = question_.turns,
                  .format = question_.format ? inference::named_format(*question_.format) : std::move(own),
                  .sampling = question_.sampling,
                  .token_limit = question_.answerLimit,
                  .stop_texts = question_.stopTexts,
                  .session = {.reproducible = question_.reproducible}});
    if (!answer) return std::unexpected(std::move(answer.error()));
    answer_ = std::move(*answer);
    return {};
}

void AnswerUnderWay::leave() {
    if (answer_) answer_->leave();
    promptShown_ = 0;
}

Result<void> AnswerUnderWay::advance() {
    const auto step = answer_->advance(question_.stop);
    if (!step) return std::unexpected(step.error());
    end_ = step->end;
    if (end_ != EndReason::Stopped) show(*step);
    return {};
}

void AnswerUnderWay::show(const Answer::Step& step) {
    if (step.dropped_turns > 0) {
        listener_.turnsDropped(question_.request, step.dropped_turns);
        promptShown_ = 0;
    }
    if (step.shortened_answer) {
        listener_.answerShortened(question_.request);
        promptShown_ = 0;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool read = step.prompt_done == step.prompt_total;
    if (step.prompt_done != promptShown_ && (read || now - progressShown_ >= shortestTimeBetweenProgress)) {
        promptShown_ = step.prompt_done;
        progressShown_ = now;
        listener_.promptProgress(question_.request, step.prompt_done, step.prompt_total);
    }
    text_.append(step.text);
    sendText();
}

void AnswerUnderWay::sendText() {
    auto piece = text_.take();
    if (!piece) return;
    // One of these a piece, so that they are as bounded as the text is.
    const auto counted = statistics();
    if (counted.context_used != contextShown_) {
        contextShown_ = counted.context_used;
        listener_.contextUsed(question_.request, counted.context_used, counted.context_length);
    }
    listener_.text(question_.request, std::move(*piece));
}

void AnswerUnderWay::acknowledge() {
    text_.acknowledge();
    sendText();
}

std::optional<EndReason> AnswerUnderWay::ended() const {
    return end_ == EndReason::Stopped || !text_.waiting() ? end_ : std::nullopt;
}

Answer::Statistics AnswerUnderWay::statistics() const { return answer_ ? answer_->statistics() : Answer::Statistics{}; }

}  // namespace app
