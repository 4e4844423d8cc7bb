#include "ui/controllers/chat_controller.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QUuid>
#include <algorithm>

#include "ui/controllers/conversation_title.h"
#include "ui/controllers/settings_controller.h"

namespace ui {
namespace {

constexpr int save_interval_ms = 50;  // the store writes within 150 ms more; the promise is 250
constexpr int frame_ms = 16;

QString newId() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

}  // namespace

ChatController::ChatController(ChatEngine* engine, ConversationStore* store, SettingsController* settings,
                               const BlockStyle* style, QObject* parent)
    : QObject(parent),
      engine_(engine),
      store_(store),
      settings_(settings),
      messages_(new MessageListModel(style, this)),
      systemPrompt_(settings->systemPrompt()),
      defaultSystemPrompt_(systemPrompt_) {
    connect(store_, &ConversationStore::committed, this, &ChatController::onCommitted);
    connect(store_, &ConversationStore::failed, this, &ChatController::onStoreFailed);
    connect(store_, &ConversationStore::opened, this, &ChatController::onOpened);
    connect(engine_, &ChatEngine::compilingKernels, this, [this](bool now) {
        compiling_ = now;
        emit progressChanged();
    });
    connect(engine_, &ChatEngine::promptProgress, this, &ChatController::onPromptProgress);
    connect(engine_, &ChatEngine::text, this, &ChatController::onText);
    connect(engine_, &ChatEngine::turnsDropped, this, &ChatController::onTurnsDropped);
    connect(engine_, &ChatEngine::answerShortened, this, &ChatController::onAnswerShortened);
    connect(engine_, &ChatEngine::placedAnew, this,
            [this](const QString&, quint64 request, PlacedAnew reason) { onPlacedAnew(request, reason); });
    connect(engine_, &ChatEngine::contextUsed, this, &ChatController::onContextUsed);
    connect(engine_, &ChatEngine::finished, this, &ChatController::onFinished);
    connect(engine_, &ChatEngine::failed, this, &ChatController::onFailed);
    connect(settings_, &SettingsController::changed, this, [this] {
        const QString before = std::exchange(defaultSystemPrompt_, settings_->systemPrompt());
        if (conversationId_.isEmpty() && systemPrompt_ == before) setSystemPrompt(defaultSystemPrompt_);
        showFigures();
    });
    saveTimer_.setSingleShot(true);
    saveTimer_.setInterval(save_interval_ms);
    connect(&saveTimer_, &QTimer::timeout, this, &ChatController::save);
    frameTimer_.setSingleShot(true);
    frameTimer_.setInterval(frame_ms);
    frameTimer_.setTimerType(Qt::PreciseTimer);
    connect(&frameTimer_, &QTimer::timeout, this, [this] {
        if (answer_ && answer_->request != 0) engine_->acknowledge(answer_->request);
    });
}

ChatController::~ChatController() {
    if (!answer_) return;
    // It stays Unfinished: nobody stopped it.
    if (answer_->request != 0) engine_->stop(answer_->request);
    save();
}

// What may be asked

bool ChatController::answeringHere() const {
    if (!busy()) return false;
    return (question_ ? question_->message.conversationId : answer_->message.conversationId) == conversationId_;
}

QString ChatController::cannotSendReason() const {
    if (!opening_.isEmpty()) return tr("The conversation is being opened.");
    if (busy()) return tr("Wait for the end of the answer, or stop it.");
    if (question_ || answer_) return tr("What was written is being saved.");
    if (!model_) return loading_ ? tr("The model is being loaded.") : tr("Choose a model first.");
    return {};
}

bool ChatController::refuses() {
    const QString reason = cannotSendReason();
    if (!reason.isEmpty()) emit problem(reason, {});
    return !reason.isEmpty();
}

void ChatController::setModel(const std::optional<LoadedModel>& model, bool loading) {
    model_ = model;
    loading_ = loading;
    showFigures();
    emit canSendChanged();
}

// Asking

void ChatController::send(const QString& text) {
    if (text.trimmed().isEmpty() || refuses()) return;
    const bool opensConversation = conversationId_.isEmpty();
    if (opensConversation) {
        const QString id = newId();
        const QString title = conversationTitle(text);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        store_->create({.id = id, .title = title, .created = now, .changed = now}, systemPrompt_);
        show(id, title, systemPrompt_);
    }
    ask(messages_->leaf(), text, opensConversation);
}

void ChatController::editAndResend(const QString& messageId, const QString& text) {
    const StoredMessage* before = messages_->tree().find(messageId);
    if (!before || before->role != ChatTurn::Role::User || text.trimmed().isEmpty() || refuses()) return;
    ask(before->parentId, text, false);
}

void ChatController::ask(const QString& parentId, const QString& text, bool opensConversation) {
    StoredMessage message;
    message.id = newId();
    message.conversationId = conversationId_;
    message.parentId = parentId;
    message.text = text;
    message.created = QDateTime::currentDateTimeUtc();
    messages_->add(message);
    question_ = Question{.message = message,
                         .turns = turnsUpTo(message.id),
                         .opensConversation = opensConversation,
                         .creationProblem = {},
                         .stopped = false};
    setPhase(Committing);
    store_->add(message);
}

void ChatController::regenerate(const QString& messageId) {
    const StoredMessage* message = messages_->tree().find(messageId);
    const StoredMessage* question = message ? messages_->tree().find(message->parentId) : nullptr;
    if (!question || message->role != ChatTurn::Role::Assistant || refuses()) return;
    answer(*question, turnsUpTo(question->id));
}

void ChatController::retry(const QString& messageId) {
    const StoredMessage* message = messages_->tree().find(messageId);
    if (!message) return;
    if (message->role == ChatTurn::Role::Assistant) return regenerate(messageId);
    if (refuses()) return;
    const StoredMessage question = *message;
    messages_->setProblem(messageId, {});
    answer(question, turnsUpTo(messageId));
}

void ChatController::continueAnswer(const QString& messageId) {
    const StoredMessage* message = messages_->tree().find(messageId);
    if (!message || message->role != ChatTurn::Role::Assistant || messages_->leaf() != messageId || refuses()) return;
    if (!message->modelIdentity.isEmpty() && message->modelIdentity != model_->identity) {
        emit problem(tr("This answer was begun by %1").arg(message->modelName),
                     tr("Load that model to continue it, or ask for another answer."));
        return;
    }
    Answer next;
    next.message = *message;
    next.settings = settingsOf(*message);
    next.turns = turnsUpTo(messageId);
    next.before = message->statistics;
    next.stored = true;
    begin(std::move(next));
}

QList<ChatTurn> ChatController::turnsUpTo(const QString& messageId) const {
    QList<ChatTurn> turns;
    if (!systemPrompt_.trimmed().isEmpty()) turns.append({ChatTurn::Role::System, systemPrompt_});
    for (const QString& id : messages_->tree().branch(messageId)) {
        const StoredMessage& message = *messages_->tree().find(id);
        // An answer that failed or was stopped before its first word says nothing.
        if (message.role == ChatTurn::Role::Assistant && message.text.isEmpty()) continue;
        turns.append({message.role, message.text});
    }
    return turns;
}

// The conversation on screen

void ChatController::newConversation() {
    opening_.clear();
    messages_->reset({}, {});
    show({}, {}, settings_->systemPrompt());
}

void ChatController::openConversation(const QString& id) {
    if (id.isEmpty() || id == opening_ || (id == conversationId_ && opening_.isEmpty())) return;
    opening_ = id;
    store_->open(id);
    emit canSendChanged();
}

void ChatController::onOpened(StoredConversation conversation) {
    const QString& id = conversation.summary.id;
    if (id != opening_) return;  // another was chosen meanwhile
    opening_.clear();
    // What is under way is ahead of what the store had when it was asked.
    const StoredMessage* ahead = question_ ? &question_->message : answer_ ? &answer_->message : nullptr;
    if (ahead && ahead->conversationId == id) {
        const auto stored = std::ranges::find(conversation.messages, ahead->id, &StoredMessage::id);
        if (stored == conversation.messages.end()) {
            conversation.messages.append(*ahead);
            conversation.currentLeafId = ahead->id;
        } else {
            stored->text = ahead->text;
        }
    }
    messages_->reset(conversation.messages, conversation.currentLeafId);
    if (answer_ && phase_ != Stopping) messages_->setState(answer_->message.id, liveState());
    show(id, conversation.summary.title, conversation.systemPrompt);
}

void ChatController::show(const QString& conversationId, const QString& title, const QString& systemPrompt) {
    const bool another = conversationId != conversationId_;
    conversationId_ = conversationId;
    if (title != title_) {
        title_ = title;
        emit titleChanged();
    }
    if (systemPrompt != systemPrompt_) {
        systemPrompt_ = systemPrompt;
        emit systemPromptChanged();
    }
    if (another) {
        const AnswerSettings& answer = settings_->current().answer;
        engine_->enterConversation(conversationId_, answer.contextLength, answer.cacheType);
        emit conversationChanged();
    }
    const bool answerIsHere = answer_ && answer_->message.conversationId == conversationId_;
    setNotice(answerIsHere ? noticeOf(*answer_) : QString());
    showFigures();
    emit phaseChanged();  // answeringHere
    emit canSendChanged();
}

void ChatController::showSibling(const QString& messageId, int step) {
    const QStringList siblings = messages_->tree().siblings(messageId);
    const qsizetype at = siblings.indexOf(messageId) + step;
    if (siblings.isEmpty() || at < 0 || at >= siblings.size()) return;
    const QString leaf = messages_->tree().newestLeaf(siblings[at]);
    messages_->showLeaf(leaf);
    store_->setCurrentLeaf(conversationId_, leaf);
    showFigures();
}

void ChatController::setSystemPrompt(const QString& systemPrompt) {
    if (systemPrompt == systemPrompt_) return;
    systemPrompt_ = systemPrompt;
    if (!conversationId_.isEmpty()) store_->setSystemPrompt(conversationId_, systemPrompt);
    emit systemPromptChanged();
}

void ChatController::setTitle(const QString& conversationId, const QString& title) {
    if (conversationId != conversationId_ || title == title_) return;
    title_ = title;
    emit titleChanged();
}

void ChatController::copyMessage(const QString& messageId) {
    if (const StoredMessage* message = messages_->tree().find(messageId)) copyText(message->text);
}

void ChatController::copyText(const QString& text) { QGuiApplication::clipboard()->setText(text); }

// What is shown beside it

void ChatController::showFigures() {
    if (answer_ && answer_->contextLength > 0 && answer_->message.conversationId == conversationId_)
        return setContext(answer_->contextUsed, answer_->contextLength);
    QString id = messages_->leaf();
    while (const StoredMessage* message = messages_->tree().find(id)) {
        const AnswerStatistics& statistics = message->statistics;
        if (statistics.contextLength > 0) {
            setContext(statistics.contextUsed, statistics.contextLength);
            return setTokensPerSecond(statistics.tokensPerSecond);
        }
        id = message->parentId;
    }
    setContext(0, model_ ? std::min(settings_->contextLength(), model_->contextLength) : 0);
    setTokensPerSecond(0);
}

void ChatController::setPhase(Phase phase) {
    if (phase == phase_) return;
    phase_ = phase;
    emit phaseChanged();
    emit canSendChanged();
}

void ChatController::setNotice(const QString& notice) {
    if (notice == notice_) return;
    notice_ = notice;
    emit noticeChanged();
}

void ChatController::setContext(int used, int length) {
    if (used == contextUsed_ && length == contextLength_) return;
    contextUsed_ = used;
    contextLength_ = length;
    emit contextChanged();
}

void ChatController::setTokensPerSecond(double rate) {
    if (rate == tokensPerSecond_) return;
    tokensPerSecond_ = rate;
    emit progressChanged();
}

}  // namespace ui
