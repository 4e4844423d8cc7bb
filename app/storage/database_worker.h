#pragma once
#include <QList>
#include <QObject>
#include <QTimer>
#include <optional>

#include "app/storage/database.h"

namespace app {

/// The writer thread's half of SqliteConversationStore: one Database, opened by the first call that needs it and tried
/// again by the next one if that failed. Text of answers under way is collected and written together.
class DatabaseWorker : public QObject {
    Q_OBJECT
public:
    /// Longest time between a piece of text and its commit. The promise is 250 ms; a commit and a search before it on
    /// the same thread take the rest.
    static constexpr int write_interval_ms = 150;
    /// How soon text that could not be written (a full disk) is tried again.
    static constexpr int retry_interval_ms = 1000;

    explicit DatabaseWorker(QString file);

    void list(const QString& search);
    void open(const QString& conversationId);
    void create(const ui::ConversationSummary& summary, const QString& systemPrompt);
    void rename(const QString& conversationId, const QString& title);
    void setSystemPrompt(const QString& conversationId, const QString& systemPrompt);
    void setCurrentLeaf(const QString& conversationId, const QString& messageId);
    void remove(const QString& conversationId);
    void add(const ui::StoredMessage& message);
    void appendText(const QString& messageId, const QString& text);
    void finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics, const ui::Problem& problem);

    /// Writes all text that has come. What cannot be written stays for the next time.
    void writePending();

signals:
    void listed(const QString& search, const QList<ui::ConversationSummary>& conversations);
    void opened(const ui::StoredConversation& conversation);
    void committed(const QString& messageId);
    void changed();
    void failed(const QString& messageOrConversationId, const ui::Problem& problem);

private:
    struct Finish {
        ui::AnswerStatistics statistics;
        ui::Problem problem;
    };
    struct Pending {
        QString messageId;
        QString text;
        std::optional<Finish> finish;
        bool failureTold = false;
    };
    enum class Written { Done, Kept, Dropped };

    Outcome<Database*> database();
    Pending& pendingOf(const QString& messageId);
    Outcome<void> write(Pending& pending);
    Written tryToWrite(Pending& pending);
    template <typename Change>
    bool carryOut(const QString& id, Change change);

    QString file_;
    std::optional<Database> database_;
    QList<Pending> pending_;
    QTimer timer_;
};

}  // namespace app
