#include <QFile>
#include <QTest>

#include <ctime>
#include <random>

#include "inference/tokenizer/tokenizer.h"
#include "inference/tokenizer/utf8.h"
#include "tests/support/gguf_builder.h"

using namespace inference;
using namespace test_support;

namespace {

const std::string boundary = "\xE2\x96\x81";

std::shared_ptr<const Tokenizer> tokenizer_of(const GgufBuilder& builder) {
    const auto bytes = builder.bytes();
    return Tokenizer::create(*gguf::GgufFile::parse(bytes, "vocabulary").value()).value();
}

/// Bytes and some pieces, no space before the first word.
std::shared_ptr<const Tokenizer> tokenizer_of(std::vector<Piece> pieces) {
    GgufBuilder builder = vocabulary_file(byte_vocabulary(pieces));
    builder.put("tokenizer.ggml.add_space_prefix", false);
    return tokenizer_of(builder);
}

constexpr Token first_byte = 3;
constexpr Token first_piece = 259;
constexpr Token byte(unsigned char value) { return first_byte + value; }

std::string bytes_of(const Tokenizer& tokenizer, std::span<const Token> tokens) {
    std::string bytes;
    for (const Token token : tokens) bytes += tokenizer.bytes_of(token);
    return bytes;
}

std::string random_text(std::mt19937& random, std::size_t characters) {
    std::string text;
    const auto put = [&](std::uint32_t point) {
        if (point < 0x80) {
            text += static_cast<char>(point);
        } else if (point < 0x800) {
            text += static_cast<char>(0xC0 | point >> 6U);
            text += static_cast<char>(0x80 | (point & 63U));
        } else if (point < 0x10000) {
            text += static_cast<char>(0xE0 | point >> 12U);
            text += static_cast<char>(0x80 | (point >> 6U & 63U));
            text += static_cast<char>(0x80 | (point & 63U));
        } else {
            text += static_cast<char>(0xF0 | point >> 18U);
            text += static_cast<char>(0x80 | (point >> 12U & 63U));
            text += static_cast<char>(0x80 | (point >> 6U & 63U));
            text += static_cast<char>(0x80 | (point & 63U));
        }
    };
    for (std::size_t i = 0; i < characters; ++i) {
        const auto kind = random() % 5;
        auto point = static_cast<std::uint32_t>(random() % (kind == 0 ? 0x110000 : kind == 1 ? 0x3000 : 0x7F));
        if ((point >= 0xD800 && point <= 0xDFFF) || point == 0x2581)
            point = '\n';  // U+2581 is a space to the vocabulary
        put(point);
    }
    return text;
}

}  // namespace

class TokenizerTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const Tokenizer> llama_;
    bool has_llama() {
        if (llama_) return true;
        const auto file = gguf::GgufFile::open(SHARED_DIR "/vocab/vocab-llama-spm.gguf");
        if (file) llama_ = Tokenizer::create(**file).value();
        return llama_ != nullptr;
    }

private slots:
    void highestScoreJoinsFirst() {
        const auto tokenizer = tokenizer_of({{"a", -9}, {"b", -9}, {"c", -9}, {"ab", -2}, {"bc", -1}, {"abc", -5}});
        QCOMPARE(tokenizer->encode("abc").value(), (std::vector<Token>{first_piece + 5}));  // b+c, then a+bc
        QCOMPARE(tokenizer->encode("abb").value(), (std::vector<Token>{first_piece + 3, first_piece + 1}));
        QCOMPARE(tokenizer->encode("").value(), std::vector<Token>());
    }

    void leftmostOfEqualsJoinsFirst() {
        const auto tokenizer = tokenizer_of({{"a", -9}, {"aa", -1}});
        QCOMPARE(tokenizer->encode("aaa").value(), (std::vector<Token>{first_piece + 1, first_piece}));
        QCOMPARE(tokenizer->encode("aaaaa").value(),
                 (std::vector<Token>{first_piece + 1, first_piece + 1, first_piece}));
    }

    void firstOfEqualPiecesCounts() {
        const auto tokenizer = tokenizer_of({{"a", -9}, {"a", -1}});
        QCOMPARE(tokenizer->encode("a").value(), (std::vector<Token>{first_piece}));
    }

    void whatIsNoPieceBecomesBytes() {
        const auto tokenizer = tokenizer_of({{"a", -1}});
        QCOMPARE(tokenizer->encode("a\xE2\x82\xAC").value(),
                 (std::vector<Token>{first_piece, byte(0xE2), byte(0x82), byte(0xAC)}));
        QCOMPARE(tokenizer->encode(std::string("\0", 1)).value(), (std::vector<Token>{byte(0)}));
        // A byte's own text is text.
        const auto written = tokenizer->encode("<0x0A>").value();
        QCOMPARE(written.size(), std::size_t{6});
        QCOMPARE(bytes_of(*tokenizer, written), std::string("<0x0A>"));
    }

    void whereBytesAreMissingTheUnknownStands() {
        const auto tokenizer = tokenizer_of(small_model());
        QVERIFY(tokenizer->adds_space_prefix());
        QCOMPARE(tokenizer->encode("a\nz").value(), (std::vector<Token>{8, 3, 0}));
        QCOMPARE(tokenizer->bytes_of(0), std::string(replacement_character));
    }

    void spaces() {
        GgufBuilder builder =
            vocabulary_file(byte_vocabulary(std::vector<Piece>{{boundary, -1}, {"a", -1}, {boundary + "a", 0}}));
        const auto with = tokenizer_of(builder);
        QCOMPARE(with->encode("a a").value(), (std::vector<Token>{first_piece + 2, first_piece + 2}));
        QCOMPARE(with->encode("").value(), std::vector<Token>());
        builder.put("tokenizer.ggml.add_space_prefix", false);
        const auto without = tokenizer_of(builder);
        QCOMPARE(without->encode("a a").value(), (std::vector<Token>{first_piece + 1, first_piece + 2}));
        QCOMPARE(without->bytes_of(first_piece + 2), std::string(" a"));
        QVERIFY(without->written(first_piece + 2) == boundary + "a");
    }

    void switchesOfTheFile() {
        GgufBuilder builder = small_model();
        const auto plain = tokenizer_of(builder);
        QVERIFY(plain->adds_bos());
        QCOMPARE(plain->bos().value(), 1);
        QCOMPARE(plain->eos().value(), 2);
        QVERIFY(plain->ends_turn(2));
        QVERIFY(!plain->ends_turn(3));
        builder.put("tokenizer.ggml.add_bos_token", false).put("tokenizer.ggml.eot_token_id", 3U);
        builder.remove("tokenizer.ggml.eos_token_id").remove("tokenizer.ggml.bos_token_id");
        const auto other = tokenizer_of(builder);
        QVERIFY(!other->adds_bos());
        QVERIFY(!other->bos());
        QVERIFY(!other->eos());
        QVERIFY(other->ends_turn(3));
        QVERIFY(!other->ends_turn(2));
    }

    void specialsNeverComeFromOrdinaryText() {
        const auto tokenizer =
            tokenizer_of({{"<|end|>", 0, 3}, {"<tool>", 0, 4}, {"unused", 0, 5}, {"</", -1}, {"s>", -1}});
        for (const std::string text : {"<s>", "</s>", "<unk>", "a<|end|>b", "unused", "<0x41>", "<s></s><s>"}) {
            const auto tokens = tokenizer->encode(text).value();
            for (const Token token : tokens) QVERIFY2(token >= first_byte && token != first_piece, text.c_str());
            QCOMPARE(bytes_of(*tokenizer, tokens), text);
        }
    }

    void specialsOfATemplateBecomeThemselves() {
        const auto tokenizer = tokenizer_of({{"<|end|>", 0, 3}, {"<|end|>more", 0, 4}, {"a", -1}});
        QCOMPARE(tokenizer->encode_with_special("<s>a</s>").value(), (std::vector<Token>{1, first_piece + 2, 2}));
        // The longest that fits.
        QCOMPARE(tokenizer->encode_with_special("a<|end|>more<|end|>a").value(),
                 (std::vector<Token>{first_piece + 2, first_piece + 1, first_piece, first_piece + 2}));
        QCOMPARE(tokenizer->encode_with_special("<|end|").value().size(), std::size_t{6});
    }

    void refusesWhatIsNotUtf8() {
        const auto tokenizer = tokenizer_of({{"a", -1}});
        for (const auto& [text, at] :
             std::vector<std::pair<std::string, const char*>>{{"ab\xFF", "at byte 2"},
                                                              {"\xE2\x82", "at byte 0"},
                                                              {"\xC0\x80", "at byte 0"},
                                                              {"a\xED\xA0\x80", "at byte 1"},
                                                              {"\xF4\x90\x80\x80", "at byte 0"},
                                                              {"a\xE2\x82\xAC\x80", "at byte 4"}})
            for (const auto& tokens : {tokenizer->encode(text), tokenizer->encode_with_special(text)}) {
                QVERIFY(!tokens);
                QCOMPARE(tokens.error().kind, ErrorKind::InvalidArgument);
                QVERIFY2(tokens.error().what.ends_with(at), tokens.error().what.c_str());
            }
    }

    void tokensOutsideTheVocabularyAreNothing() {
        const auto tokenizer = tokenizer_of({{"a", -1}});
        for (const Token token :
             {-1, first_piece + 1, std::numeric_limits<Token>::max(), std::numeric_limits<Token>::min()}) {
            QCOMPARE(tokenizer->bytes_of(token), std::string());
            QVERIFY(tokenizer->written(token).empty());
        }
        QCOMPARE(tokenizer->bytes_of(1), std::string());  // <s> has no bytes
        QVERIFY(tokenizer->written(1) == "<s>");
    }

    void roundTripOfRandomText() {
        std::mt19937 random(7);
        std::vector<std::shared_ptr<const Tokenizer>> tokenizers = {
            tokenizer_of({{"a", -1}, {"e", -2}, {"ae", -3}, {boundary, -1}, {boundary + "e", -1}, {"\n", -4}})};
        if (has_llama()) tokenizers.push_back(llama_);
        for (const auto& tokenizer : tokenizers)
            for (int i = 0; i < 300; ++i) {
                const std::string text = random_text(random, 1 + random() % 200);
                QCOMPARE(find_invalid_utf8(text), std::string_view::npos);
                const auto tokens = tokenizer->encode(text).value();
                std::string expected(tokenizer->adds_space_prefix() ? " " : "");
                QCOMPARE(bytes_of(*tokenizer, tokens), expected.append(text));
            }
    }

    /// Eight times the text takes some eight times the work; a quadratic way takes 64. Counted in processor time, as
    /// other programs run too.
    void longRunsTakeLinearTime() {
        const auto tokenizer =
            has_llama() ? llama_ : tokenizer_of({{"a", -9}, {"aa", -1}, {"aaaa", -2}, {"aaaaaaaa", -3}});
        const auto ticks = [&](std::size_t bytes) {
            const std::string text(bytes, 'a');
            std::clock_t least = std::numeric_limits<std::clock_t>::max();
            for (int i = 0; i < 3; ++i) {
                const std::clock_t start = std::clock();
                const auto tokens = tokenizer->encode(text).value();
                least = std::min(least, std::clock() - start);
                if (bytes_of(*tokenizer, tokens).size() < bytes) return std::clock_t{-1};
            }
            return least;
        };
        const auto small = ticks(1 << 17), large = ticks(1 << 20);
        QVERIFY(small > 0 && large > 0);
        QVERIFY2(large < small * 24, qPrintable(QString("128 KiB: %1 ticks, 1 MiB: %2 ticks").arg(small).arg(large)));
    }

    void llamaVocabulary_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("ids");
        QFile texts(SHARED_DIR "/vocab/vocab-llama-spm.gguf.inp");
        QFile ids(SHARED_DIR "/vocab/vocab-llama-spm.gguf.out");
        if (!texts.open(QIODevice::ReadOnly) || !ids.open(QIODevice::ReadOnly)) {
            QTest::newRow("no shared folder") << QByteArray() << QByteArray();
            return;
        }
        const QByteArray separator = "\n__ggml_vocab_test__\n";
        const QByteArray all = texts.readAll();
        int number = 0;
        for (qsizetype start = 0, end; (end = all.indexOf(separator, start)) >= 0; start = end + separator.size())
            QTest::addRow("%d", number++) << all.mid(start, end - start) << ids.readLine().simplified();
        QVERIFY(number > 40);
    }
    void llamaVocabulary() {
        if (!has_llama())
            QSKIP("The shared folder with LLaMA's vocabulary is not here, so nothing is compared with it.");
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, ids);
        QByteArrayList found;
        const auto tokens = llama_->encode(text.toStdString()).value();
        for (const Token token : tokens) found += QByteArray::number(token);
        QCOMPARE(found.join(' '), ids);
        QCOMPARE(bytes_of(*llama_, tokens), text.isEmpty() ? std::string() : (' ' + text).toStdString());
    }
};
QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
