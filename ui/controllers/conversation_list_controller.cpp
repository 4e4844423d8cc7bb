#include "ui/controllers/conversation_list_controller.h"

#include "ui/controllers/chat_controller.h"

namespace ui {
namespace {

constexpr int ask_delay_ms = 120;

}  // namespace

ConversationListController::ConversationListController(ConversationStore* store, ChatController* chat, QObject* parent)
    : QObject(parent), store_(store), chat_(chat), list_(new ConversationListModel(this)) {
    askTimer_.setSingleShot(true);
    askTimer_.setInterval(ask_delay_ms);
    connect(&askTimer_, &QTimer::timeout, this, &ConversationListController::refresh);
    connect(store_, &ConversationStore::changed, this, [this] {
        if (!askTimer_.isActive()) askTimer_.start();  // changes that go on do not put it off
    });
    connect(store_, &ConversationStore::listed, this,
            [this](const QString& search, const QList<ConversationSummary>& conversations) {
                if (search != search_.trimmed()) return;  // of keys that were typed before
                list_->setConversations(conversations);
                if (ready_) return;
                ready_ = true;
                emit readyChanged();
            });
    connect(chat_, &ChatController::conversationChanged, this, [this] {
        list_->setCurrent(currentId());
        emit currentIdChanged();
    });
    list_->setCurrent(currentId());
}

void ConversationListController::setSearch(const QString& search) {
    if (search == search_) return;
    search_ = search;
    askTimer_.start();
    emit searchChanged();
}

QString ConversationListController::currentId() const { return chat_->conversationId(); }

void ConversationListController::refresh() {
    askTimer_.stop();
    store_->list(search_.trimmed());
}

void ConversationListController::rename(const QString& id, const QString& title) {
    const QString taken = title.simplified();
    if (taken.isEmpty()) return;
    store_->rename(id, taken);
    chat_->setTitle(id, taken);
}

void ConversationListController::remove(const QString& id) {
    chat_->forget(id);
    store_->remove(id);
}

}  // namespace ui
