#pragma once
#include <QByteArray>
#include <QFile>

#include <span>
#include <string>
#include <vector>

#include "inference/tokenizer/tokenizer.h"

namespace test_support {

/// A text and the ids that it must become, separated by spaces.
struct TokenizedText {
    QByteArray text, ids;
};

/// The cases that belong to a vocabulary of ../shared: PATH.inp and PATH.out. Empty where they are not there.
inline std::vector<TokenizedText> vocabulary_texts(const QString& path) {
    std::vector<TokenizedText> cases;
    QFile texts(path + ".inp"), ids(path + ".out");
    if (!texts.open(QIODevice::ReadOnly) || !ids.open(QIODevice::ReadOnly)) return cases;
    const QByteArray separator = "\n__ggml_vocab_test__\n";
    const QByteArray all = texts.readAll();
    for (qsizetype start = 0, end; (end = all.indexOf(separator, start)) >= 0; start = end + separator.size())
        cases.push_back({all.mid(start, end - start), ids.readLine().simplified()});
    return cases;
}

/// What tokens stand for, one behind the other.
inline std::string bytes_of(const inference::Tokenizer& tokenizer, std::span<const inference::Token> tokens) {
    std::string bytes;
    for (const inference::Token token : tokens) bytes += tokenizer.bytes_of(token);
    return bytes;
}

}  // namespace test_support
