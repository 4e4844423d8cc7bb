#include "app/storage/sqlite_conversation_store.h"

#include "app/storage/database_worker.h"

namespace app {
namespace {

/// Runs a call on the worker's thread, after all calls before it.
template <typename Call>
void queue(DatabaseWorker* worker, Call call) {
    QMetaObject::invokeMethod(worker, [worker, call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
}

}  // namespace

SqliteConversationStore::SqliteConversationStore(const QString& databaseFile, QObject* parent)
    : ConversationStore(parent), worker_(new DatabaseWorker(databaseFile)) {
    worker_->moveToThread(&thread_);
    connect(worker_, &DatabaseWorker::listed, this, &ConversationStore::listed);
    connect(worker_, &DatabaseWorker::opened, this, &ConversationStore::opened);
    connect(worker_, &DatabaseWorker::committed, this, &ConversationStore::committed);
    connect(worker_, &DatabaseWorker::changed, this, &ConversationStore::changed);
    connect(worker_, &DatabaseWorker::failed, this, &ConversationStore::failed);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("storage"));
    thread_.start();
}

SqliteConversationStore::~SqliteConversationStore() {
    queue(worker_, [](DatabaseWorker& worker) {
        worker.writePending();
        QThread::currentThread()->quit();
    });
    thread_.wait();
}

void SqliteConversationStore::list(const QString& search) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.list(search); });
}

void SqliteConversationStore::open(const QString& conversationId) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.open(conversationId); });
}

void SqliteConversationStore::create(const ui::ConversationSummary& summary, const QString& systemPrompt) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.create(summary, systemPrompt); });
}

void SqliteConversationStore::rename(const QString& conversationId, const QString& title) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.rename(conversationId, title); });
}

void SqliteConversationStore::setSystemPrompt(const QString& conversationId, const QString& systemPrompt) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.setSystemPrompt(conversationId, systemPrompt); });
}

void SqliteConversationStore::setCurrentLeaf(const QString& conversationId, const QString& messageId) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.setCurrentLeaf(conversationId, messageId); });
}

void SqliteConversationStore::remove(const QString& conversationId) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.remove(conversationId); });
}

void SqliteConversationStore::add(const ui::StoredMessage& message) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.add(message); });
}

void SqliteConversationStore::appendText(const QString& messageId, const QString& text) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.appendText(messageId, text); });
}

void SqliteConversationStore::finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                                           const ui::Problem& problem) {
    queue(worker_, [=](DatabaseWorker& worker) { worker.finishAnswer(messageId, statistics, problem); });
}

}  // namespace app
