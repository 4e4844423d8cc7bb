#pragma once
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <optional>

#include "ui/ports/chat_engine.h"
#include "ui/ports/problem.h"

namespace ui {

/// A conversation as the side bar lists it.
struct ConversationSummary {
    QString id;  ///< UUID, made by the caller
    QString title;
    QDateTime created;
    QDateTime changed;
};

/// One message of a conversation's tree. Siblings (same parent) are other versions: an edited question, another answer.
struct StoredMessage {
    QString id;  ///< UUID, made by the caller
    QString conversationId;
    QString parentId;  ///< empty at the root
    ChatTurn::Role role = ChatTurn::Role::User;
    QString text;
    QDateTime created;
    // Of answers only:
    QString modelName;
    QString modelIdentity;
    AnswerSettings settings;
    /// Nothing where it was not recorded, and then the stop texts were not either: answers of schema 1.
    std::optional<ChatFormatUse> format{};
    AnswerStatistics statistics;  ///< `end` is Unfinished until finishAnswer
    Problem problem;              ///< when it failed
};

/// A whole conversation: every branch, and the leaf of the branch last looked at.
struct StoredConversation {
    ConversationSummary summary;
    QString systemPrompt;
    QString currentLeafId;
    QList<StoredMessage> messages;  ///< parents before children, siblings by age
};

/// Keeps conversations. Calls return at once and are carried out in order on the writer's thread; signals tell of the
/// outcome. Nothing is overwritten but titles, the current leaf, and the text of an answer under way.
class ConversationStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

public slots:
    virtual void list(const QString& search) = 0;  ///< answered by `listed`; search in titles and texts, empty for all
    virtual void open(const QString& conversationId) = 0;  ///< answered by `opened`
    virtual void create(const ui::ConversationSummary& summary, const QString& systemPrompt) = 0;
    virtual void rename(const QString& conversationId, const QString& title) = 0;
    virtual void setSystemPrompt(const QString& conversationId, const QString& systemPrompt) = 0;
    virtual void setCurrentLeaf(const QString& conversationId, const QString& messageId) = 0;
    virtual void remove(const QString& conversationId) = 0;
    /// Answered by `committed` once it is on disk: only then may the engine be started.
    virtual void add(const ui::StoredMessage& message) = 0;
    virtual void appendText(const QString& messageId, const QString& text) = 0;
    virtual void finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                              const ui::Problem& problem) = 0;

signals:
    void listed(const QString& search, const QList<ui::ConversationSummary>& conversations);
    void opened(const ui::StoredConversation& conversation);
    void committed(const QString& messageId);
    void changed();  ///< the list of conversations is another
    void failed(const QString& messageOrConversationId, const ui::Problem& problem);
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::ConversationSummary)
Q_DECLARE_METATYPE(ui::StoredMessage)
Q_DECLARE_METATYPE(ui::StoredConversation)
