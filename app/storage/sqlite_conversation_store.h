#pragma once
#include <QThread>

#include "ui/ports/conversation_store.h"

namespace app {

class DatabaseWorker;

/// The conversation store of the window: hands every call to a thread of its own, where a Database does the work in the
/// order of the calls. Text of answers is collected there and written at least every 250 ms.
class SqliteConversationStore : public ui::ConversationStore {
    Q_OBJECT
public:
    /// Opens nothing yet: the first call does, on the writer's thread, and says `failed` if that cannot be done.
    explicit SqliteConversationStore(const QString& databaseFile, QObject* parent = nullptr);
    /// Carries out every call made so far, writes all text that has come, and ends the thread.
    ~SqliteConversationStore() override;

public slots:
    void list(const QString& search) override;
    void open(const QString& conversationId) override;
    void create(const ui::ConversationSummary& summary, const QString& systemPrompt) override;
    void rename(const QString& conversationId, const QString& title) override;
    void setSystemPrompt(const QString& conversationId, const QString& systemPrompt) override;
    void setCurrentLeaf(const QString& conversationId, const QString& messageId) override;
    void remove(const QString& conversationId) override;
    void add(const ui::StoredMessage& message) override;
    void appendText(const QString& messageId, const QString& text) override;
    void finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                      const ui::Problem& problem) override;

private:
    QThread thread_;
    DatabaseWorker* worker_;  ///< lives and dies on thread_
};

}  // namespace app
