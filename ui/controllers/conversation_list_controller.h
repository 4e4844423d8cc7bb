#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>

#include "ui/models/conversation_list_model.h"
#include "ui/ports/conversation_store.h"

namespace ui {

class ChatController;

/// The side bar's list: search, rename, remove. What is open is the chat's affair: `chat.openConversation(id)`.
class ConversationListController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window: WindowController.conversations")
    Q_PROPERTY(ui::ConversationListModel* list READ list CONSTANT)
    /// What to look for in titles and texts; the list follows a moment after the last key.
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
    Q_PROPERTY(QString currentId READ currentId NOTIFY currentIdChanged)
    /// The list has arrived at least once: an empty one is now really empty.
    Q_PROPERTY(bool ready READ ready NOTIFY readyChanged)

public:
    ConversationListController(ConversationStore* store, ChatController* chat, QObject* parent = nullptr);

    ConversationListModel* list() const { return list_; }
    QString search() const { return search_; }
    void setSearch(const QString& search);
    QString currentId() const;
    bool ready() const { return ready_; }

    /// Asks the store for the list.
    void refresh();
    /// An empty title is not taken.
    Q_INVOKABLE void rename(const QString& id, const QString& title);
    /// Removes a conversation for good; the window asks before. If it is open, a new one is shown.
    Q_INVOKABLE void remove(const QString& id);

signals:
    void searchChanged();
    void currentIdChanged();
    void readyChanged();

private:
    ConversationStore* store_;
    ChatController* chat_;
    ConversationListModel* list_;
    QString search_;
    bool ready_ = false;
    QTimer askTimer_;  // joins keys and changes that come at once
};

}  // namespace ui
