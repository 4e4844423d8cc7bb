#include "app/storage/stored_answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <limits>

#include "app/storage/stored_values.h"

namespace app {
namespace {

const auto token_key = QStringLiteral("token");
const auto bias_key = QStringLiteral("bias");

QString written(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonArray arrayIn(const QVariant& value) { return QJsonDocument::fromJson(value.toString().toUtf8()).array(); }

/// ["###", "User:"]
QString writtenTexts(const QStringList& texts) {
    QJsonArray array;
    for (const QString& text : texts) array.append(storable(text));
    return written(array);
}

QStringList textsIn(const QVariant& value) {
    QStringList texts;
    for (const QJsonValue text : arrayIn(value))
        if (text.isString()) texts.append(text.toString());
    return texts;
}

/// [{"token": 13, "bias": -2.5}]; JSON has no infinity, so a forbidden token's bias is null.
QString writtenBiases(const QList<ui::TokenBias>& biases) {
    QJsonArray array;
    for (const auto& [token, bias] : biases)
        array.append(
            QJsonObject{{token_key, token}, {bias_key, std::isfinite(bias) ? QJsonValue(bias) : QJsonValue()}});
    return written(array);
}

QList<ui::TokenBias> biasesIn(const QVariant& value) {
    QList<ui::TokenBias> biases;
    for (const QJsonValue one : arrayIn(value)) {
        const int token = one[token_key].toInt(-1);
        const QJsonValue bias = one[bias_key];
        if (token >= 0 && (bias.isDouble() || bias.isNull()))
            biases.append({token, bias.toDouble(-std::numeric_limits<double>::infinity())});
    }
    return biases;
}

/// NULL where nothing was recorded.
template <typename Value>
QVariant ifRecorded(const ui::StoredMessage& message, const Value& value) {
    return message.format ? QVariant(value) : QVariant();
}

}  // namespace

QStringList answerColumns() {
    return {QStringLiteral("model_name"),
            QStringLiteral("model_identity"),
            QStringLiteral("temperature"),
            QStringLiteral("top_k"),
            QStringLiteral("top_p"),
            QStringLiteral("min_p"),
            QStringLiteral("typical_p"),
            QStringLiteral("repetition_penalty"),
            QStringLiteral("presence_penalty"),
            QStringLiteral("frequency_penalty"),
            QStringLiteral("penalty_window"),
            QStringLiteral("logit_bias"),
            QStringLiteral("wished_seed"),
            QStringLiteral("wished_context_length"),
            QStringLiteral("answer_limit"),
            QStringLiteral("reproducible"),
            QStringLiteral("cache_type"),
            QStringLiteral("stop_texts"),
            QStringLiteral("chat_format"),
            QStringLiteral("chat_format_source"),
            QStringLiteral("ended"),
            QStringLiteral("prompt_tokens"),
            QStringLiteral("reused_tokens"),
            QStringLiteral("answer_tokens"),
            QStringLiteral("prompt_tokens_per_second"),
            QStringLiteral("tokens_per_second"),
            QStringLiteral("context_used"),
            QStringLiteral("context_length"),
            QStringLiteral("seed"),
            QStringLiteral("problem_what"),
            QStringLiteral("problem_hint")};
}

QVariantList answerValues(const ui::StoredMessage& message) {
    const ui::AnswerSettings& settings = message.settings;
    const ui::AnswerStatistics& statistics = message.statistics;
    const ui::ChatFormatUse format = message.format.value_or(ui::ChatFormatUse());
    return {storable(message.modelName),
            storable(message.modelIdentity),
            storable(settings.temperature),
            settings.topK,
            storable(settings.topP),
            storable(settings.minP),
            storable(settings.typicalP),
            storable(settings.repetitionPenalty),
            storable(settings.presencePenalty),
            storable(settings.frequencyPenalty),
            settings.penaltyWindow,
            writtenBiases(settings.logitBias),
            settings.seed ? QVariant(static_cast<qint64>(*settings.seed)) : QVariant(),
            settings.contextLength,
            settings.answerLimit,
            settings.reproducible,
            writtenCacheType(settings.cacheType),
            ifRecorded(message, writtenTexts(settings.stopTexts)),
            ifRecorded(message, storable(format.name)),
            ifRecorded(message, writtenSource(format.source)),
            writtenEnd(statistics.end),
            statistics.promptTokens,
            statistics.reusedTokens,
            statistics.answerTokens,
            storable(statistics.promptTokensPerSecond),
            storable(statistics.tokensPerSecond),
            statistics.contextUsed,
            statistics.contextLength,
            static_cast<qint64>(statistics.seed),
            storable(message.problem.what),
            storable(message.problem.hint)};
}

void readAnswer(const QSqlQuery& row, int first, ui::StoredMessage& message) {
    int column = first;
    const auto next = [&] { return row.value(column++); };
    const auto text = [&] { return next().toString(); };
    const auto integer = [&] { return next().toInt(); };
    const auto real = [&] { return storable(next().toDouble()); };
    ui::AnswerSettings& settings = message.settings;
    message.modelName = text();
    message.modelIdentity = text();
    settings.temperature = real();
    settings.topK = integer();
    settings.topP = real();
    settings.minP = real();
    settings.typicalP = real();
    settings.repetitionPenalty = real();
    settings.presencePenalty = real();
    settings.frequencyPenalty = real();
    settings.penaltyWindow = integer();
    settings.logitBias = biasesIn(next());
    if (const QVariant seed = next(); !seed.isNull()) settings.seed = static_cast<quint64>(seed.toLongLong());
    settings.contextLength = integer();
    settings.answerLimit = integer();
    settings.reproducible = integer() != 0;
    settings.cacheType = readCacheType(text());
    settings.stopTexts = textsIn(next());
    const QVariant format = next();
    const QString source = text();
    if (!format.isNull()) message.format = ui::ChatFormatUse{format.toString(), readSource(source)};
    // What was chosen is a setting too; the model's own is none.
    if (message.format && message.format->source == ui::ChatFormatSource::Chosen)
        settings.chatFormat = message.format->name;
    ui::AnswerStatistics& statistics = message.statistics;
    statistics.end = readEnd(text());
    statistics.promptTokens = integer();
    statistics.reusedTokens = integer();
    statistics.answerTokens = integer();
    statistics.promptTokensPerSecond = real();
    statistics.tokensPerSecond = real();
    statistics.contextUsed = integer();
    statistics.contextLength = integer();
    statistics.seed = static_cast<quint64>(next().toLongLong());
    message.problem.what = text();
    message.problem.hint = text();
}

}  // namespace app
