#include "ui/models/message_tree.h"

#include <algorithm>

namespace ui {

void MessageTree::reset(const QList<StoredMessage>& messages) {
    messages_.clear();
    children_.clear();
    for (StoredMessage message : messages) {
        // Only what came before can be a parent, so a damaged list cannot make a circle.
        if (!messages_.contains(message.parentId)) message.parentId.clear();
        add(message);
    }
}

bool MessageTree::add(const StoredMessage& message) {
    const bool rootless = !message.parentId.isEmpty() && !messages_.contains(message.parentId);
    if (message.id.isEmpty() || messages_.contains(message.id) || rootless) return false;
    messages_.insert(message.id, message);
    children_[message.parentId].append(message.id);
    return true;
}

bool MessageTree::removeLeaf(const QString& id) {
    const auto found = messages_.constFind(id);
    if (found == messages_.cend() || hasChildren(id)) return false;
    children_[found->parentId].removeOne(id);
    messages_.erase(found);
    return true;
}

StoredMessage* MessageTree::find(const QString& id) {
    const auto found = messages_.find(id);
    return found == messages_.end() ? nullptr : &*found;
}

const StoredMessage* MessageTree::find(const QString& id) const {
    const auto found = messages_.constFind(id);
    return found == messages_.cend() ? nullptr : &*found;
}

QStringList MessageTree::branch(const QString& leaf) const {
    QStringList ids;
    for (const StoredMessage* message = find(leaf); message; message = find(message->parentId)) ids.append(message->id);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

QStringList MessageTree::siblings(const QString& id) const {
    const StoredMessage* message = find(id);
    return message ? children_.value(message->parentId) : QStringList();
}

bool MessageTree::hasChildren(const QString& id) const { return !children_.value(id).isEmpty(); }

QString MessageTree::newestLeaf(const QString& id) const {
    QString leaf = id;
    while (hasChildren(leaf)) leaf = children_.value(leaf).last();
    return leaf;
}

}  // namespace ui
