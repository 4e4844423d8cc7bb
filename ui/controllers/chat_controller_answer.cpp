#include <QRandomGenerator>
#include <QUuid>
#include <algorithm>

#include "ui/controllers/chat_controller.h"
#include "ui/controllers/settings_controller.h"

// The way of a question and its answer: to the disk, to the engine, back into the message and to the disk again.

namespace ui {
namespace {

/// Figures of an answer that was written in several runs. What was read for the first run is its prompt; the later ones
/// only read it, and the answer so far, again.
AnswerStatistics sum(const AnswerStatistics& before, AnswerStatistics last) {
    if (before.answerTokens == 0) return last;
    if (before.promptTokens > 0) {
        last.promptTokens = before.promptTokens;
        last.reusedTokens = before.reusedTokens;
        last.promptTokensPerSecond = before.promptTokensPerSecond;
    }
    const int tokens = before.answerTokens + last.answerTokens;
    if (last.answerTokens == 0 || last.tokensPerSecond <= 0) {
        last.tokensPerSecond = before.tokensPerSecond;
    } else if (before.tokensPerSecond > 0) {
        const double seconds = before.answerTokens / before.tokensPerSecond + last.answerTokens / last.tokensPerSecond;
        last.tokensPerSecond = tokens / seconds;
    }
    last.answerTokens = tokens;
    return last;
}

}  // namespace

void ChatController::onCommitted(const QString& messageId) {
    if (question_ && question_->message.id == messageId) {
        const Question question = *std::exchange(question_, std::nullopt);
        emit sent();
        if (question.stopped)
            setPhase(Idle);
        else
            answer(question.message, question.turns);
    } else if (answer_ && answer_->message.id == messageId && !answer_->stored) {
        answer_->stored = true;
        if (phase_ == Stopping)
            end({.end = AnswerEnd::Stopped}, {}, Idle);
        else
            startEngine();
    }
}

void ChatController::onStoreFailed(const QString& id, const Problem& failure) {
    if (question_ && question_->opensConversation && question_->message.conversationId == id) {
        question_->creationProblem = failure;  // the message will fail too, and with less of a reason
    } else if (question_ && question_->message.id == id) {
        const Question question = *std::exchange(question_, std::nullopt);
        messages_->removeUnstored(id);
        setPhase(Idle);
        // A conversation that was not made is not there: the next attempt begins anew. The composer still has the text.
        const bool lost = !question.creationProblem.what.isEmpty();
        if (lost && question.message.conversationId == conversationId_) show({}, {}, systemPrompt_);
        const Problem& reason = lost ? question.creationProblem : failure;
        emit problem(reason.what, reason.hint);
    } else if (answer_ && answer_->message.id == id && !answer_->stored) {
        const QString question = answer_->message.parentId;
        answer_.reset();
        messages_->removeUnstored(id);
        setPhase(Idle);
        showProblem(question, failure);
    } else if (!opening_.isEmpty() && opening_ == id) {
        opening_.clear();
        emit canSendChanged();
        emit problem(failure.what, failure.hint);
    } else {
        showProblem(id, failure);
    }
}

void ChatController::showProblem(const QString& messageId, const Problem& reason) {
    if (messages_->tree().find(messageId))
        messages_->setProblem(messageId, reason);
    else
        emit problem(reason.what, reason.hint);
}

/// How an answer goes on that was begun before: as it is recorded, so that the record is true of all of it. Only how
/// far it may go is asked for anew.
AnswerSettings ChatController::settingsOf(const StoredMessage& begun) const {
    const AnswerSettings now = settings_->answerSettings(model_ ? model_->identity : QString());
    AnswerSettings settings = begun.settings;
    settings.contextLength = now.contextLength;
    settings.answerLimit = now.answerLimit;
    if (!begun.format) {  // not recorded, and then the stop texts were not either
        settings.chatFormat = now.chatFormat;
        settings.stopTexts = now.stopTexts;
    }
    if (!settings.seed) settings.seed = begun.statistics.seed;
    return settings;
}

void ChatController::answer(const StoredMessage& question, const QList<ChatTurn>& turns) {
    Answer next;
    next.settings = settings_->answerSettings(model_ ? model_->identity : QString());
    next.turns = turns;
    next.message.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    next.message.conversationId = question.conversationId;
    next.message.parentId = question.id;
    next.message.role = ChatTurn::Role::Assistant;
    next.message.created = QDateTime::currentDateTimeUtc();
    next.message.settings = next.settings;
    // Drawn here, not by the engine, so that it is on record from the beginning. Ten digits at most: a person can type
    // it.
    if (!next.settings.seed) next.settings.seed = QRandomGenerator::global()->generate();
    next.message.statistics.seed = *next.settings.seed;
    if (model_) {
        next.message.modelName = QStringLiteral("%1 %2").arg(model_->name, model_->quantisation).trimmed();
        next.message.modelIdentity = model_->identity;
        const bool chosen = !next.settings.chatFormat.isEmpty();
        next.message.format = chosen ? ChatFormatUse{next.settings.chatFormat, ChatFormatSource::Chosen}
                                     : ChatFormatUse{model_->format, model_->formatSource};
    }
    messages_->add(next.message);  // not if another conversation is on screen by now
    begin(std::move(next));
}

void ChatController::begin(Answer next) {
    answer_ = std::move(next);
    if (answer_->message.conversationId == conversationId_) setNotice({});
    promptFraction_ = 0;
    emit progressChanged();
    messages_->setState(answer_->message.id, MessageListModel::Waiting);
    messages_->setProblem(answer_->message.id, {});  // of the run that is continued
    if (answer_->stored) return startEngine();
    setPhase(Committing);
    store_->add(answer_->message);
}

void ChatController::startEngine() {
    answer_->request = ++lastRequest_;
    setPhase(Waiting);
    engine_->start(answer_->request, answer_->message.conversationId, answer_->turns, answer_->settings);
}

MessageListModel::State ChatController::liveState() const {
    switch (phase_) {
        case Reading: return MessageListModel::Reading;
        case Answering: return MessageListModel::Answering;
        default: return MessageListModel::Waiting;
    }
}

void ChatController::onPromptProgress(quint64 request, int done, int total) {
    if (!concernsAnswer(request)) return;
    promptFraction_ = total > 0 ? std::clamp(static_cast<double>(done) / total, 0.0, 1.0) : 0;
    if (phase_ == Waiting) {  // when the context is read again amid an answer, its text stays in view
        setPhase(Reading);
        messages_->setState(answer_->message.id, liveState());
    }
    emit progressChanged();
}

void ChatController::onText(quint64 request, const QString& piece) {
    if (!concernsAnswer(request)) return;
    if (!answer_->sinceFirstText.isValid()) {
        answer_->sinceFirstText.start();
        answer_->contextAtFirstText = answer_->contextUsed;
        setPhase(Answering);
        messages_->setState(answer_->message.id, liveState());
    }
    answer_->message.text += piece;
    answer_->unsaved += piece;
    messages_->appendText(answer_->message.id, piece);
    if (!saveTimer_.isActive()) saveTimer_.start();
    if (!frameTimer_.isActive()) frameTimer_.start();
}

void ChatController::onTurnsDropped(quint64 request, int count) {
    if (!concernsAnswer(request)) return;
    answer_->turnsDropped += count;
    onContextShrank();
}

void ChatController::onAnswerShortened(quint64 request) {
    if (!concernsAnswer(request)) return;
    answer_->shortened = true;
    onContextShrank();
}

void ChatController::onPlacedAnew(quint64 request, PlacedAnew reason) {
    if (!concernsAnswer(request)) return;
    answer_->placedAnew = reason;
    onContextShrank();  // what was said is read again, as then
}

void ChatController::onContextShrank() {
    answer_->sinceFirstText.invalidate();  // the rate is counted anew
    if (answer_->message.conversationId == conversationId_) setNotice(noticeOf(*answer_));
}

QString ChatController::noticeOf(PlacedAnew reason) {
    switch (reason) {
        case PlacedAnew::DeviceLost:
            return tr("The graphics device stopped working. The model is loaded again, and the answer goes on.");
        case PlacedAnew::DeviceLeftOut:
            return tr("The graphics device stopped working again. The answer goes on without it.");
        case PlacedAnew::OutOfMemory:
            return tr("Memory ran out. The model is loaded so that it takes less, and the answer goes on.");
    }
    return {};
}

QString ChatController::noticeOf(const Answer& answer) const {
    const int turnsDropped = answer.turnsDropped;
    if (answer.placedAnew) return noticeOf(*answer.placedAnew);
    if (answer.shortened)
        return tr("The beginning of this answer no longer fits the context; the model does not see it.");
    if (turnsDropped == 0) return {};
    if (turnsDropped == 1) return tr("The oldest message no longer fits the context; the model does not see it.");
    return tr("The oldest %Ln messages no longer fit the context; the model does not see them.", nullptr, turnsDropped);
}

void ChatController::onContextUsed(quint64 request, int used, int length) {
    if (!concernsAnswer(request)) return;
    answer_->contextUsed = used;
    answer_->contextLength = length;
    if (answer_->message.conversationId != conversationId_) return;
    setContext(used, length);
    if (!answer_->sinceFirstText.isValid()) return;
    const int tokens = used - answer_->contextAtFirstText;
    const double seconds = static_cast<double>(answer_->sinceFirstText.nsecsElapsed()) / 1e9;
    if (tokens > 0 && seconds > 0) setTokensPerSecond(tokens / seconds);
}

void ChatController::onFinished(quint64 request, const AnswerStatistics& statistics) {
    if (concernsAnswer(request))
        end(statistics, {}, Idle);
    else
        takeFiguresOfStopped(request, statistics);
}

void ChatController::onFailed(quint64 request, const Problem& failure, const AnswerStatistics& statistics) {
    AnswerStatistics figures = statistics;
    figures.end = AnswerEnd::Failed;
    if (concernsAnswer(request))
        end(figures, failure, Idle);
    else
        takeFiguresOfStopped(request, figures);
}

void ChatController::stop() {
    if (!busy()) return;
    if (question_) {
        question_->stopped = true;
        setPhase(Stopping);
    } else if (!answer_->stored) {
        messages_->setEnd(answer_->message.id, {.end = AnswerEnd::Stopped}, {});
        setPhase(Stopping);
    } else {
        const quint64 request = answer_->request;
        stopped_.insert(request, {answer_->message.conversationId, answer_->message.id, answer_->before});
        end({.end = AnswerEnd::Stopped, .contextUsed = answer_->contextUsed, .contextLength = answer_->contextLength},
            {}, Stopping);
        engine_->stop(request);
    }
}

void ChatController::save() {
    saveTimer_.stop();
    if (answer_ && !answer_->unsaved.isEmpty())
        store_->appendText(answer_->message.id, std::exchange(answer_->unsaved, {}));
}

void ChatController::end(const AnswerStatistics& statistics, const Problem& failure, Phase next) {
    save();
    frameTimer_.stop();
    const Answer ended = *std::exchange(answer_, std::nullopt);
    AnswerStatistics total = sum(ended.before, statistics);
    total.seed = *ended.settings.seed;
    messages_->setEnd(ended.message.id, total, failure);
    store_->finishAnswer(ended.message.id, total, failure);
    if (ended.message.conversationId == conversationId_)
        showFigures();
    else if (!failure.what.isEmpty())
        emit problem(failure.what, failure.hint);
    setPhase(next);
}

void ChatController::takeFiguresOfStopped(quint64 request, const AnswerStatistics& statistics) {
    if (!stopped_.contains(request)) return;
    const Stopped stopped = stopped_.take(request);
    AnswerStatistics total = sum(stopped.before, statistics);
    total.end = AnswerEnd::Stopped;
    if (answer_ && answer_->message.id == stopped.messageId) {
        answer_->before = total;  // it is being continued
    } else {
        messages_->setEnd(stopped.messageId, total, {});
        store_->finishAnswer(stopped.messageId, total, {});
        if (stopped.conversationId == conversationId_) showFigures();
    }
    if (phase_ == Stopping && stopped_.isEmpty() && !question_ && !answer_) setPhase(Idle);
}

void ChatController::forget(const QString& conversationId) {
    if (question_ && question_->message.conversationId == conversationId) {
        question_.reset();
        setPhase(Idle);
    }
    if (answer_ && answer_->message.conversationId == conversationId) {
        if (answer_->stored) {
            stop();
        } else {
            answer_.reset();
            setPhase(Idle);
        }
    }
    stopped_.removeIf([&](const auto& stopped) { return stopped.value().conversationId == conversationId; });
    if (phase_ == Stopping && stopped_.isEmpty() && !question_ && !answer_) setPhase(Idle);
    if (opening_ == conversationId) opening_.clear();
    engine_->forgetConversation(conversationId);
    if (conversationId == conversationId_) newConversation();
}

}  // namespace ui
