#include "app/cli/command_line.h"

#include <QTest>

using app::cli::CommandLine;
using app::cli::Result;

/// A command with an option of every kind.
struct Sample {
    std::string operand;
    std::optional<std::string> second, text;
    std::vector<std::string> texts;
    std::optional<std::uint32_t> count;
    std::optional<float> share;
    std::optional<int> choice;
    bool flag = false;

    Result<void> parse(std::vector<std::string> words) {
        CommandLine line("altiplano try", "FILE [OTHER] [OPTIONS]", "Tries.", "altiplano try it");
        line.operand("FILE", operand);
        line.operand("OTHER", second);
        line.text("--text", "TEXT", "a text", text);
        line.texts("--word", "TEXT", "several", texts);
        line.number("--count", "N", "a count", count, 1U, 100U);
        line.number("--share", "P", "a share", share, 0.0F, 1.0F);
        line.choice<int>("--choice", "one of two", choice, {{"one", 1}, {"two", 2}});
        line.flag("--flag", "a flag", flag);
        return line.parse(words);
    }
};

class CommandLineTest : public QObject {
    Q_OBJECT

private slots:
    void putsValuesInTheirPlaces() {
        Sample sample;
        QVERIFY(sample.parse({"--count", "7", "file", "--share=0.25", "--text", "--flag", "--choice", "two", "--word",
                              "a", "--word=b", "--flag", "--", "--other"}));
        QCOMPARE(sample.operand, "file");
        QCOMPARE(sample.second.value(), "--other");
        QCOMPARE(sample.text.value(), "--flag");
        QCOMPARE(sample.texts, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(sample.count.value(), 7U);
        QCOMPARE(sample.share.value(), 0.25F);
        QCOMPARE(sample.choice.value(), 2);
        QVERIFY(sample.flag);
    }

    void whatIsNotGivenStaysAsItWas() {
        Sample sample;
        QVERIFY(sample.parse({"file"}));
        QVERIFY(!sample.second && !sample.text && !sample.count && !sample.share && !sample.choice && !sample.flag);
    }

    void bytesPassAsTheyAre() {
        Sample sample;
        QVERIFY(sample.parse({"\xff", "--text", "a\xfe\n"}));
        QCOMPARE(sample.operand, "\xff");
        QCOMPARE(sample.text.value(), "a\xfe\n");
    }

    void refuses_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* what, const QStringList& words) { QTest::newRow(what) << words << what; };
        row("altiplano try wants a FILE", {});
        row("'c' is one word too many for altiplano try", {"a", "b", "c"});
        row("altiplano try has no option --nothing", {"a", "--nothing"});
        row("altiplano try has no option -x", {"a", "-x"});
        row("altiplano try has no option --other", {"a", "--other=3=1"});
        row("--flag takes no value", {"a", "--flag=1"});
        row("--flag is given twice", {"a", "--flag", "--flag"});
        row("--count is given twice", {"a", "--count", "1", "--count", "1"});
        row("--text wants a text after it", {"a", "--text"});
        row("--word wants a text that is not empty, not ''", {"a", "--word="});
        row("--choice wants one of one|two, not 'three'", {"a", "--choice", "three"});
        for (const char* wrong :
             {"0", "101", "-1", "+1", " 1", "1 ", "1.0", "1e1", "0x1", "99999999999999999999", "one", ""})
            QTest::addRow("count '%s'", wrong)
                << QStringList{"a", "--count", wrong}
                << QStringLiteral("--count wants a whole number from 1 to 100, not '%1'").arg(wrong);
        for (const char* wrong : {"1.01", "-0.1", "nan", "inf", "0,5", "1/2", ""})
            QTest::addRow("share '%s'", wrong)
                << QStringList{"a", "--share", wrong}
                << QStringLiteral("--share wants a number from 0 to 1, not '%1'").arg(wrong);
    }
    void refuses() {
        QFETCH(QStringList, words);
        QFETCH(QString, what);
        std::vector<std::string> given;
        for (const QString& word : words) given.push_back(word.toStdString());
        const auto parsed = Sample().parse(given);
        QVERIFY(!parsed);
        QCOMPARE(QString::fromStdString(parsed.error().what), what);
        QCOMPARE(parsed.error().code, 2);
        QVERIFY(parsed.error().hint.ends_with('.'));
    }
};
QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
