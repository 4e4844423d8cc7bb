#include <QRegularExpression>
#include <QTest>

#include "inference/tokenizer/llama3_words.h"
#include "tests/support/random_text.h"

using namespace inference;

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t length = llama3_word(text);
        if (length == 0 || length > text.size()) return {"no word at the start of what is left"};
        words.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return words;
}

/// The published pattern itself, run by Qt's engine (PCRE2), which knows Unicode by tables of its own. Its \s has
/// U+180E too, which is no white space since Unicode 6.3.
class PublishedPattern {
public:
    PublishedPattern() {
        QString pattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3})"
                          R"(| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
        pattern.replace(R"(^\s)", R"(^\t-\r\x{85}\p{Z})").replace(R"(\S)", R"([^\t-\r\x{85}\p{Z}])");
        pattern.replace(R"(\s)", R"([\t-\r\x{85}\p{Z}])");
        regex_ = QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption);
    }
    bool valid() const { return regex_.isValid(); }

    std::vector<std::string> words_of(const std::string& text) const {
        std::vector<std::string> words;
        for (auto match = regex_.globalMatch(QString::fromStdString(text)); match.hasNext();)
            words.push_back(match.next().captured().toStdString());
        return words;
    }

private:
    QRegularExpression regex_;
};

/// Engines differ in the characters that came to Unicode lately.
bool is_old(char32_t point) {
    const QChar::UnicodeVersion version = QChar::unicodeVersion(point);
    return version != QChar::Unicode_Unassigned && version <= QChar::Unicode_13_0;
}

}  // namespace

class Llama3WordsTest : public QObject {
    Q_OBJECT
private slots:
    void words_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const QString& text, const QStringList& words) {
            QTest::newRow(name) << text << words;
        };
        row("a space belongs to the word behind it", "Hello, my world", {"Hello", ",", " my", " world"});
        row("spaces", "a   b    ", {"a", "  ", " b", "    "});
        row("one space before a digit", "a 1", {"a", " ", "1"});
        row("digits in threes", "1234567", {"123", "456", "7"});
        row("contractions", "I'm we'LL y'all'd", {"I", "'m", " we", "'LL", " y", "'all", "'d"});
        row("a contraction ends a word", "it'stay", {"it", "'s", "tay"});
        row("a long s is an s", QString::fromUtf8("it'\u017F!"), {"it", QString::fromUtf8("'\u017F"), "!"});
        row("no contraction", "'x 'r 're", {"'x", " '", "r", " '", "re"});
        row("one sign before letters", "(a))b.", {"(a", "))", "b", "."});
        row("a space before signs", "a  !?b", {"a", " ", " !?", "b"});
        row("line breaks after signs", "a;\r\n\nb", {"a", ";\r\n\n", "b"});
        row("up to the last line break", " \n \t\n  b", {" \n \t\n", " ", " b"});
        row("a tab before letters", "\ta\t1", {"\ta", "\t", "1"});
        row("combining marks are no letters", QString::fromUtf8("e\u0301e"), {"e", QString::fromUtf8("\u0301e")});
        row("other spaces", QString::fromUtf8("a\u00A0\u3000b\u0085"),
            {"a", QString::fromUtf8("\u00A0"), QString::fromUtf8("\u3000b"), QString::fromUtf8("\u0085")});
        row("other digits", QString::fromUtf8("\u0661\u0662\u00BD\u2167"),
            {QString::fromUtf8("\u0661\u0662\u00BD"), QString::fromUtf8("\u2167")});
        row("control characters are signs", QString::fromLatin1("a\0\1 b", 5),
            {"a", QString::fromLatin1("\0\1", 2), " b"});
    }
    void words() {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QStringList found;
        for (const std::string& word : words_of(text.toStdString())) found += QString::fromStdString(word);
        QCOMPARE(found, words);
    }

    void everyCharacterAsThePatternHasIt() {
        const PublishedPattern pattern;
        QVERIFY(pattern.valid());
        for (char32_t point = 1; point <= 0x10FFFF; ++point) {
            if ((point >= 0xD800 && point <= 0xDFFF) || !is_old(point)) continue;
            const std::string character = QString::fromUcs4(&point, 1).toStdString();
            const std::string text = "'" + character + "a" + character + "1" + character + character + "\n";
            if (words_of(text) != pattern.words_of(text))
                QFAIL(qPrintable(QString("U+%1").arg(std::uint32_t{point}, 4, 16)));
        }
    }

    void randomTextsAsThePatternHasThem() {
        const PublishedPattern pattern;
        std::mt19937 random(5);
        const std::vector<std::string> parts = {" ",
                                                "\n",
                                                "\r",
                                                "\t",
                                                "'s",
                                                "'LL",
                                                "a",
                                                "B",
                                                "1",
                                                "!",
                                                "'",
                                                "\xC3\xA9",
                                                "9",
                                                "\xE3\x80\x80",
                                                "\xCC\x81",
                                                "  ",
                                                "\xC2\x85",
                                                "\xF0\x9F\xA6\x99",
                                                "\xE4\xB8\xAD",
                                                "re"};
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (std::size_t left = random() % 12; left > 0; --left)
                text += random() % 8 == 0 ? test_support::random_text(random, 1) : parts[random() % parts.size()];
            if (std::ranges::all_of(QString::fromStdString(text).toUcs4(), is_old))
                QCOMPARE(words_of(text), pattern.words_of(text));
        }
    }
};
QTEST_GUILESS_MAIN(Llama3WordsTest)
#include "llama3_words_test.moc"
