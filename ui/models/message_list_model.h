#pragma once
#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>
#include <QHash>
#include <optional>

#include "ui/models/message_tree.h"
#include "ui/ports/conversation_store.h"

namespace ui {

class BlockListModel;
class BlockStyle;

/// The branch of a conversation's tree that is on screen, from the first message to the leaf. Holds the tree too, so
/// that an answer goes on growing while another branch is looked at.
class MessageListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the chat: ChatController.messages")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum State {
        Complete,    ///< of the person, or ended by the model
        Waiting,     ///< stored, the engine has not begun
        Reading,     ///< the engine reads the prompt: ChatController.promptFraction
        Answering,   ///< text comes
        Stopped,     ///< by the person
        Limit,       ///< the token limit was reached: continueAnswer goes on
        Failed,      ///< problemWhat and problemHint say why; what was written stays
        Unfinished,  ///< the program ended while it was written
    };
    Q_ENUM(State)

    enum Role {
        MessageIdRole = Qt::UserRole + 1,  ///< `messageId`
        FromUserRole,                      ///< `fromUser`, bool
        TextRole,  ///< `text`, as written, PlainText only. Of an answer it is told anew only when the answer ends: show
                   ///< `blocks`
        BlocksRole,         ///< `blocks`, a BlockListModel for answers, null for the person's messages
        StateRole,          ///< `state`, a State
        SiblingNumberRole,  ///< `siblingNumber`, from 1
        SiblingCountRole,   ///< `siblingCount`
        CaptionRole,        ///< `caption`, "13B Q4_0, 212 tokens, 41 tok/s"; empty for the person's
        ProblemWhatRole,    ///< `problemWhat`, empty when nothing went wrong
        ProblemHintRole,    ///< `problemHint`
        NewestAnswerRole,   ///< `newestAnswer`, bool: an answer in the last row
    };

    explicit MessageListModel(const BlockStyle* style, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }

    /// Another conversation. `leaf` may be empty or unknown: then the newest branch is shown.
    void reset(const QList<StoredMessage>& messages, const QString& leaf);
    /// Adds to the tree and shows the branch that ends with it. False if id or parent do not fit.
    bool add(const StoredMessage& message);
    /// Shows the branch that ends with `leaf`. Rows in common with the one before stay untouched.
    void showLeaf(const QString& leaf);
    /// Takes out a message that was never stored, and shows its parent's branch.
    void removeUnstored(const QString& id);

    // Each finds the message wherever it is in the tree and does nothing if it is not there.
    void appendText(const QString& id, const QString& piece);
    void setState(const QString& id, State state);
    void setEnd(const QString& id, const AnswerStatistics& statistics, const Problem& problem);
    void setProblem(const QString& id, const Problem& problem);

    QString leaf() const { return branch_.isEmpty() ? QString() : branch_.last(); }
    const MessageTree& tree() const { return tree_; }
    State state(const QString& id) const;

signals:
    void countChanged();

private:
    void showBranch(const QStringList& branch);
    void tell(const QString& id, const QList<int>& roles);
    QString caption(const StoredMessage& message) const;
    BlockListModel* blocks(const StoredMessage& message) const;

    const BlockStyle* style_;
    MessageTree tree_;
    QStringList branch_;
    QHash<QString, State> live_;                      // of answers under way; else the end says it
    mutable QHash<QString, BlockListModel*> blocks_;  // made when first shown; children of this
};

}  // namespace ui
