#include <QTest>

#include <random>

#include "inference/tokenizer/detokenizer.h"
#include "inference/tokenizer/utf8.h"
#include "tests/support/fake_tokenizer.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;

namespace {

const std::string lost(replacement_character);

/// The pieces that come of a text's bytes, one token a byte, and what is left at the end.
std::vector<std::string> pieces_of(std::string_view bytes) {
    Detokenizer detokenizer(std::make_shared<FakeTokenizer>(), false);
    std::vector<std::string> pieces;
    for (const char byte : bytes) pieces.push_back(detokenizer.push(static_cast<unsigned char>(byte)));
    pieces.push_back(detokenizer.finish());
    return pieces;
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    return text;
}

}  // namespace

class DetokenizerTest : public QObject {
    Q_OBJECT
private slots:
    void waitsForWholeCharacters() {
        QCOMPARE(pieces_of("a\xF0\x9F\xA6\x99"
                           "b"),
                 (std::vector<std::string>{"a", "", "", "", "\xF0\x9F\xA6\x99", "b", ""}));
    }

    void whatIsNoCharacterIsReplaced_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        const QByteArray r = QByteArray::fromStdString(lost);
        // A longest beginning of a character counts as one (Unicode 15, section 3.9, "maximal subpart").
        QTest::newRow("never a byte of UTF-8") << QByteArray(
                                                      "a\xFF"
                                                      "b")
                                               << "a" + r + "b";
        QTest::newRow("continuation alone") << QByteArray("\x80\x80") << r + r;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << r + r;
        QTest::newRow("overlong of three") << QByteArray("\xE0\x80\x80") << r + r + r;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << r + r + r;
        QTest::newRow("beyond U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << r + r + r + r;
        QTest::newRow("cut by a letter") << QByteArray(
                                                "\xE2\x82"
                                                "a")
                                         << r + "a";
        QTest::newRow("cut by another beginning") << QByteArray("\xF0\x9F\xC3\xA9") << r + "\xC3\xA9";
        QTest::newRow("unfinished at the end") << QByteArray("a\xE2\x82") << "a" + r;
        QTest::newRow("unfinished at the end, 3 of 4") << QByteArray("\xF0\x9F\xA6") << r;
        QTest::newRow("sound") << QByteArray("na\xC3\xAFve") << QByteArray("na\xC3\xAFve");
    }
    void whatIsNoCharacterIsReplaced() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(joined(pieces_of(bytes.toStdString()))), text);
    }

    void noPieceEndsInsideACharacter() {
        std::mt19937 random(11);
        for (int i = 0; i < 500; ++i) {
            std::string bytes;
            while (bytes.size() < 60) {
                const auto kind = random() % 6;
                bytes += kind == 0   ? std::string(1, static_cast<char>(random()))
                         : kind == 1 ? "\xC3\xA9"
                         : kind == 2 ? "\xE2\x82\xAC"
                         : kind == 3 ? "\xF0\x9F\xA6\x99"
                         : kind == 4 ? std::string("\xE2\x82\xAC", 1 + random() % 2)
                                     : "x";
            }
            for (const std::string& piece : pieces_of(bytes))
                QCOMPARE(find_invalid_utf8(piece), std::string_view::npos);
            // Qt replaces byte for byte; what is sound must come out the same.
            QString whole = QString::fromUtf8(QByteArray::fromStdString(bytes));
            QString streamed = QString::fromStdString(joined(pieces_of(bytes)));
            QCOMPARE(streamed.remove(QChar::ReplacementCharacter), whole.remove(QChar::ReplacementCharacter));
        }
    }

    void theFirstSpaceGoesOnce() {
        const GgufBuilder builder = vocabulary_file(byte_vocabulary(std::vector<Piece>{{"\xE2\x96\x81Hi"}}));
        const auto bytes = builder.bytes();
        const auto tokenizer = Tokenizer::create(*gguf::GgufFile::parse(bytes, "v").value()).value();
        constexpr Token hi = 259, space = 3 + ' ', start = 1;
        Detokenizer at_start(tokenizer, true);
        QCOMPARE(at_start.push(start), std::string());  // no text, so the first word is still to come
        QCOMPARE(at_start.push(hi), std::string("Hi"));
        QCOMPARE(at_start.push(hi), std::string(" Hi"));
        Detokenizer in_the_middle(tokenizer, false);
        QCOMPARE(in_the_middle.push(hi), std::string(" Hi"));
        Detokenizer two_spaces(tokenizer, true);
        QCOMPARE(two_spaces.push(space), std::string());
        QCOMPARE(two_spaces.push(space), std::string(" "));
        Detokenizer without_prefix(std::make_shared<FakeTokenizer>(), true);  // a tokenizer that puts no space there
        QCOMPARE(without_prefix.push(' '), std::string(" "));
    }

    void finishesOnce() {
        Detokenizer detokenizer(std::make_shared<FakeTokenizer>(), false);
        detokenizer.push(0xE2);
        QCOMPARE(detokenizer.finish(), lost);
        QCOMPARE(detokenizer.finish(), std::string());
    }
};
QTEST_GUILESS_MAIN(DetokenizerTest)
#include "detokenizer_test.moc"
