#pragma once
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <span>
#include <vector>

#include "inference/token.h"

namespace test_support {

/// The files in ../shared that have golden logits: every type of weights, and the mixtures of them.
namespace golden {

inline constexpr const char* model_names[] = {"mini-f32",    "mini-f16",    "mini-bf16",   "mini-q4_0",  "mini-q4_1",
                                              "mini-q5_0",   "mini-q5_1",   "mini-q8_0",   "mini-q2_k",  "mini-q3_k",
                                              "mini-q3_k_s", "mini-q4_k",   "mini-q4_k_m", "mini-q5_k",  "mini-q5_k_m",
                                              "mini-q6_k",   "mini-iq4_nl", "mini-iq4_xs", "stories260K"};
inline constexpr std::size_t vocabulary_size = 512;  // of all of them

inline QString path(const QString& name) { return QStringLiteral(SHARED_DIR) + "/" + name; }

inline bool here() { return QFileInfo::exists(path("golden/tokens.json")); }

inline std::filesystem::path model(const QString& name) { return path("models/" + name + ".gguf").toStdString(); }

inline std::vector<float> logits(const QString& name) {
    QFile file(path("golden/" + name + ".logits.f32"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray bytes = file.readAll();
    std::vector<float> values(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(float));
    return values;
}

/// Those that the logits of a model follow.
inline std::vector<inference::Token> tokens(const QString& name) {
    if (name == "stories260K") return {1, 403, 407, 261, 378, 432, 317, 261, 376, 414, 434, 310, 286};
    QFile file(path("golden/tokens.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<inference::Token> tokens;
    for (const auto& token : QJsonDocument::fromJson(file.readAll()).object()["tokens"].toArray())
        tokens.push_back(token.toInt());
    return tokens;
}

/// What stories260K says after "Once upon a time".
inline QByteArray greedy_text() {
    QFile file(path("golden/stories260K.greedy.txt"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The token with the largest logit at a position.
inline std::size_t best_at(const std::vector<float>& logits, std::size_t position) {
    const auto row = std::span(logits).subspan(position * vocabulary_size, vocabulary_size);
    return static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
}

/// At how many positions both think the same token the likeliest.
inline std::size_t agreeing(const std::vector<float>& a, const std::vector<float>& b) {
    std::size_t count = 0;
    for (std::size_t position = 0; position < a.size() / vocabulary_size; ++position)
        count += best_at(a, position) == best_at(b, position) ? 1 : 0;
    return count;
}

}  // namespace golden

}  // namespace test_support
