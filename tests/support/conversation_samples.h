#pragma once
#include <QUuid>
#include <limits>

#include "ui/ports/conversation_store.h"

/// Conversations and messages for tests of storage and export; times advance by a second a message.
namespace samples {

inline QDateTime timeAfter(int seconds) {
    return QDateTime(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC).addSecs(seconds);
}

inline ui::ConversationSummary conversation(const QString& id, const QString& title, int seconds = 0) {
    return {id, title, timeAfter(seconds), timeAfter(seconds)};
}

inline ui::StoredMessage question(const QString& conversation, const QString& id, const QString& parent,
                                  const QString& text, int seconds = 1) {
    ui::StoredMessage message;
    message.id = id;
    message.conversationId = conversation;
    message.parentId = parent;
    message.role = ui::ChatTurn::Role::User;
    message.text = text;
    message.created = timeAfter(seconds);
    return message;
}

inline ui::StoredMessage answer(const QString& conversation, const QString& id, const QString& parent,
                                const QString& text = {}, int seconds = 2) {
    ui::StoredMessage message = question(conversation, id, parent, text, seconds);
    message.role = ui::ChatTurn::Role::Assistant;
    message.modelName = QStringLiteral("LLaMA 13B");
    message.modelIdentity = QStringLiteral("0123456789abcdef");
    message.settings.temperature = 0.25;
    message.settings.topK = 7;
    message.settings.topP = 0.5;
    message.settings.seed = 0xfedcba9876543210U;  // beyond the positive half of SQLite's integers
    message.settings.contextLength = 2048;
    message.settings.answerLimit = 99;
    message.settings.minP = 1.0 / 3;
    message.settings.typicalP = 0.75;
    message.settings.repetitionPenalty = 1.5;
    message.settings.presencePenalty = -0.5;
    message.settings.frequencyPenalty = 0.125;
    message.settings.penaltyWindow = 128;
    message.settings.logitBias = {{13, -2.5}, {7, -std::numeric_limits<double>::infinity()}};
    message.settings.stopTexts = {QStringLiteral("###"), QStringLiteral("\"User\":\n")};
    message.settings.reproducible = true;
    message.settings.cacheType = ui::CacheType::Q8_0;
    message.settings.chatFormat = QStringLiteral("vicuna");
    message.format = ui::ChatFormatUse{QStringLiteral("vicuna"), ui::ChatFormatSource::Chosen};
    return message;
}

inline ui::AnswerStatistics statistics(ui::AnswerEnd end) {
    ui::AnswerStatistics statistics;
    statistics.end = end;
    statistics.promptTokens = 31;
    statistics.reusedTokens = 12;
    statistics.answerTokens = 212;
    statistics.promptTokensPerSecond = 812.5;
    statistics.tokensPerSecond = 41.25;
    statistics.contextUsed = 243;
    statistics.contextLength = 2048;
    statistics.seed = 0xfedcba9876543210U;
    return statistics;
}

}  // namespace samples
