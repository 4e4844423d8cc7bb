#include <QTest>

#include <map>
#include <random>

#include "inference/tokenizer/byte_alphabet.h"
#include "inference/tokenizer/llama3_words.h"
#include "inference/tokenizer/tokenizer.h"
#include "tests/support/encoding_time.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"
#include "tests/support/random_text.h"
#include "tests/support/vocabulary_texts.h"

using namespace inference;
using namespace test_support;

namespace {

constexpr Token first_word = 256;

Result<std::shared_ptr<const Tokenizer>> create(const GgufBuilder& builder) {
    const auto bytes = builder.bytes();
    return Tokenizer::create(*gguf::GgufFile::parse(bytes, "vocabulary").value());
}

/// Words that merges make and words that none makes, and the merges, "left right", as texts of ASCII.
GgufBuilder builder_of(const std::vector<std::string>& words, const std::vector<std::string>& merges) {
    std::vector<Piece> pieces;
    pieces.reserve(words.size());
    for (const std::string& word : words) pieces.push_back({in_byte_alphabet(word)});
    return byte_pair_file(pieces, merges);
}
std::shared_ptr<const Tokenizer> tokenizer_of(const std::vector<std::string>& words,
                                              const std::vector<std::string>& merges) {
    return create(builder_of(words, merges)).value();
}

}  // namespace

class BytePairTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const Tokenizer> llama_;
    bool has_llama() {
        if (llama_) return true;
        const auto file = gguf::GgufFile::open(SHARED_DIR "/vocab/vocab-llama-bpe.gguf");
        if (file) llama_ = Tokenizer::create(**file).value();
        return llama_ != nullptr;
    }

private slots:
    void alphabet() {
        std::string all;
        for (unsigned byte = 0; byte < 256; ++byte) {
            const std::string one(1, static_cast<char>(byte));
            QCOMPARE(bytes_written(in_byte_alphabet(one)), std::optional(one));
            all += one;
        }
        QCOMPARE(bytes_written(in_byte_alphabet(all)), std::optional(all));
        QCOMPARE(std::uint32_t{character_of_byte(' ')}, 0x120U);
        QCOMPARE(std::uint32_t{character_of_byte('a')}, std::uint32_t{'a'});
        QCOMPARE(std::uint32_t{character_of_byte(0xAD)}, 0x143U);
        for (const char* none : {" ", "\n", "\xC2\xAD", "\xC5\x84", "\xE2\x96\x81", "a\x7F"})
            QVERIFY2(!bytes_written(none), none);
    }

    void mergesGoByRank() {
        const auto tokenizer = tokenizer_of({"ab", "bc", "abc", "abcd"}, {"b c", "a b", "a bc"});
        QCOMPARE(tokenizer->encode("abcx").value(), (std::vector<Token>{first_word + 2, 'x'}));  // b+c, then a+bc
        QCOMPARE(tokenizer->encode("abbcx").value(), (std::vector<Token>{first_word, first_word + 1, 'x'}));
        QCOMPARE(tokenizer->encode("abab!").value(), (std::vector<Token>{first_word, first_word, '!'}));
        QCOMPARE(tokenizer->encode("").value(), std::vector<Token>());
    }

    void leftmostOfEqualsMergesFirst() {
        const auto tokenizer = tokenizer_of({"aa", "aaaa"}, {"a a", "aa aa"});
        QCOMPARE(tokenizer->encode("aaa").value(), (std::vector<Token>{first_word, 'a'}));
        QCOMPARE(tokenizer->encode("aaaaaaa").value(), (std::vector<Token>{first_word + 1, first_word, 'a'}));
    }

    /// Llama 3's vocabulary has words that its merges would not make.
    void aWholeWordIsTakenAsItIs() {
        const auto tokenizer = tokenizer_of({"abcd", "bc"}, {"b c"});
        QCOMPARE(tokenizer->encode("abcd").value(), (std::vector<Token>{first_word}));
        QCOMPARE(tokenizer->encode("abcde").value(), (std::vector<Token>{'a', first_word + 1, 'd', 'e'}));
    }

    void noTokenReachesOverAWordsEdge() {
        const auto tokenizer = tokenizer_of({"a ", " b", "12", "123", "1234"}, {"1 2", "12 3", "123 4"});
        QCOMPARE(tokenizer->encode("a b").value(), (std::vector<Token>{'a', first_word + 1}));
        QCOMPARE(tokenizer->encode("1234").value(), (std::vector<Token>{first_word + 3, '4'}));
    }

    void specialsNeverComeFromOrdinaryText() {
        GgufBuilder builder = byte_pair_file(
            std::vector<Piece>{{"<|eot_id|>", 0, 3}, {"tool", 0, 4}, {"never", 0, 5}, {"<a b>", 0, 1}}, {});
        const auto tokenizer = create(builder).value();
        for (const std::string text : {"<|eot_id|>", "<|begin_of_text|>", "tool", "never", "a<|eot_id|>b", "<a b>"}) {
            const auto tokens = tokenizer->encode(text).value();
            QCOMPARE(tokens.size(), text.size());
            for (const Token token : tokens) QVERIFY2(token < first_word, text.c_str());
            QCOMPARE(bytes_of(*tokenizer, tokens), text);
        }
        QCOMPARE(tokenizer->encode_with_special("<|begin_of_text|>a<|eot_id|>tool").value(),
                 (std::vector<Token>{first_word + 4, 'a', first_word, first_word + 1}));
        QCOMPARE(tokenizer->bytes_of(first_word), std::string());
        QCOMPARE(tokenizer->bytes_of(first_word + 1), std::string("tool"));
        QCOMPARE(tokenizer->bytes_of(first_word + 2), std::string());
        QCOMPARE(tokenizer->bytes_of(first_word + 3), std::string("<a b>"));  // no word, for it holds a space
        QCOMPARE(tokenizer->special("<|eot_id|>"), std::optional<Token>(first_word));
        QVERIFY(tokenizer->ends_turn(first_word));
        QVERIFY(tokenizer->ends_turn(first_word + 5));
        QVERIFY(tokenizer->adds_bos());
        QVERIFY(!tokenizer->adds_space_prefix());
        QVERIFY(!create(builder.put("tokenizer.ggml.add_bos_token", false)).value()->adds_bos());
    }

    void otherNamesOfTheRule() {
        for (const char* name : {"llama3", "llama-v3", "llama-bpe"})
            QVERIFY2(create(builder_of({}, {}).put("tokenizer.ggml.pre", name)), name);
    }

    void refuses_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 12; ++i) QTest::addRow("%d", i) << i;
    }
    void refuses() {
        QFETCH(int, index);
        const std::vector<std::string> merges = {"a b"};
        const auto with_merge = [&](const char* merge) { return builder_of({"ab"}, {"a b", merge}); };
        const auto put = [&](const char* key, const auto& value) { return builder_of({"ab"}, merges).put(key, value); };
        GgufBuilder byte_missing = builder_of({}, {});
        auto pieces = byte_pair_vocabulary({});
        pieces[7].kind = 3;
        put_vocabulary(byte_missing, pieces);
        const std::vector<std::pair<GgufBuilder, const char*>> files = {
            {put("tokenizer.ggml.pre", "tekken"), "by the rule 'tekken' (tokenizer.ggml.pre)"},
            {put("tokenizer.ggml.pre", "default"), "by the rule 'default'"},
            {put("tokenizer.ggml.pre", 1U), "tokenizer.ggml.pre is not a text"},
            {builder_of({"ab"}, merges).remove("tokenizer.ggml.pre"), "does not say how"},
            {builder_of({"ab"}, merges).remove("tokenizer.ggml.merges"), "lacks the key tokenizer.ggml.merges"},
            {put("tokenizer.ggml.merges", "a b"), "tokenizer.ggml.merges is no list"},
            {with_merge("a c"), "merge 1, 'a c', does not make a token of two tokens"},
            {with_merge("ab"), "merge 1, 'ab', does not"},
            {with_merge(" ab"), "merge 1, ' ab', does not"},
            {with_merge(""), "merge 1, '', does not"},
            {with_merge("xy z"), "merge 1, 'xy z', does not"},
            {byte_missing, "no token for the byte 7"},
        };
        const auto tokenizer = create(files[static_cast<std::size_t>(index)].first);
        QVERIFY2(!tokenizer, "it was read");
        QVERIFY2(tokenizer.error().what.find(files[static_cast<std::size_t>(index)].second) != std::string::npos,
                 tokenizer.error().what.c_str());
        QVERIFY2(message_fault(tokenizer.error()).empty(), message_fault(tokenizer.error()).c_str());
    }

    void roundTripOfRandomText() {
        std::mt19937 random(9);
        std::vector<std::shared_ptr<const Tokenizer>> tokenizers = {
            tokenizer_of({"ab", "\xC3\xA9", " \xC3\xA9", "\n\n"}, {"a b"})};
        if (has_llama()) tokenizers.push_back(llama_);
        for (const auto& tokenizer : tokenizers)
            for (int i = 0; i < 300; ++i) {
                const std::string text = random_text(random, 1 + random() % 200);
                QCOMPARE(bytes_of(*tokenizer, tokenizer->encode(text).value()), text);
            }
    }

    /// 32 times the text takes some 40 times the work, on a busy machine more; a quadratic way takes 1024 times. (From
    /// 1 MiB on the tables are pages that the system hands out anew each time, which once took 573 times for 64.) Runs
    /// that are one word (letters, signs, spaces, line breaks) and runs that are many (digits, words).
    void longRunsTakeLinearTime_data() {
        QTest::addColumn<QByteArray>("unit");
        for (const char* unit : {"a", " ", "\n", "!", "7", "\xE4\xB8\xAD", "qzxv", "word ", " \n"})
            QTest::newRow(unit) << QByteArray(unit);
    }
    void longRunsTakeLinearTime() {
        QFETCH(QByteArray, unit);
        const auto tokenizer =
            has_llama() ? llama_ : tokenizer_of({"aa", "aaaa", "  "}, {"a a", "aa aa", "\xC4\xA0 \xC4\xA0"});
        const std::clock_t small = encoding_ticks(*tokenizer, unit.toStdString(), 1 << 14);
        const std::clock_t large = encoding_ticks(*tokenizer, unit.toStdString(), 1 << 19);
        QVERIFY(small > 0 && large > 0);
        QVERIFY2(large < small * 256, qPrintable(QString("16 KiB: %1 ticks, 512 KiB: %2 ticks").arg(small).arg(large)));
    }

    void aMegabyteOfOneCharacter_data() { megabytes_of_one_character(); }
    void aMegabyteOfOneCharacter() {
        QFETCH(QByteArray, character);
        const auto tokenizer = has_llama() ? llama_ : tokenizer_of({"aa", "aaaa", "  "}, {"a a", "aa aa"});
        check_a_megabyte(*tokenizer, character.toStdString());
    }

    void llamaVocabulary_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("ids");
        const auto cases = vocabulary_texts(SHARED_DIR "/vocab/vocab-llama-bpe.gguf");
        if (cases.empty()) QTest::newRow("no shared folder") << QByteArray() << QByteArray();
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::addRow("%zu", i) << cases[i].text << cases[i].ids;
        QVERIFY(cases.empty() || cases.size() > 40);
    }
    void llamaVocabulary() {
        if (!has_llama())
            QSKIP("The shared folder with Llama 3's vocabulary is not here, so nothing is compared with it.");
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, ids);
        QByteArrayList found;
        const auto tokens = llama_->encode(text.toStdString()).value();
        for (const Token token : tokens) found += QByteArray::number(token);
        QCOMPARE(found.join(' '), ids);
        QCOMPARE(bytes_of(*llama_, tokens), text.toStdString());
    }

    void llamaSpecials() {
        if (!has_llama()) QSKIP("The shared folder with Llama 3's vocabulary is not here.");
        QCOMPARE(llama_->bos(), std::optional<Token>(128000));
        QCOMPARE(llama_->eos(), std::optional<Token>(128009));
        QCOMPARE(llama_->special("<|start_header_id|>"), std::optional<Token>(128006));
        QCOMPARE(llama_->encode_with_special("<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>").value(),
                 (std::vector<Token>{128006, 882, 128007, 271, 13347, 128009}));
        for (const Token token : {128001, 128008, 128009}) QVERIFY(llama_->ends_turn(token));  // as Meta publishes them
        for (const Token token : {128000, 128006, 128007, 128010}) QVERIFY(!llama_->ends_turn(token));
    }
};
QTEST_GUILESS_MAIN(BytePairTest)
#include "byte_pair_test.moc"
