#include "app/interchange/json_export.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/storage/stored_values.h"
#include "app/version.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

/// Of the layout below; readers of a later one are told by it.
constexpr int format_version = 3;

std::string utf8(const QString& text) { return storable(text).toStdString(); }

Json timeOf(const QDateTime& time) {
    return time.isValid() ? Json(time.toUTC().toString(Qt::ISODateWithMs).toStdString()) : Json(nullptr);
}

Json idOf(const QString& id) { return id.isEmpty() ? Json(nullptr) : Json(utf8(id)); }

Json formatOf(const std::optional<ui::ChatFormatUse>& format) {
    if (!format) return nullptr;
    return {{"name", idOf(format->name)}, {"source", writtenSource(format->source).toStdString()}};
}

Json stopTextsOf(const ui::StoredMessage& message) {
    if (!message.format) return nullptr;
    Json texts = Json::array();
    for (const QString& text : message.settings.stopTexts) texts.push_back(utf8(text));
    return texts;
}

Json biasesOf(const QList<ui::TokenBias>& biases) {
    Json list = Json::array();
    for (const auto& [token, bias] : biases)
        list.push_back({{"token", token}, {"bias", std::isfinite(bias) ? Json(bias) : Json(nullptr)}});
    return list;
}

Json answerOf(const ui::StoredMessage& message) {
    const auto& settings = message.settings;
    const auto& statistics = message.statistics;
    Json answer = {
        {"model", {{"name", utf8(message.modelName)}, {"identity", utf8(message.modelIdentity)}}},
        {"settings",
         {{"temperature", settings.temperature},
          {"top_k", settings.topK},
          {"top_p", settings.topP},
          {"min_p", settings.minP},
          {"typical_p", settings.typicalP},
          {"repetition_penalty", settings.repetitionPenalty},
          {"presence_penalty", settings.presencePenalty},
          {"frequency_penalty", settings.frequencyPenalty},
          {"penalty_window", settings.penaltyWindow},
          {"logit_bias", biasesOf(settings.logitBias)},
          {"seed", settings.seed ? Json(std::to_string(*settings.seed)) : Json(nullptr)},
          {"context_length", settings.contextLength},
          {"answer_limit", settings.answerLimit},
          {"stop_texts", stopTextsOf(message)},
          {"reproducible", settings.reproducible},
          {"cache_type", writtenCacheType(settings.cacheType).toStdString()}}},
        {"chat_format", formatOf(message.format)},
        {"ended", writtenEnd(statistics.end).toStdString()},
        {"seed", std::to_string(statistics.seed)},
        {"statistics",
         {{"prompt_tokens", statistics.promptTokens},
          {"reused_tokens", statistics.reusedTokens},
          {"answer_tokens", statistics.answerTokens},
          {"prompt_tokens_per_second", statistics.promptTokensPerSecond},
          {"tokens_per_second", statistics.tokensPerSecond},
          {"context_used", statistics.contextUsed},
          {"context_length", statistics.contextLength}}},
    };
    if (!message.problem.what.isEmpty())
        answer["problem"] = {{"what", utf8(message.problem.what)}, {"hint", utf8(message.problem.hint)}};
    return answer;
}

Json messageOf(const ui::StoredMessage& message) {
    Json json = {
        {"id", utf8(message.id)},
        {"parent", idOf(message.parentId)},
        {"role", writtenRole(message.role).toStdString()},
        {"created", timeOf(message.created)},
        {"text", utf8(message.text)},
    };
    if (message.role == ui::ChatTurn::Role::Assistant) json["answer"] = answerOf(message);
    return json;
}

Json conversationOf(const ui::StoredConversation& conversation) {
    Json messages = Json::array();
    for (const ui::StoredMessage& message : conversation.messages) messages.push_back(messageOf(message));
    return {
        {"id", utf8(conversation.summary.id)},
        {"title", utf8(conversation.summary.title)},
        {"created", timeOf(conversation.summary.created)},
        {"changed", timeOf(conversation.summary.changed)},
        {"system_prompt", utf8(conversation.systemPrompt)},
        {"current_leaf", idOf(conversation.currentLeafId)},
        {"messages", std::move(messages)},
    };
}

}  // namespace

QByteArray jsonOf(const QList<ui::StoredConversation>& conversations) {
    Json list = Json::array();
    for (const ui::StoredConversation& conversation : conversations) list.push_back(conversationOf(conversation));
    const Json document = {
        {"format", "altiplano-conversations"},
        {"version", format_version},
        {"program", std::string("Altiplano ") + version},
        {"conversations", std::move(list)},
    };
    return QByteArray::fromStdString(document.dump(2)) + '\n';
}

}  // namespace app
