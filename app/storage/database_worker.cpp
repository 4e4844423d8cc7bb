#include "app/storage/database_worker.h"

#include <algorithm>

namespace app {

DatabaseWorker::DatabaseWorker(QString file) : file_(std::move(file)), timer_(this) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &DatabaseWorker::writePending);
}

Outcome<Database*> DatabaseWorker::database() {
    if (!database_) {
        auto opened = Database::open(file_, Database::Access::ReadWrite);
        if (!opened) return std::unexpected(opened.error());
        database_.emplace(std::move(*opened));
    }
    return &*database_;
}

template <typename Change>
bool DatabaseWorker::carryOut(const QString& id, Change change) {
    auto there = database();
    if (!there) {
        emit failed(id, there.error());
        return false;
    }
    if (auto done = change(**there); !done) {
        emit failed(id, done.error());
        return false;
    }
    return true;
}

void DatabaseWorker::list(const QString& search) {
    carryOut(QString(), [&](Database& database) -> Outcome<void> {
        auto found = database.list(search);
        if (!found) return std::unexpected(found.error());
        emit listed(search, *found);
        return {};
    });
}

void DatabaseWorker::open(const QString& conversationId) {
    writePending();
    carryOut(conversationId, [&](Database& database) -> Outcome<void> {
        auto conversation = database.conversation(conversationId);
        if (!conversation) return std::unexpected(conversation.error());
        for (const Pending& pending : pending_)  // only what could not be written
            for (ui::StoredMessage& message : conversation->messages)
                if (message.id == pending.messageId) message.text += pending.text;
        emit opened(*conversation);
        return {};
    });
}

void DatabaseWorker::create(const ui::ConversationSummary& summary, const QString& systemPrompt) {
    if (carryOut(summary.id, [&](Database& database) { return database.create(summary, systemPrompt); }))
        emit changed();
}

void DatabaseWorker::rename(const QString& conversationId, const QString& title) {
    if (carryOut(conversationId, [&](Database& database) { return database.rename(conversationId, title); }))
        emit changed();
}

void DatabaseWorker::setSystemPrompt(const QString& conversationId, const QString& systemPrompt) {
    carryOut(conversationId,
             [&](Database& database) { return database.setSystemPrompt(conversationId, systemPrompt); });
}

void DatabaseWorker::setCurrentLeaf(const QString& conversationId, const QString& messageId) {
    carryOut(conversationId, [&](Database& database) { return database.setCurrentLeaf(conversationId, messageId); });
}

void DatabaseWorker::remove(const QString& conversationId) {
    if (carryOut(conversationId, [&](Database& database) { return database.remove(conversationId); })) emit changed();
}

void DatabaseWorker::add(const ui::StoredMessage& message) {
    if (!carryOut(message.id, [&](Database& database) { return database.add(message); })) return;
    emit committed(message.id);
    emit changed();
}

DatabaseWorker::Pending& DatabaseWorker::pendingOf(const QString& messageId) {
    const auto found = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const Pending& pending) { return pending.messageId == messageId; });
    if (found != pending_.end()) return *found;
    pending_.append({messageId, {}, {}, false});
    return pending_.last();
}

void DatabaseWorker::appendText(const QString& messageId, const QString& text) {
    if (text.isEmpty()) return;
    pendingOf(messageId).text += text;
    if (!timer_.isActive()) timer_.start(write_interval_ms);
}

void DatabaseWorker::finishAnswer(const QString& messageId, const ui::AnswerStatistics& statistics,
                                  const ui::Problem& problem) {
    Pending& pending = pendingOf(messageId);
    pending.finish = Finish{statistics, problem};
    pending.failureTold = false;
    writePending();
}

Outcome<void> DatabaseWorker::write(Pending& pending) {
    auto there = database();
    if (!there) return std::unexpected(there.error());
    if (!pending.text.isEmpty()) {
        if (auto appended = (*there)->append(pending.messageId, pending.text); !appended) return appended;
        pending.text.clear();
    }
    if (pending.finish) {
        auto finished = (*there)->finishAnswer(pending.messageId, pending.finish->statistics, pending.finish->problem);
        if (!finished) return finished;
        pending.finish.reset();
    }
    return {};
}

DatabaseWorker::Written DatabaseWorker::tryToWrite(Pending& pending) {
    const auto written = write(pending);
    if (written) return Written::Done;
    if (!pending.failureTold) emit failed(pending.messageId, written.error());
    pending.failureTold = true;
    // An answer that is gone (its conversation was removed) will not come back; a disk with space on it may.
    const auto there = database_ ? database_->hasAnswer(pending.messageId) : Outcome<bool>(true);
    return there && !*there ? Written::Dropped : Written::Kept;
}

void DatabaseWorker::writePending() {
    timer_.stop();
    QList<Pending> kept;
    for (Pending& pending : pending_)
        if (tryToWrite(pending) == Written::Kept) kept.append(std::move(pending));
    pending_ = std::move(kept);
    if (!pending_.isEmpty()) timer_.start(retry_interval_ms);
}

}  // namespace app
