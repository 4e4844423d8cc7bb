#include "ui/demo/demo_store.h"

#include <algorithm>
#include <utility>

#include "ui/demo/demo_conversations.h"

namespace ui::demo {

void DemoStore::fillWithExamples() {
    for (const StoredConversation& conversation : exampleConversations(QDateTime::currentDateTime()))
        insert(conversation);
    tellChanged();
}

void DemoStore::fillWithMany(int count) {
    for (const StoredConversation& conversation : manyConversations(QDateTime::currentDateTime(), count))
        insert(conversation);
    tellChanged();
}

void DemoStore::insert(const StoredConversation& conversation) {
    conversations_.insert(conversation.summary.id, conversation);
    for (const StoredMessage& message : conversation.messages)
        conversationOf_.insert(message.id, conversation.summary.id);
}

// Signals

void DemoStore::later(std::function<void()> signal) {
    waiting_.append(std::move(signal));
    QMetaObject::invokeMethod(this, &DemoStore::tellWaiting, Qt::QueuedConnection);
}

void DemoStore::release() {
    held_ = false;
    QMetaObject::invokeMethod(this, &DemoStore::tellWaiting, Qt::QueuedConnection);
}

void DemoStore::tellWaiting() {
    while (!held_ && !waiting_.isEmpty()) waiting_.takeFirst()();
}

void DemoStore::tellChanged() {
    later([this] { emit changed(); });
}

void DemoStore::tellFailed(const QString& id, const Problem& problem) {
    later([this, id, problem] { emit failed(id, problem); });
}

bool DemoStore::fails(const QString& id) {
    auto failure = failures_.constFind(id);
    if (failure == failures_.constEnd()) failure = failures_.constFind(QStringLiteral("*"));
    if (failure == failures_.constEnd()) return false;
    tellFailed(id, *failure);
    return true;
}

// What is there

const StoredConversation* DemoStore::conversation(const QString& id) const {
    const auto found = conversations_.constFind(id);
    return found == conversations_.constEnd() ? nullptr : &*found;
}

const StoredMessage* DemoStore::message(const QString& id) const {
    const StoredConversation* in = conversation(conversationOf_.value(id));
    if (!in) return nullptr;
    const auto found = std::find_if(in->messages.begin(), in->messages.end(),
                                    [&](const StoredMessage& message) { return message.id == id; });
    return found == in->messages.end() ? nullptr : &*found;
}

QString DemoStore::conversationTitled(const QString& title) const {
    const auto found = std::find_if(conversations_.begin(), conversations_.end(),
                                    [&](const StoredConversation& each) { return each.summary.title == title; });
    return found == conversations_.end() ? QString() : found->summary.id;
}

StoredConversation* DemoStore::findConversation(const QString& id) {
    const auto found = conversations_.find(id);
    if (found != conversations_.end()) return &*found;
    tellFailed(id,
               {QStringLiteral("there is no conversation %1").arg(id), QStringLiteral("It may have been removed.")});
    return nullptr;
}

StoredMessage* DemoStore::findAnswer(const QString& id) {
    const auto in = conversations_.find(conversationOf_.value(id));
    if (in != conversations_.end())
        for (StoredMessage& message : in->messages)
            if (message.id == id && message.role == ChatTurn::Role::Assistant) return &message;
    tellFailed(id, {QStringLiteral("there is no answer %1").arg(id), QStringLiteral("It may have been removed.")});
    return nullptr;
}

// The port

void DemoStore::list(const QString& search) {
    calls += QStringLiteral("list %1").arg(search);
    if (fails({})) return;
    QList<ConversationSummary> found;
    for (const StoredConversation& each : std::as_const(conversations_)) {
        const auto holds = [&](const QString& text) { return text.contains(search, Qt::CaseInsensitive); };
        if (holds(each.summary.title) || std::any_of(each.messages.begin(), each.messages.end(),
                                                     [&](const auto& message) { return holds(message.text); }))
            found += each.summary;
    }
    std::sort(found.begin(), found.end(), [](const ConversationSummary& one, const ConversationSummary& other) {
        return std::tie(other.changed, other.created, other.id) < std::tie(one.changed, one.created, one.id);
    });
    later([this, search, found] { emit listed(search, found); });
}

void DemoStore::open(const QString& conversationId) {
    calls += QStringLiteral("open %1").arg(conversationId);
    if (fails(conversationId)) return;
    if (const StoredConversation* found = findConversation(conversationId))
        later([this, conversation = *found] { emit opened(conversation); });
}

void DemoStore::create(const ConversationSummary& summary, const QString& systemPrompt) {
    calls += QStringLiteral("create %1").arg(summary.id);
    if (fails(summary.id)) return;
    if (conversations_.contains(summary.id)) {
        tellFailed(summary.id, {QStringLiteral("there is a conversation %1 already").arg(summary.id), {}});
        return;
    }
    insert({summary, systemPrompt, {}, {}});
    tellChanged();
}

void DemoStore::rename(const QString& conversationId, const QString& title) {
    calls += QStringLiteral("rename %1 %2").arg(conversationId, title);
    if (fails(conversationId)) return;
    StoredConversation* found = findConversation(conversationId);
    if (!found) return;
    found->summary.title = title;
    tellChanged();
}

void DemoStore::setSystemPrompt(const QString& conversationId, const QString& systemPrompt) {
    calls += QStringLiteral("setSystemPrompt %1").arg(conversationId);
    if (fails(conversationId)) return;
    if (StoredConversation* found = findConversation(conversationId)) found->systemPrompt = systemPrompt;
}

void DemoStore::setCurrentLeaf(const QString& conversationId, const QString& messageId) {
    calls += QStringLiteral("setCurrentLeaf %1 %2").arg(conversationId, messageId);
    if (fails(conversationId)) return;
    StoredConversation* found = findConversation(conversationId);
    if (!found) return;
    if (conversationOf_.value(messageId) != conversationId) {
        tellFailed(conversationId,
                   {QStringLiteral("there is no message %1 in conversation %2").arg(messageId, conversationId), {}});
        return;
    }
    found->currentLeafId = messageId;
}

void DemoStore::remove(const QString& conversationId) {
    calls += QStringLiteral("remove %1").arg(conversationId);
    if (fails(conversationId) || !findConversation(conversationId)) return;
    for (const StoredMessage& message : conversations_.take(conversationId).messages)
        conversationOf_.remove(message.id);
    tellChanged();
}

void DemoStore::add(const StoredMessage& message) {
    calls += QStringLiteral("add %1").arg(message.id);
    if (fails(message.id)) return;
    const auto in = conversations_.find(message.conversationId);
    const auto refuse = [&](const QString& what) { tellFailed(message.id, {what, {}}); };
    if (in == conversations_.end())
        return refuse(QStringLiteral("there is no conversation %1").arg(message.conversationId));
    if (conversationOf_.contains(message.id))
        return refuse(QStringLiteral("there is a message %1 already").arg(message.id));
    if (!message.parentId.isEmpty() && conversationOf_.value(message.parentId) != message.conversationId)
        return refuse(
            QStringLiteral("there is no message %1 in conversation %2").arg(message.parentId, message.conversationId));
    in->messages += message;
    in->currentLeafId = message.id;
    in->summary.changed = std::max(in->summary.changed, message.created);
    conversationOf_.insert(message.id, message.conversationId);
    later([this, id = message.id] { emit committed(id); });
    tellChanged();
}

void DemoStore::appendText(const QString& messageId, const QString& text) {
    calls += QStringLiteral("appendText %1 %2").arg(messageId).arg(text.size());
    if (fails(messageId)) return;
    StoredMessage* answer = findAnswer(messageId);
    if (!answer) return;
    answer->text += text;
    answer->statistics.end = AnswerEnd::Unfinished;
}

void DemoStore::finishAnswer(const QString& messageId, const AnswerStatistics& statistics, const Problem& problem) {
    calls += QStringLiteral("finishAnswer %1").arg(messageId);
    if (fails(messageId)) return;
    StoredMessage* answer = findAnswer(messageId);
    if (!answer) return;
    answer->statistics = statistics;
    answer->problem = problem;
}

}  // namespace ui::demo
