#include <QTest>

#include <algorithm>

#include <random>

#include "inference/tokenizer/detokenizer.h"
#include "inference/tokenizer/tokenizer.h"
#include "inference/tokenizer/utf8.h"
#include "tests/support/encoding_time.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/random_text.h"
#include "tests/support/vocabulary_texts.h"

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
        QVERIFY(other->ends_turn(3));
        // LLaMA's own vocabulary says by itself which they are.
        QCOMPARE(other->bos().value(), 1);
        QCOMPARE(other->eos().value(), 2);
        QVERIFY(other->ends_turn(2));
    }

    void specialsNeverComeFromOrdinaryText() {
        const auto tokenizer =
            tokenizer_of({{"<|end|>", 0, 3}, {"<tool>", 0, 4}, {"unused", 0, 5}, {"</", -1}, {"s>", -1}});
        for (const std::string text : {"<s>", "</s>", "<unk>", "a<|end|>b", "unused", "<0x41>", "<s></s><s>"}) {
            const auto tokens = tokenizer->encode(text).value();
            for (const Token token : tokens) QVERIFY2(token >= first_byte && token != first_piece, text.c_str());
            QCOMPARE(bytes_of(*tokenizer, tokens), text);
        }
        // Nor where its characters would join to it, or it is one.
        const auto joined = tokenizer_of({{"<|", -1}, {"|>", -1}, {"<||>", 0, 4}, {"@", 0, 4}});
        QCOMPARE(joined->encode("<||>@").value(), (std::vector<Token>{first_piece, first_piece + 1, byte('@')}));
        QCOMPARE(joined->encode_with_special("<||>@").value(), (std::vector<Token>{first_piece + 2, first_piece + 3}));
    }

    void specialsOfATemplateBecomeThemselves() {
        const auto tokenizer = tokenizer_of({{"<|end|>", 0, 3}, {"<|end|>more", 0, 4}, {"a", -1}});
        QCOMPARE(tokenizer->encode_with_special("<s>a</s>").value(), (std::vector<Token>{1, first_piece + 2, 2}));
        // The longest that fits.
        QCOMPARE(tokenizer->encode_with_special("a<|end|>more<|end|>a").value(),
                 (std::vector<Token>{first_piece + 2, first_piece + 1, first_piece, first_piece + 2}));
        QCOMPARE(tokenizer->encode_with_special("<|end|").value().size(), std::size_t{6});
        // By name, whole names only.
        QCOMPARE(tokenizer->special("<|end|>"), std::optional<Token>(first_piece));
        QCOMPARE(tokenizer->special("<|end|>more"), std::optional<Token>(first_piece + 1));
        for (const char* none : {"<|end|", "<|end|>m", "a", "<0x41>", ""}) QVERIFY(!tokenizer->special(none));
    }

    /// Hundreds of them, as Llama 3 has, each inside or beside another: the longest, the first of equals.
    void anyNumberOfSpecials() {
        std::vector<Piece> pieces;
        for (int i = 0; i < 300; ++i) pieces.push_back({"<|" + std::to_string(i), 0, 3});
        for (int i = 0; i < 300; ++i) pieces.push_back({"<|" + std::to_string(i) + "|>", 0, i % 2 == 0 ? 3 : 4});
        pieces.push_back({"<|7|>", 0, 3});
        const auto tokenizer = tokenizer_of(pieces);
        for (int i = 0; i < 300; ++i) {
            const std::string number = std::to_string(i);
            QCOMPARE(tokenizer->encode_with_special("<|" + number + "|>").value(),
                     (std::vector<Token>{first_piece + 300 + i}));
            QCOMPARE(tokenizer->encode_with_special("\xC3\xA9<|" + number + "<|" + number + "|").value(),
                     (std::vector<Token>{byte(0xC3), byte(0xA9), first_piece + i, first_piece + i, byte('|')}));
        }
        QCOMPARE(tokenizer->encode_with_special("<|3000").value(),  // "<|300" is none
                 (std::vector<Token>{first_piece + 30, byte('0'), byte('0')}));
    }

    void endsOfTurnAreKnownByTheirTexts() {
        GgufBuilder builder = vocabulary_file(byte_vocabulary(std::vector<Piece>{
            {"<|im_end|>", 0, 3}, {"<|eot_id|>", 0, 4}, {"<|eom_id|>", 0, 3}, {"<EOT>", 0, 1}, {"<|other|>", 0, 3}}));
        const auto known = tokenizer_of(builder);
        QCOMPARE(known->eot(), std::optional<Token>(first_piece));
        for (const Token token : {2, first_piece, first_piece + 1, first_piece + 2}) QVERIFY(known->ends_turn(token));
        for (const Token token : {1, first_piece + 3, first_piece + 4}) QVERIFY(!known->ends_turn(token));
        // What the file declares comes before what texts say, each key for itself.
        builder.put("tokenizer.ggml.eot_token_id", static_cast<std::uint32_t>(first_piece + 4));
        const auto declared = tokenizer_of(builder);
        QCOMPARE(declared->eot(), std::optional<Token>(first_piece + 4));
        for (const Token token : {2, first_piece + 2, first_piece + 4}) QVERIFY(declared->ends_turn(token));
        for (const Token token : {1, first_piece, first_piece + 1, first_piece + 3})
            QVERIFY(!declared->ends_turn(token));
        builder.put("tokenizer.ggml.eom_token_id", static_cast<std::uint32_t>(first_piece + 3));
        QVERIFY(tokenizer_of(builder)->ends_turn(first_piece + 3));
        QVERIFY(!tokenizer_of(builder)->ends_turn(first_piece + 2));
    }

    /// Some converters typed all tokens as ordinary ones.
    void markersOfOrdinaryKindsAreSpecial_data() {
        QTest::addColumn<int>("kind");
        QTest::addRow("normal") << 1;
        QTest::addRow("unused") << 5;
    }
    void markersOfOrdinaryKindsAreSpecial() {
        QFETCH(int, kind);
        GgufBuilder builder = vocabulary_file(byte_vocabulary(std::vector<Piece>{
            {"<|im_start|>", 0, kind}, {"<|im_end|>", 0, kind}, {"</turn>", 0, kind}, {"</b>", 0, kind}}));
        builder.put("tokenizer.ggml.add_space_prefix", false);
        builder.put("tokenizer.ggml.eos_token_id", static_cast<std::uint32_t>(first_piece + 2));
        const auto tokenizer = tokenizer_of(builder);
        QCOMPARE(tokenizer->encode_with_special("<|im_start|></turn>").value(),
                 (std::vector<Token>{first_piece, first_piece + 2}));
        QVERIFY(tokenizer->ends_turn(first_piece + 1) && tokenizer->ends_turn(first_piece + 2));
        QVERIFY(!tokenizer->special("</b>"));  // the file says nothing of it
        const auto typed = tokenizer->encode("<|im_start|></turn>").value();
        QVERIFY(std::ranges::all_of(typed, [](Token token) { return token < first_piece; }));
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
                const std::string text = random_text(random, 1 + random() % 200, U'\u2581');  // which is a space to it
                QCOMPARE(find_invalid_utf8(text), std::string_view::npos);
                const auto tokens = tokenizer->encode(text).value();
                std::string expected(tokenizer->adds_space_prefix() ? " " : "");
                QCOMPARE(bytes_of(*tokenizer, tokens), expected.append(text));
                Detokenizer streamed(tokenizer, true);
                std::string shown;
                for (const Token token : tokens) shown += streamed.push(token);
                QCOMPARE(shown + streamed.finish(), text);
            }
    }

    /// 32 times the text takes some 40 times the work, on a busy machine more; a quadratic way takes 1024 times. (From
    /// 1 MiB on the tables are pages that the system hands out anew each time, which once took 573 times for 64.)
    void longRunsTakeLinearTime() {
        const auto tokenizer =
            has_llama() ? llama_ : tokenizer_of({{"a", -9}, {"aa", -1}, {"aaaa", -2}, {"aaaaaaaa", -3}});
        const std::clock_t small = encoding_ticks(*tokenizer, "a", 1 << 14);
        const std::clock_t large = encoding_ticks(*tokenizer, "a", 1 << 19);
        QVERIFY(small > 0 && large > 0);
        QVERIFY2(large < small * 256, qPrintable(QString("16 KiB: %1 ticks, 512 KiB: %2 ticks").arg(small).arg(large)));
    }

    void aMegabyteOfOneCharacter_data() { megabytes_of_one_character(); }
    void aMegabyteOfOneCharacter() {
        QFETCH(QByteArray, character);
        const auto tokenizer =
            has_llama() ? llama_ : tokenizer_of({{"a", -9}, {"aa", -1}, {"aaaa", -2}, {boundary, -1}});
        check_a_megabyte(*tokenizer, character.toStdString());
    }

    void llamaVocabulary_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("ids");
        const auto cases = vocabulary_texts(SHARED_DIR "/vocab/vocab-llama-spm.gguf");
        if (cases.empty()) QTest::newRow("no shared folder") << QByteArray() << QByteArray();
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::addRow("%zu", i) << cases[i].text << cases[i].ids;
        QVERIFY(cases.empty() || cases.size() > 40);
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
