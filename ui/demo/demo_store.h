#pragma once
#include <QHash>
#include <functional>

#include "ui/ports/conversation_store.h"

namespace ui::demo {

/// A ConversationStore in memory, for the tests of the window, the screenshots and `altiplano --demo`. Answers through
/// the event loop, in order, like the real one, and checks what it is asked: a second message of an id, or a child of a
/// message that is not there, is a failure.
class DemoStore : public ConversationStore {
    Q_OBJECT

public:
    using ConversationStore::ConversationStore;

    /// Fills in the prepared conversations: every day section, long titles, a tree with siblings, all block kinds.
    void fillWithExamples();
    /// So many short conversations, over the last two years.
    void fillWithMany(int count);

    /// The next calls about this id ("*": all) fail with this.
    void failFor(const QString& id, const Problem& problem) { failures_[id] = problem; }
    void clearFailures() { failures_.clear(); }
    /// Holds back every signal until release().
    void hold() { held_ = true; }
    void release();

    const StoredConversation* conversation(const QString& id) const;
    const StoredMessage* message(const QString& id) const;
    QStringList conversationIds() const { return conversations_.keys(); }
    /// The first conversation of this title; empty if there is none.
    QString conversationTitled(const QString& title) const;
    /// Every call as it came, "add ID", "appendText ID 12", "finishAnswer ID", ... for tests of order.
    QStringList calls;

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
    void later(std::function<void()> signal);
    void tellWaiting();
    void tellChanged();
    void tellFailed(const QString& id, const Problem& problem);
    bool fails(const QString& id);
    void insert(const StoredConversation& conversation);
    StoredConversation* findConversation(const QString& id);  // tells the failure if there is none
    StoredMessage* findAnswer(const QString& id);             // likewise

    QHash<QString, StoredConversation> conversations_;
    QHash<QString, QString> conversationOf_;  // by message
    QHash<QString, Problem> failures_;
    bool held_ = false;
    QList<std::function<void()>> waiting_;
};

}  // namespace ui::demo
