#include "ui/text/markdown_parser.h"

#include <QRegularExpression>
#include <QTest>

#include "tests/support/hostile_answers.h"
#include "ui/demo/demo_engine.h"
#include "ui/text/block_style.h"

using namespace ui;

class MarkdownParserTest : public QObject {
    Q_OBJECT

    /// One block a line, as a person would write it down: "li2 •: text". Marks are left out, and what they stand in.
    static QString brief(const QString& markdown) {
        QStringList lines;
        for (const Block& block : parseMarkdown(markdown)) lines += briefBlock(block);
        return lines.join(u'\n');
    }
    static QString briefBlock(const Block& block) {
        switch (block.kind) {
            case Block::Kind::Paragraph: return "p: " + brieflyStyled(block.html);
            case Block::Kind::Heading: return QStringLiteral("h%1: ").arg(block.level) + brieflyStyled(block.html);
            case Block::Kind::ListItem:
                return QStringLiteral("li%1 %2: ").arg(block.level).arg(block.marker) + brieflyStyled(block.html);
            case Block::Kind::Quote: return QStringLiteral("q%1: ").arg(block.level) + brieflyStyled(block.html);
            case Block::Kind::Code:
                return QStringLiteral("code%1 %2: %3").arg(block.level).arg(block.language, block.code);
            case Block::Kind::Table: {
                QStringList cells;
                for (const QString& cell : block.cells) cells += brieflyStyled(cell);
                return QStringLiteral("table%1: ").arg(block.columns) + cells.join(u'|');
            }
            case Block::Kind::Rule: return "rule";
        }
        return {};
    }
    static QString brieflyStyled(QString html) {
        static const QRegularExpression strong("<span style=\"font-weight:600\">([^<]*)</span>");
        static const QRegularExpression code("<span style=\"font-family[^>]*\">([^<]*)</span>");
        static const QRegularExpression link("<a href=\"([^\"]*)\"[^>]*>");
        return html.replace(strong, "<b>\\1</b>").replace(code, "<code>\\1</code>").replace(link, "<a \\1>");
    }
    static QString markupOf(const Block& block) { return block.html + block.codeHtml + block.cells.join(u' '); }

private slots:
    void makesBlocks_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("blocks");
        const auto row = [](const char* name, const char* markdown, const char* blocks) {
            QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(blocks);
        };
        row("nothing", "", "");
        row("blank", " \n\n\t\n", "");
        row("paragraphs", "One\n\nTwo", "p: One\np: Two");
        row("line breaks stay", "The fields lie bare,  \nthe light\\\nis\nthin",
            "p: The fields lie bare,<br/>the light<br/>is<br/>thin");
        row("carriage returns", "a\r\n\r\n```\r\nb\r\nc\r\n```\r\n", "p: a\ncode0 : b\nc");
        row("spans", "*a* **b** ~~c~~ `d` ***e***", "p: <i>a</i> <b>b</b> <s>c</s> <code>d</code> <i><b>e</b></i>");
        row("headings", "# One\n###### Six\n####### Seven\nTwo\n---", "h1: One\nh6: Six\nh2: ####### Seven<br/>Two");
        row("bullets", "- a\n- b\n  - c\n\n    more\n* d", "li1 •: a\nli1 •: b\nli2 •: c\nli2 : more\nli1 •: d");
        row("numbers", "3. a\n3. b\n\n   more\n4) c", "li1 3.: a\nli1 4.: b\nli1 : more\nli1 4): c");
        row("numbers over blank lines", "1. a\n\n\n1. b\n\n   ```\n   x\n   ```\n\n1. c\n\nEnd\n\n1. d",
            "li1 1.: a\nli1 2.: b\ncode1 : x\nli1 3.: c\np: End\nli1 1.: d");
        row("tasks", "- [ ] a\n- [x] b\n- [X] c\n- [y] d", "li1 ☐: a\nli1 ☑: b\nli1 ☑: c\nli1 •: [y] d");
        row("item without text", "-\n- a", "li1 •: \nli1 •: a");
        row("item that begins with code", "1. ```sh\n   ls\n   ```\n2. a", "li1 1.: \ncode1 Bash: ls\nli1 2.: a");
        row("item in an item", "- - a", "li1 •: \nli2 •: a");
        row("quotes", "> a\n>\n> > b\n\nc", "q1: a\nq2: b\np: c");
        row("list in a quote", "> - a", "li1 •: a");
        row("quote in a list", "- a\n  > b", "li1 •: a\nq1: b");
        row("fence", "```cpp\nint a;\n\n\tint b;\n```\nafter", "code0 C++: int a;\n\n\tint b;\np: after");
        row("open fence", "```\na", "code0 : a");
        row("fence in a fence", "````md\n```\na\n```\n````", "code0 md: ```\na\n```");
        row("tildes, with more to say", "~~~ python title=\"a\"\nb\n~~~", "code0 Python: b");
        row("fence after a table", "a|b\n---|---\n1|2\n```\nc\n```", "table2: a|b|1|2\ncode0 : c");
        row("indented code", "    a\n\n    \tb", "code0 : a\n\n\tb");
        row("tabs in an item's code", "1. a\n\n   ```go\n   if b {\n   \tc()\n   }\n   ```",
            "li1 1.: a\ncode1 Go: if b {\n\tc()\n}");
        row("rule", "a\n\n---\n\n* * *", "p: a\nrule\nrule");
        row("table", "| a | *b* |\n|---|---|\n| 1 |\n| x \\| y | `z` | 3 |",
            "table2: a|<i>b</i>|1||x | y|<code>z</code>");
        row("entities", "&lt;b&gt; &amp;amp; &copy; &#x1F999; &nothing;", "p: &lt;b&gt; &amp;amp; © 🦙 &amp;nothing;");
        row("escapes", "\\*a\\* \\<b>", "p: *a* &lt;b&gt;");
        row("link", "[a *b*](http://c.example \"title\")", "p: <a http://c.example>a <i>b</i></a>");
        row("link by reference", "[a][1] [b]\n\n[1]: http://c.example\n", "p: [a][1] [b]");
        row("bare addresses", "https://a.example/b?c=d&e www.a.example x@a.example",
            "p: <a https://a.example/b?c=d&amp;e>https://a.example/b?c=d&amp;e</a> <a "
            "http://www.a.example>www.a.example</a> "
            "<a mailto:x@a.example>x@a.example</a>");
        row("other scripts", "**リャマ** و # א", "p: <b>リャマ</b> و # א");
    }
    void makesBlocks() {
        QFETCH(QString, markdown);
        QTEST(brief(markdown), "blocks");
    }

    void showsWhatALinkHides_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("blocks");
        const auto row = [](const char* name, const char* markdown, const char* blocks) {
            QTest::newRow(name) << QString::fromUtf8(markdown) << QString::fromUtf8(blocks);
        };
        row("script", "[a](javascript:alert(1))", "p: a (javascript:alert(1))");
        row("script, hidden", "[a](java&#115;cript:alert&#40;1))", "p: a (javascript:alert(1))");
        row("file", "[a](file:///etc/passwd)", "p: a (file:///etc/passwd)");
        row("data", "<data:text/html,x>", "p: data:text/html,x");
        row("relative", "[a](b.md)", "p: a (b.md)");
        row("user's name", "[a](http://bank.example@evil.example)", "p: a (http://bank.example@evil.example)");
        row("another address", "[https://bank.example](https://evil.example/x)",
            "p: <a https://evil.example/x>https://bank.example</a> (evil.example)");
        row("another host", "[Go to bank.example now](https://evil.example/x)",
            "p: <a https://evil.example/x>Go to bank.example now</a> (evil.example)");
        row("another addressee", "[me@bank.example](mailto:you@evil.example)",
            "p: <a mailto:you@evil.example>me@bank.example</a> (you@evil.example)");
        row("the same host", "[www.bank.example](https://bank.example/x)",
            "p: <a https://bank.example/x>www.bank.example</a>");
        row("image", "![a *b*](http://c.example/d.png)",
            "p: a <i>b</i> (<a http://c.example/d.png>http://c.example/d.png</a>)");
        row("image in a link", "[![a](http://b.example/c.png)](http://d.example)",
            "p: <a http://d.example>a (http://b.example/c.png)</a>");
        row("image of data", "![a](data:image/png;base64,AAAA)", "p: a (data:image/png;base64,AAAA)");
        row("quotes in an address", "[a](<http://b.example/\" onclick=\"c>)",
            "p: <a http://b.example/%22%20onclick=%22c>a</a>");
    }
    void showsWhatALinkHides() {
        QFETCH(QString, markdown);
        QTEST(brief(markdown), "blocks");
    }

    void alignsColumns() {
        const QList<Block> blocks = parseMarkdown(u"a|b|c|d\n---|:---|:---:|---:\n1|2|3|4");
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].alignments, (QList<int>{Qt::AlignLeft, Qt::AlignLeft, Qt::AlignHCenter, Qt::AlignRight}));
        QCOMPARE(blocks[0].cells.size(), 8);
    }

    void highlightsCode() {
        const QList<Block> blocks = parseMarkdown(u"```py\nif a:\n```");
        QCOMPARE(blocks[0].codeHtml,
                 "<font color=\"" + BlockStyle::mark(BlockStyle::Mark::Keyword) + "\">if</font>\u00a0a:");
    }

    /// Only our own elements, and no attribute but ours, whatever the text is.
    void emitsOnlyOurMarkup() {
        static const QRegularExpression ours(
            "</?(i|s)>|<br/>|</(a|span|font)>|<font color=\"\\x01[a-z]\">|<span style=\"font-weight:600\">|"
            "<span style=\"font-family:'\\x01F'; (font-size:\\x01zpx; )?background-color:\\x01b\">|"
            "<a href=\"(https?://[^\"<>\\s]+|mailto:[^\"<>\\s?]+)\" style=\"color:\\x01l; text-decoration:none\">");
        for (const QString& answer : hostileAnswers("http://127.0.0.1:1"))
            for (const Block& block : parseMarkdown(answer)) {
                QString rest = markupOf(block);
                rest.remove(ours);
                if (rest.contains(QRegularExpression("[<>\"'\\x01]"))) qWarning().noquote() << answer << rest;
                QVERIFY(!rest.contains(QRegularExpression("[<>\"'\\x01]")));
            }
    }

    void showsEveryWord() {
        const QString answer = demo::DemoEngine::preparedAnswer();
        QString shown;
        for (const Block& block : parseMarkdown(answer))
            shown += block.html + block.code + block.cells.join(u' ') + u'\n';
        static const QRegularExpression word("[A-Za-z]{4,}");
        for (auto match = word.globalMatch(answer); match.hasNext();) {
            const QString each = match.next().captured();
            QVERIFY2(shown.contains(each), qPrintable(each));
        }
    }

    void flattensDeepNesting() {
        for (const Block& block :
             parseMarkdown(QString(2000, u'>') + "a\n\n" + QStringLiteral("- ").repeated(2000) + "b"))
            QVERIFY(block.level <= 32);
        QString emphasis;
        for (int i = 0; i < 500; ++i) emphasis += i % 2 ? "_a " : "*a ";
        for (int i = 499; i >= 0; --i) emphasis += i % 2 ? "_" : "*";
        const QList<Block> blocks = parseMarkdown(emphasis);
        QCOMPARE(blocks.size(), 1);
        QVERIFY(blocks[0].html.contains("<i>"));
        QVERIFY(blocks[0].html.count("<i>") <= 32);
        QCOMPARE(blocks[0].html.count("<i>"), blocks[0].html.count("</i>"));
    }

    void boundsWhatGrowsBeyondMeasure_data() {
        QTest::addColumn<QString>("markdown");
        QString table = QStringLiteral("a|").repeated(100) + "\n" + QStringLiteral("---|").repeated(100) + "\n";
        QTest::newRow("short rows of a wide table") << table + QStringLiteral("a\n").repeated(3000);
        table = QStringLiteral("a|").repeated(1000) + "\n" + QStringLiteral("---|").repeated(1000) + "\n";
        QTest::newRow("very wide table") << table + QStringLiteral("a\n").repeated(1000);
        QTest::newRow("a long address, often")
            << "[a]: http://b.example/" + QString(2000, u'c') + "\nx\n" + QStringLiteral("[a]").repeated(1500);
    }
    void boundsWhatGrowsBeyondMeasure() {
        QFETCH(QString, markdown);
        qsizetype cells = 0, characters = 0;
        for (const Block& block : parseMarkdown(markdown)) {
            cells += block.cells.size();
            characters += markupOf(block).size();
        }
        QVERIFY(cells <= 2 * markdown.size());
        QVERIFY(characters <= 80 * markdown.size());
        QVERIFY(characters >= markdown.size() / 4);  // and it is shown
    }
};

QTEST_GUILESS_MAIN(MarkdownParserTest)
#include "markdown_parser_test.moc"
