#include "app/interchange/markdown_export.h"

#include <QTest>

#include <md4c.h>

#include <random>

#include "app/interchange/open_block.h"
#include "tests/support/conversation_samples.h"

using app::closingOf;
using app::markdownOf;

namespace {

ui::StoredConversation conversationOf(const QStringList& texts) {
    ui::StoredConversation conversation;
    conversation.summary = samples::conversation("c", "Title", 0);
    QString parent;
    for (int i = 0; i < texts.size(); ++i) {
        const QString id = QString::number(i);
        conversation.messages += i % 2 == 0 ? samples::question("c", id, parent, texts[i], 60 * i)
                                            : samples::answer("c", id, parent, texts[i], 60 * i);
        if (i % 2 == 1) conversation.messages.last().statistics = samples::statistics(ui::AnswerEnd::EndOfTurn);
        parent = id;
    }
    return conversation;
}

/// The headings of a document that stand in no other block, as a parser of CommonMark finds them.
QStringList headingsOf(const QByteArray& markdown) {
    struct State {
        QStringList headings;
        int depth = 0;
        bool inside = false;
    } state;
    MD_PARSER parser{};
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* data) {
        auto& at = *static_cast<State*>(data);
        at.inside = type == MD_BLOCK_H && at.depth == 1;
        if (at.inside) at.headings += QString();
        ++at.depth;
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE, void*, void* data) {
        --static_cast<State*>(data)->depth;
        static_cast<State*>(data)->inside = false;
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE, void*, void* data) {
        if (static_cast<State*>(data)->inside) static_cast<State*>(data)->headings.last() += "{span}";
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
        auto& at = *static_cast<State*>(data);
        if (!at.inside) return 0;
        if (type != MD_TEXT_NORMAL) at.headings.last() += "{markup}";
        at.headings.last() += QString::fromUtf8(text, static_cast<qsizetype>(size));
        return 0;
    };
    md_parse(markdown.constData(), static_cast<MD_SIZE>(markdown.size()), &parser, &state);
    return state.headings;
}

}  // namespace

class MarkdownExportTest : public QObject {
    Q_OBJECT
private slots:
    void isExactlyThis() {
        auto conversation = conversationOf({"Why?", "Because."});
        conversation.systemPrompt = "Be brief.";
        QCOMPARE(markdownOf({conversation}),
                 "# Title\n"
                 "\n## System prompt\n\nBe brief.\n"
                 "\n## You\n\n*2026-11-24 10:00 UTC*\n\nWhy?\n"
                 "\n## LLaMA 13B\n\n*2026-11-24 10:01 UTC, 212 tokens*\n\nBecause.\n");
        QCOMPARE(markdownOf({conversation}), markdownOf({conversation}));
        QCOMPARE(markdownOf({}), "");
    }

    void theCurrentBranchAlone() {
        auto conversation = conversationOf({"question", "first"});
        auto second = samples::answer("c", "second", "0", "second");
        conversation.messages += second;
        conversation.currentLeafId = "1";
        QVERIFY(markdownOf({conversation}).contains("first"));
        QVERIFY(!markdownOf({conversation}).contains("second"));
        conversation.currentLeafId = "second";
        QVERIFY(!markdownOf({conversation}).contains("first"));
        conversation.currentLeafId = "gone";  // the newest message then
        QVERIFY(markdownOf({conversation}).contains("second"));
    }

    void parentsInACircleEnd() {
        auto conversation = conversationOf({"a", "b"});
        conversation.messages[0].parentId = "1";
        conversation.currentLeafId = "1";
        QVERIFY(markdownOf({conversation}).count("## ") <= 2);
    }

    void saysHowAnAnswerEnded() {
        const auto about = [](ui::AnswerEnd end, const QString& what = {}) {
            auto conversation = conversationOf({"q", "a"});
            conversation.messages[1].statistics.end = end;
            conversation.messages[1].problem.what = what;
            return QString::fromUtf8(markdownOf({conversation}));
        };
        QVERIFY(about(ui::AnswerEnd::Limit).contains("212 tokens, reached its limit*"));
        QVERIFY(about(ui::AnswerEnd::Stopped).contains("212 tokens, stopped*"));
        QVERIFY(about(ui::AnswerEnd::Unfinished).contains("212 tokens, unfinished*"));
        QVERIFY(about(ui::AnswerEnd::Failed).contains("212 tokens, failed*"));
        QVERIFY(about(ui::AnswerEnd::Failed, "it *broke*\n# now").contains("failed: it \\*broke\\* \\# now*"));
    }

    void titlesAndNamesAreNoMarkup() {
        auto conversation = conversationOf({"q", "a"});
        conversation.summary.title = "a\n## b <img src=x> [c](d) `e` ![f](g) & \\ | ~~h~~";
        conversation.messages[1].modelName = "*model*\n\n# x";
        QCOMPARE(headingsOf(markdownOf({conversation})),
                 (QStringList{conversation.summary.title.simplified(), "You", "*model* # x"}));
        conversation.summary.title = " \n ";
        QVERIFY(markdownOf({conversation}).startsWith("# Untitled\n"));
    }

    void textsStandByteForByte_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("markup") << QStringLiteral("# a\n\n> b\n\n- c\n  - d\n\n<b>e</b> ![f](http://g) &amp; \\*");
        QTest::newRow("spaces at the ends") << QStringLiteral("  \n\n  a  \n\n");
        QTest::newRow("control characters") << QString::fromLatin1("a\0b\x1b[2J\r\n\tc", 12);
        QTest::newRow("beyond the BMP") << QStringLiteral("\U0001F999\u2028");
        QTest::newRow("open fence") << QStringLiteral("```\ncode");
    }
    void textsStandByteForByte() {
        QFETCH(QString, text);
        const QByteArray markdown = markdownOf({conversationOf({text, text})});
        QCOMPARE(markdown.count("\n\n" + text.toUtf8() + "\n"), 2);
    }

    void halfACharacterIsReplaced() {
        QVERIFY(markdownOf({conversationOf({QString("a") + QChar(0xD800) + "b"})})
                    .contains("a\xEF\xBF\xBD"
                              "b"));
    }

    void openBlocksAreClosed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("closing");
        QTest::newRow("none") << "text" << "";
        QTest::newRow("fence") << "```cpp\nint i;" << "```";
        QTest::newRow("longer fence") << "`````\n```\n" << "`````";
        QTest::newRow("tildes") << "~~~\na\n```\n" << "~~~";
        QTest::newRow("closed fence") << "```\na\n```" << "";
        QTest::newRow("closed, and another open") << "```\na\n```\n~~~~\n" << "~~~~";
        QTest::newRow("code in a line is no fence") << "``` a ``` b" << "";
        QTest::newRow("indented code is no fence") << "a\n\n    ```\n" << "";
        QTest::newRow("fence in a list ends with it") << "- a\n  ```\n  code" << "";
        QTest::newRow("fence in a quote ends with it") << "> ```\n> code" << "";
        QTest::newRow("fence after a list") << "- a\n\n```\ncode" << "```";
        QTest::newRow("comment") << "<!-- a" << "-->";
        QTest::newRow("closed comment") << "<!-- a -->" << "";
        QTest::newRow("comment in a line") << "a <!-- b" << "";
        QTest::newRow("fence in a comment") << "<!--\n```\n" << "-->";
        QTest::newRow("comment in a fence") << "```\n<!--\n" << "```";
        QTest::newRow("pre") << "<pre>\na" << "</pre>";
        QTest::newRow("script") << "<script>\n\na" << "</pre>";
        QTest::newRow("instruction") << "<?php" << "?>";
        QTest::newRow("declaration") << "<!DOCTYPE" << ">";
        QTest::newRow("CDATA") << "<![CDATA[ a > b" << "]]>";
        QTest::newRow("div ends with a blank line") << "<div>" << "";
    }
    void openBlocksAreClosed() {
        QFETCH(QString, text);
        QFETCH(QString, closing);
        QCOMPARE(closingOf(text), closing);
        const QStringList expected = {"Title", "You", "LLaMA 13B", "You"};
        QCOMPARE(headingsOf(markdownOf({conversationOf({text, text, "plain"})})), expected);
    }

    void noTextSwallowsWhatFollows() {
        std::mt19937 random(3);
        const QStringList parts = {"```", "~~~",       "````", "`",   "<!--", "-->",   "<pre>", "</pre>", "<?",
                                   "?>",  "<![CDATA[", "]]>",  "<!A", ">",    "<div>", "- ",    "1. ",    "> ",
                                   "  ",  "    ",      "\n",   "\n",  "\n\n", "a",     "\t",    "\\"};
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (auto length = 1 + random() % 12; length > 0; --length)
                text += parts[static_cast<qsizetype>(random() % static_cast<std::size_t>(parts.size()))];
            const QByteArray markdown = markdownOf({conversationOf({text, "answer"})});
            const QStringList headings = headingsOf(markdown);
            QVERIFY2(!headings.isEmpty() && headings.last() == "LLaMA 13B", markdown.constData());
            QVERIFY(markdown.contains("\n\n" + text.toUtf8() + "\n"));
        }
    }
};
QTEST_GUILESS_MAIN(MarkdownExportTest)
#include "markdown_export_test.moc"
