#pragma once
#include <QTest>
#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

#include "inference/tokenizer/tokenizer.h"

namespace test_support {

/// The least processor time (other programs run too) of three encodings of `unit`, repeated to `bytes`; -1 where the
/// tokens don't give the text back.
inline std::clock_t encoding_ticks(const inference::Tokenizer& tokenizer, const std::string& unit, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + unit.size());
    while (text.size() < bytes) text += unit;
    std::clock_t least = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 3; ++i) {
        const std::clock_t start = std::clock();
        const auto tokens = tokenizer.encode(text).value();
        least = std::min(least, std::clock() - start);
        std::string back;
        for (const inference::Token token : tokens) back += tokenizer.bytes_of(token);
        if (back != (tokenizer.adds_space_prefix() ? " " : "") + text) return -1;
    }
    return least;
}

inline void megabytes_of_one_character() {
    QTest::addColumn<QByteArray>("character");
    for (const char* character : {"a", " ", "\n", "!", "\xC3\xA9", "\xE4\xB8\xAD"})
        QTest::newRow(character) << QByteArray(character);
}
/// It takes less than half a second; a way that is quadratic in the length takes hours.
inline void check_a_megabyte(const inference::Tokenizer& tokenizer, const std::string& character) {
    const std::clock_t ticks = encoding_ticks(tokenizer, character, 1 << 20);
    QVERIFY(ticks >= 0);
    QVERIFY2(ticks < 30 * CLOCKS_PER_SEC, qPrintable(QString("%1 s").arg(ticks / CLOCKS_PER_SEC)));
}

}  // namespace test_support
