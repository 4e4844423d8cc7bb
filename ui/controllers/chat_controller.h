#pragma once
#include <QtQml/qqmlregistration.h>
#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/models/message_list_model.h"
#include "ui/ports/chat_engine.h"
#include "ui/ports/conversation_store.h"
#include "ui/ports/settings_store.h"

namespace ui {

class BlockStyle;
class SettingsController;

/// One conversation on screen, and at most one answer under way, which may belong to another conversation: it goes on
/// in the background, into its own message. A question is on disk before the engine hears of it; an answer's text goes
/// to the store every 50 ms. Nothing is overwritten: another answer or an edited question is a sibling.
class ChatController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window: WindowController.chat")
    Q_PROPERTY(ui::MessageListModel* messages READ messages CONSTANT)
    Q_PROPERTY(QString conversationId READ conversationId NOTIFY conversationChanged)
    Q_PROPERTY(QString title READ title NOTIFY titleChanged)
    Q_PROPERTY(QString systemPrompt READ systemPrompt WRITE setSystemPrompt NOTIFY systemPromptChanged)
    /// A question was sent and its answer has not ended, in whatever conversation.
    Q_PROPERTY(bool busy READ busy NOTIFY phaseChanged)
    /// The answer under way belongs to the conversation on screen.
    Q_PROPERTY(bool answeringHere READ answeringHere NOTIFY phaseChanged)
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged)
    Q_PROPERTY(double promptFraction READ promptFraction NOTIFY progressChanged)
    /// The engine compiles kernels for the graphics card: an answer that has not begun waits for that.
    Q_PROPERTY(bool compiling READ compiling NOTIFY progressChanged)
    Q_PROPERTY(int contextUsed READ contextUsed NOTIFY contextChanged)
    Q_PROPERTY(int contextLength READ contextLength NOTIFY contextChanged)
    /// Of the answer under way, or of the last one; 0 when not known.
    Q_PROPERTY(double tokensPerSecond READ tokensPerSecond NOTIFY progressChanged)
    /// Something to know about this conversation, such as how many older messages left the context; empty when there is
    /// none.
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
    Q_PROPERTY(bool canSend READ canSend NOTIFY canSendChanged)
    Q_PROPERTY(QString cannotSendReason READ cannotSendReason NOTIFY canSendChanged)

public:
    enum Phase {
        Idle,
        Committing,  ///< the question or the empty answer is on its way to the disk
        Waiting,     ///< the engine was asked
        Reading,     ///< it reads the prompt: promptFraction
        Answering,   ///< text comes
        Stopping,    ///< stopped in the window; the engine has not confirmed it yet. Not busy: one may send
    };
    Q_ENUM(Phase)

    /// Ports and settings must outlive this; `style` may be null.
    ChatController(ChatEngine* engine, ConversationStore* store, SettingsController* settings, const BlockStyle* style,
                   QObject* parent = nullptr);
    /// Hands the store what it has not got yet.
    ~ChatController() override;

    MessageListModel* messages() const { return messages_; }
    QString conversationId() const { return conversationId_; }
    QString title() const { return title_; }
    QString systemPrompt() const { return systemPrompt_; }
    void setSystemPrompt(const QString& systemPrompt);
    bool busy() const { return phase_ != Idle && phase_ != Stopping; }
    bool answeringHere() const;
    Phase phase() const { return phase_; }
    double promptFraction() const { return promptFraction_; }
    bool compiling() const { return compiling_; }
    int contextUsed() const { return contextUsed_; }
    int contextLength() const { return contextLength_; }
    double tokensPerSecond() const { return tokensPerSecond_; }
    QString notice() const { return notice_; }
    bool canSend() const { return cannotSendReason().isEmpty(); }
    QString cannotSendReason() const;

    /// Tells which model answers; nullopt when none is loaded. `loading` only changes the reason why one cannot send.
    void setModel(const std::optional<LoadedModel>& model, bool loading);
    /// The conversation's title was changed in the list.
    void setTitle(const QString& conversationId, const QString& title);
    /// The conversation is about to be removed: stops its answer and shows a new conversation if it is on screen.
    void forget(const QString& conversationId);

    /// Sends a message. Whitespace alone is not sent. `sent` follows once it is on disk.
    Q_INVOKABLE void send(const QString& text);
    /// Shows at once; what the engine still says is dropped.
    Q_INVOKABLE void stop();
    /// Another answer to the same question, beside the one there is.
    Q_INVOKABLE void regenerate(const QString& messageId);
    /// The same as regenerate for a failed answer; for a question that has no answer, its first.
    Q_INVOKABLE void retry(const QString& messageId);
    /// Another version of a question, with the answers that follow.
    Q_INVOKABLE void editAndResend(const QString& messageId, const QString& text);
    /// Goes on with the newest answer, in the same message, under the settings and the seed that are on record for it.
    Q_INVOKABLE void continueAnswer(const QString& messageId);
    /// Shows the version `step` after (or before) this one; the conversation is next opened there.
    Q_INVOKABLE void showSibling(const QString& messageId, int step);
    /// Copies a message as it was written.
    Q_INVOKABLE void copyMessage(const QString& messageId);
    Q_INVOKABLE void copyText(const QString& text);
    /// An empty page; the conversation is made with its first message.
    Q_INVOKABLE void newConversation();
    Q_INVOKABLE void openConversation(const QString& id);

signals:
    void conversationChanged();
    void titleChanged();
    void systemPromptChanged();
    void phaseChanged();
    void progressChanged();
    void contextChanged();
    void noticeChanged();
    void canSendChanged();
    /// The question that was sent is on disk: the composer may be cleared.
    void sent();
    /// For what has no message to stand at.
    void problem(const QString& what, const QString& hint);

private:
    /// The answer under way. `request` is 0 until the engine was asked.
    struct Answer {
        quint64 request = 0;
        StoredMessage message;    // its text grows here, whatever conversation is on screen
        AnswerSettings settings;  // of this run, with the seed
        QList<ChatTurn> turns;
        AnswerStatistics before;  // of what is continued
        QString unsaved;          // text that the store has not got yet
        bool stored = false;      // the store said so
        int turnsDropped = 0;
        bool shortened = false;  // its beginning left the context
        std::optional<PlacedAnew> placedAnew;
        int contextUsed = 0, contextLength = 0;
        QElapsedTimer sinceFirstText;  // what the rate is counted from
        int contextAtFirstText = 0;
    };
    /// A question on its way to the disk.
    struct Question {
        StoredMessage message;
        QList<ChatTurn> turns;  // up to it: another conversation may be on screen when it gets there
        bool opensConversation = false;
        Problem creationProblem;  // why its conversation could not be made
        bool stopped = false;     // stop was pressed meanwhile: store it, do not answer
    };
    /// A stopped answer whose figures the engine still owes.
    struct Stopped {
        QString conversationId;
        QString messageId;
        AnswerStatistics before;
    };

    // The conversation on screen, and what may be asked: chat_controller.cpp
    bool refuses();
    void ask(const QString& parentId, const QString& text, bool opensConversation);
    QList<ChatTurn> turnsUpTo(const QString& messageId) const;
    void onOpened(StoredConversation conversation);
    void show(const QString& conversationId, const QString& title, const QString& systemPrompt);
    void showFigures();
    void setPhase(Phase phase);
    void setNotice(const QString& notice);
    void setContext(int used, int length);
    void setTokensPerSecond(double rate);

    // The way of a question and its answer: chat_controller_answer.cpp
    void onCommitted(const QString& messageId);
    void onStoreFailed(const QString& id, const Problem& problem);
    void answer(const StoredMessage& question, const QList<ChatTurn>& turns);
    AnswerSettings settingsOf(const StoredMessage& begun) const;
    void begin(Answer answer);
    void startEngine();
    void onPromptProgress(quint64 request, int done, int total);
    void onText(quint64 request, const QString& piece);
    void onTurnsDropped(quint64 request, int count);
    void onAnswerShortened(quint64 request);
    void onPlacedAnew(quint64 request, PlacedAnew reason);
    void onContextShrank();
    void onContextUsed(quint64 request, int used, int length);
    void onFinished(quint64 request, const AnswerStatistics& statistics);
    void onFailed(quint64 request, const Problem& problem, const AnswerStatistics& statistics);
    void save();
    void showProblem(const QString& messageId, const Problem& reason);
    QString noticeOf(const Answer& answer) const;
    static QString noticeOf(PlacedAnew reason);
    MessageListModel::State liveState() const;
    void end(const AnswerStatistics& statistics, const Problem& problem, Phase next);
    void takeFiguresOfStopped(quint64 request, const AnswerStatistics& statistics);
    bool concernsAnswer(quint64 request) const { return answer_ && request != 0 && answer_->request == request; }

    ChatEngine* engine_;
    ConversationStore* store_;
    SettingsController* settings_;
    MessageListModel* messages_;
    QString conversationId_, title_, systemPrompt_, notice_;
    QString defaultSystemPrompt_;  // what an empty page follows until it is given its own
    QString opening_;              // asked of the store, not there yet
    Phase phase_ = Idle;
    bool compiling_ = false;
    double promptFraction_ = 0, tokensPerSecond_ = 0;
    int contextUsed_ = 0, contextLength_ = 0;
    std::optional<LoadedModel> model_;
    bool loading_ = false;
    quint64 lastRequest_ = 0;
    std::optional<Question> question_;
    std::optional<Answer> answer_;
    QHash<quint64, Stopped> stopped_;
    QTimer saveTimer_;   // text to the store
    QTimer frameTimer_;  // the next piece at the earliest
};

}  // namespace ui
