#include "ui/text/markdown_stream.h"

#include <QRandomGenerator>
#include <QTest>
#include <ctime>

#include "ui/demo/demo_conversations.h"
#include "ui/demo/demo_engine.h"
#include "ui/text/markdown_parser.h"
#include "ui/text/markdown_stretch.h"

using namespace ui;

namespace {

QString described(const QList<Block>& blocks) {
    QString text;
    for (const Block& block : blocks)
        text += QStringLiteral("%1 %2 '%3' html=%4 code=%5 codeHtml=%6 language=%7 cells=%8\n")
                    .arg(static_cast<int>(block.kind))
                    .arg(block.level)
                    .arg(block.marker, block.html, block.code, block.codeHtml, block.language, block.cells.join(u';'));
    return text;
}

const QStringList tableParts = {"|", "a|b\n---|---\n", "|---|:---:|\n", "\n|a|b|\n|---|---|\n|1|2|\n"};

/// Documents of pieces that mean something in Markdown, put together at random.
QString randomDocument(QRandomGenerator& random, int length, bool withTables) {
    static const QStringList plainParts = {"\n",
                                           "\n",
                                           "\n\n",
                                           "\n\n",
                                           "a",
                                           "word ",
                                           " ",
                                           "  ",
                                           "   ",
                                           "    ",
                                           "\t",
                                           "- ",
                                           "* ",
                                           "+ ",
                                           "1. ",
                                           "2. ",
                                           "3) ",
                                           "10. ",
                                           "> ",
                                           ">",
                                           "```",
                                           "```\n",
                                           "````",
                                           "~~~",
                                           "```cpp\n",
                                           "~~~ py\n",
                                           "`",
                                           "# ",
                                           "## ",
                                           "---",
                                           "===",
                                           "***",
                                           "*",
                                           "**",
                                           "_",
                                           "~~",
                                           "[x] ",
                                           "[ ] ",
                                           "[a](b)",
                                           "![a](b)",
                                           "<b>",
                                           "&lt;",
                                           "\\",
                                           "http://a.b",
                                           "int i = 0; /*",
                                           "*/",
                                           "\"",
                                           "'",
                                           "é",
                                           "日本",
                                           "🦙",
                                           "\n- a\n\n  ```\n  x\n\n  y\n  ```\n",
                                           "\n1. a\n\n2. b\n",
                                           "\n   ```\n",
                                           "\n  - b\n",
                                           "\n\n    code\n",
                                           "\n```\n\n",
                                           "\n> q\n\n",
                                           "\tx\n"};
    const QStringList parts = withTables ? plainParts + tableParts : plainParts;
    QString text;
    for (int i = 0; i < length; ++i) text += parts[random.bounded(static_cast<int>(parts.size()))];
    return text;
}

QStringList realDocuments() {
    QStringList texts{demo::DemoEngine::preparedAnswer()};
    for (const StoredConversation& conversation : demo::exampleConversations(QDateTime::currentDateTime()))
        for (const StoredMessage& message : conversation.messages) texts += message.text;
    return texts;
}

/// `length` characters of something that costs a careless parser the square of it.
QString hostileText(const QString& kind, qsizetype length) {
    QString text;
    if (kind == QStringLiteral("deep lists"))
        for (int depth = 0; text.size() < length; ++depth) text += QString(2 * depth, u' ') + QStringLiteral("- a\n");
    else if (kind == QStringLiteral("growing runs"))
        for (int run = 1; text.size() < length; ++run) text += u'a' + QString(run, u'`');
    else if (kind == QStringLiteral("brackets in brackets"))
        text = QString(length / 2, u'[') + QString(length / 2, u']');
    else if (kind == QStringLiteral("tall table"))
        text = QStringLiteral("a|b\n---|---\n") + QStringLiteral("1|2\n").repeated(length / 4);
    else if (kind == QStringLiteral("wide table"))
        text = QStringLiteral("a|").repeated(length / 6) + u'\n' + QStringLiteral("---|").repeated(length / 6);
    else if (kind == QStringLiteral("line of code"))
        text = QStringLiteral("```cpp\n") + QStringLiteral("f(1) ").repeated(length / 5);
    else if (kind == QStringLiteral("lines of code"))
        text = QStringLiteral("```cpp\n") + QStringLiteral("f(1)\n").repeated(length / 5);
    else
        text = kind.repeated(length / kind.size());
    return text;
}

double secondsOfProcessor() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// What streaming a text in pieces costs.
double secondsToStream(const QString& text, qsizetype pieceLength) {
    const double begin = secondsOfProcessor();
    MarkdownStream stream;
    for (qsizetype at = 0; at < text.size(); at += pieceLength) stream.append(QStringView(text).mid(at, pieceLength));
    return secondsOfProcessor() - begin;
}

/// Twice the text takes about twice the time, not four times. Repeated, as others use the processor too.
bool isLinear(const QString& half, const QString& whole, qsizetype pieceLength) {
    for (int attempt = 0; attempt < 5; ++attempt)
        if (secondsToStream(whole, pieceLength) <= 3 * secondsToStream(half, pieceLength) + 0.05) return true;
    return false;
}

}  // namespace

class MarkdownStreamTest : public QObject {
    Q_OBJECT

    /// As one piece, and, but where a fence follows a table (which md4c takes for a row), as md4c reads it at once.
    static bool isAsWhole(const QList<Block>& blocks, const QString& text) {
        QList<Block> expected = parseMarkdown(text);
        if (blocks == expected && !text.contains(u'|')) expected = parseStretch(text, {}).blocks;
        if (blocks == expected) return true;
        qWarning().noquote() << "text:" << text << "\nstreamed:\n" + described(blocks)
                             << "\nwhole:\n" + described(expected);
        return false;
    }
    static QList<Block> finished(MarkdownStream stream) {
        stream.finish();
        return stream.blocks();
    }

private slots:
    void equalsTheWholeWhereverItIsCut() {
        for (const QString& text : realDocuments())
            for (qsizetype cut = 0; cut <= std::min(text.size(), qsizetype(1500)); ++cut) {
                MarkdownStream stream;
                stream.append(QStringView(text).first(cut));
                stream.append(QStringView(text).sliced(cut));
                QVERIFY(isAsWhole(finished(stream), text));
            }
    }

    void equalsTheWholeAtEveryCharacter() {
        QRandomGenerator random(1);
        QStringList texts = realDocuments();
        for (int i = 0; i < 400; ++i) texts += randomDocument(random, 40, i % 2 == 0);
        for (const QString& text : texts) {
            if (text.size() > 3000) continue;
            MarkdownStream stream;
            for (qsizetype i = 0; i < text.size(); ++i) {
                stream.append(QStringView(text).mid(i, 1));
                QVERIFY(isAsWhole(finished(stream), text.first(i + 1)));
            }
        }
    }

    void equalsTheWholeInRandomPieces() {
        QRandomGenerator random(2);
        for (int i = 0; i < 10000; ++i) {
            const QString text = randomDocument(random, 1 + random.bounded(60), i % 4 == 0);
            MarkdownStream stream;
            for (qsizetype at = 0; at < text.size();) {
                const qsizetype length = 1 + random.bounded(20);
                stream.append(QStringView(text).mid(at, length));
                at += length;
            }
            QVERIFY(isAsWhole(finished(stream), text));
        }
    }

    void costsGrowLinearly_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"[",
                                 "*",
                                 ">",
                                 "`",
                                 "~",
                                 "_",
                                 "![",
                                 "](",
                                 "[a](",
                                 "**a ",
                                 "*a _b ",
                                 "<",
                                 "&",
                                 "\\",
                                 "|",
                                 "- ",
                                 "> - ",
                                 "1. 1) ",
                                 "- x\n",
                                 "# a\n",
                                 "a\n\n",
                                 "http://a.b/(",
                                 "www.a.",
                                 "a@b.",
                                 "[a]: <\n",
                                 " ",
                                 "\n",
                                 "\t",
                                 "word ",
                                 "deep lists",
                                 "growing runs",
                                 "brackets in brackets",
                                 "tall table",
                                 "wide table",
                                 "line of code",
                                 "lines of code"})
            QTest::newRow(kind) << QString::fromUtf8(kind);
    }
    void costsGrowLinearly() {
        QFETCH(QString, kind);
        constexpr qsizetype length = 1 << 19;
        const QString whole = hostileText(kind, 2 * length), half = hostileText(kind, length);
        QVERIFY(isLinear(half, whole, whole.size()));
    }

    void aPieceCostsTheSameLateAsEarly() {
        const QString text = demo::DemoEngine::preparedAnswer() + QStringLiteral("\n\n");
        QVERIFY(isLinear(text.repeated(50), text.repeated(100), 12));
    }

    void longTextsDoNotDependOnPieces_data() {
        costsGrowLinearly_data();
        QTest::newRow("🦙") << QStringLiteral("🦙");
        QTest::newRow("```\n🦙") << QStringLiteral("```\n🦙");
    }
    void longTextsDoNotDependOnPieces() {
        QFETCH(QString, kind);
        const QString text = hostileText(kind, 40000);
        const QList<Block> expected = parseMarkdown(text);
        for (const qsizetype pieceLength : {qsizetype(1021), qsizetype(8191), qsizetype(8193)}) {
            MarkdownStream stream;
            for (qsizetype at = 0; at < text.size(); at += pieceLength)
                stream.append(QStringView(text).mid(at, pieceLength));
            QVERIFY(finished(stream) == expected);
        }
    }

    void cutsNoCharacter() {
        QString shown;
        for (const Block& block : parseMarkdown(u'a' + QStringLiteral("🦙").repeated(20000))) shown += block.html;
        QCOMPARE(shown, u'a' + QStringLiteral("🦙").repeated(20000));
        const QList<Block> blocks = parseMarkdown(QStringLiteral("```\na") + QStringLiteral("🦙").repeated(20000));
        QCOMPARE(blocks.size(), 1);
        QCOMPARE(blocks[0].code, u'a' + QStringLiteral("🦙").repeated(20000));
        QCOMPARE(blocks[0].codeHtml, blocks[0].code);
    }

    void tellsTheFirstChange() {
        MarkdownStream stream;
        QCOMPARE(stream.append(u""), 0);
        QCOMPARE(stream.append(u"One"), 0);
        QCOMPARE(stream.append(u" and\n\n"), 0);
        QCOMPARE(stream.append(u"\n"), 1);  // nothing changed
        QCOMPARE(stream.append(u"Two"), 1);
        QCOMPARE(stream.append(u"\n\n- a\n"), 2);
        QCOMPARE(stream.append(u"- b\n"), 3);
        QCOMPARE(stream.append(u"\n```cpp\n"), 4);
        QCOMPARE(stream.append(u"int a;"), 4);
        QCOMPARE(stream.append(u"\n```\n"), 5);
        QCOMPARE(stream.append(u"x"), 5);
        QCOMPARE(stream.append(u"\n===\n"), 5);
        QCOMPARE(stream.blocks().size(), 6);
        QCOMPARE(stream.blocks().last().kind, Block::Kind::Heading);
    }

    /// Also within one unsettled stretch: a list's finished items are told once.
    void tellsOnlyWhatChanged() {
        MarkdownStream stream;
        stream.append(u"- a\n- b\n- c");
        QCOMPARE(stream.append(u" and more"), 2);
    }

    /// "Here:\n-" is not shown as a heading while the list behind it is still to come.
    void waitsForWhatDecides_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("list or heading") << "Here:\n-" << "Here:";
        QTest::newRow("list, heading or rule") << "Here:\n--" << "Here:";
        QTest::newRow("heading") << "Here:\n==" << "Here:";
        QTest::newRow("bold or an item") << "- a\n- *" << "- a\n- ";
        QTest::newRow("bold or a rule") << "1. **" << "1. ";
        QTest::newRow("bold") << "a **b" << "a **b**";
        QTest::newRow("bold words") << "- **b c " << "- **b c**";
        QTest::newRow("half closed") << "a **b*" << "a **b**";
        QTest::newRow("closed") << "a **b** c" << "a **b** c";
        QTest::newRow("opened") << "a **" << "a ";
        QTest::newRow("power") << "`2**3" << "`2**3";
        QTest::newRow("line before") << "a **b\nc" << "a **b\nc";
        QTest::newRow("stars alone") << "Here:\n\n***" << "Here:\n\n***";
        QTest::newRow("rule") << "Here:\n\n---" << "Here:\n\n---";
        QTest::newRow("first item") << "-" << "-";
        QTest::newRow("word") << "Here:\n-a" << "Here:\n-a";
        QTest::newRow("in code") << "```\na\n-" << "```\na\n-";
    }
    void waitsForWhatDecides() {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        MarkdownStream stream;
        for (const QChar character : text) stream.append(QStringView(&character, 1));
        QCOMPARE(stream.blocks(), parseMarkdown(shown));
        const qsizetype first = stream.finish();
        QCOMPARE(stream.blocks(), parseMarkdown(text));
        QCOMPARE(first == stream.blocks().size(), text == shown);
    }

    void clears() {
        MarkdownStream stream;
        stream.append(u"1. a\n\n```\nb");
        stream.clear();
        QCOMPARE(stream.blocks().size(), 0);
        QCOMPARE(stream.append(u"c"), 0);
        QCOMPARE(stream.blocks(), parseMarkdown(u"c"));
    }
};

QTEST_GUILESS_MAIN(MarkdownStreamTest)
#include "markdown_stream_test.moc"
