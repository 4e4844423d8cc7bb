#pragma once
#include <QHash>
#include <QList>
#include <QStringList>

#include "ui/ports/conversation_store.h"

namespace ui {

/// The messages of one conversation: a tree, as siblings are other versions of a message. Messages are never taken out,
/// but for one that could not be stored.
class MessageTree {
public:
    /// Replaces everything. A message whose parent is not there stands at the root; a second one of the same id is left
    /// out.
    void reset(const QList<StoredMessage>& messages);
    /// False, and nothing done, if the id is known or the parent is not.
    bool add(const StoredMessage& message);
    /// Takes out a message that has no children.
    bool removeLeaf(const QString& id);

    StoredMessage* find(const QString& id);
    const StoredMessage* find(const QString& id) const;
    /// From the root down to `leaf`; empty if it is not there.
    QStringList branch(const QString& leaf) const;
    /// The message and its other versions, oldest first.
    QStringList siblings(const QString& id) const;
    bool hasChildren(const QString& id) const;
    /// Down from `id` along the newest child each; `id` may be empty (the root).
    QString newestLeaf(const QString& id) const;
    bool isEmpty() const { return messages_.empty(); }

private:
    QHash<QString, StoredMessage> messages_;
    QHash<QString, QStringList> children_;  // by parent, the root's under the empty id
};

}  // namespace ui
