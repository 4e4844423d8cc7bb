#include "app/storage/database.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Database;
using ui::AnswerEnd;

class DatabaseTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::optional<Database> database_;
    QString file() const { return folder_->filePath("conversations.sqlite"); }
    void reopen() {
        database_.reset();
        auto opened = Database::open(file(), Database::Access::ReadWrite);
        VERIFY_OUTCOME(opened);
        database_.emplace(std::move(*opened));
    }
    QStringList found(const QString& search) {
        QStringList ids;
        const auto listed = database_->list(search);
        if (!listed) return {QStringLiteral("failed: ") + listed.error().what};
        for (const auto& summary : *listed) ids += summary.id;
        ids.sort();
        return ids;
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup() {
        if (database_) VERIFY_OUTCOME(database_->check());
        database_.reset();
    }

    void keepsEverythingOfAnAnswer() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "Title"), "Be brief."));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q", "", "Why?")));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", "q")));
        VERIFY_OUTCOME(database_->append("a", "Because "));
        VERIFY_OUTCOME(database_->append("a", "it is."));
        VERIFY_OUTCOME(database_->finishAnswer("a", samples::statistics(AnswerEnd::Failed), {"it broke", "Mend it."}));
        reopen();
        const auto read = database_->conversation("c");
        VERIFY_OUTCOME(read);
        QCOMPARE(read->summary.title, "Title");
        QCOMPARE(read->summary.created, samples::timeAfter(0));
        QCOMPARE(read->summary.changed, samples::timeAfter(2));
        QCOMPARE(read->systemPrompt, "Be brief.");
        QCOMPARE(read->currentLeafId, "a");
        QCOMPARE(read->messages.size(), 2);
        QCOMPARE(read->messages[0].id, "q");
        QCOMPARE(read->messages[0].parentId, "");
        QCOMPARE(read->messages[0].role, ui::ChatTurn::Role::User);
        QCOMPARE(read->messages[0].created, samples::timeAfter(1));
        const auto& answer = read->messages[1];
        const auto expected = samples::answer("c", "a", "q");
        QCOMPARE(answer.parentId, "q");
        QCOMPARE(answer.text, "Because it is.");
        QCOMPARE(answer.modelName, expected.modelName);
        QCOMPARE(answer.modelIdentity, expected.modelIdentity);
        QVERIFY(answer.settings == expected.settings);
        QVERIFY(answer.format == expected.format);
        QVERIFY(answer.statistics == samples::statistics(AnswerEnd::Failed));
        QVERIFY((answer.problem == ui::Problem{"it broke", "Mend it."}));
    }

    void seedThatWasNotWishedStaysUnset() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        auto answer = samples::answer("c", "a", "");
        answer.settings.seed.reset();
        VERIFY_OUTCOME(database_->add(answer));
        const auto read = database_->conversation("c");
        VERIFY_OUTCOME(read);
        QVERIFY(!read->messages[0].settings.seed);
    }

    void siblingsAreKeptInOrderOfAge() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q1", "", "first")));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "z", "q1", "one")));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "b", "q1", "two")));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q2", "", "edited")));
        const auto read = database_->conversation("c");
        VERIFY_OUTCOME(read);
        QStringList order;
        for (const auto& message : read->messages) order += message.parentId + ">" + message.id;
        QCOMPARE(order, QStringList({">q1", "q1>z", "q1>b", ">q2"}));
        QCOMPARE(read->currentLeafId, "q2");
        VERIFY_OUTCOME(database_->setCurrentLeaf("c", "z"));
        QCOMPARE(database_->conversation("c")->currentLeafId, "z");
    }

    void refusesWhatDoesNotFit() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->create(samples::conversation("d", "U"), ""));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q", "", "x")));
        QVERIFY(!database_->create(samples::conversation("c", "again"), ""));
        QVERIFY(!database_->add(samples::question("c", "q", "", "the same id")));
        QVERIFY(!database_->add(samples::question("none", "q2", "", "x")));
        QVERIFY(!database_->add(samples::question("c", "q2", "nobody", "x")));
        QVERIFY(!database_->add(samples::question("d", "q2", "q", "a parent in another conversation")));
        QVERIFY(!database_->append("q", "a question is no answer"));
        QVERIFY(!database_->finishAnswer("q", {}, {}));
        QVERIFY(!database_->setCurrentLeaf("d", "q"));
        QVERIFY(!database_->rename("none", "x"));
        QVERIFY(!database_->remove("none"));
        QVERIFY(!database_->conversation("none"));
        const auto read = database_->conversation("c");
        QCOMPARE(read->messages.size(), 1);
        QCOMPARE(read->messages[0].text, "x");
        QCOMPARE(read->summary.title, "T");
    }

    void anAnswerUnderWayIsReadableAndStaysAfterAKill() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", "")));
        VERIFY_OUTCOME(database_->append("a", "one "));
        VERIFY_OUTCOME(database_->append("a", "two "));
        QCOMPARE(database_->conversation("c")->messages[0].text, "one two ");
        reopen();  // joins the pieces
        QCOMPARE(database_->conversation("c")->messages[0].text, "one two ");
        QCOMPARE(database_->conversation("c")->messages[0].statistics.end, AnswerEnd::Unfinished);
        QCOMPARE(found("two"), QStringList({"c"}));
        VERIFY_OUTCOME(database_->append("a", "three"));
        VERIFY_OUTCOME(database_->finishAnswer("a", samples::statistics(AnswerEnd::EndOfTurn), {}));
        QCOMPARE(database_->conversation("c")->messages[0].text, "one two three");
    }

    void continuingReopensAnAnswer() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", "")));
        VERIFY_OUTCOME(database_->append("a", "one"));
        VERIFY_OUTCOME(database_->finishAnswer("a", samples::statistics(AnswerEnd::Limit), {}));
        VERIFY_OUTCOME(database_->append("a", " two"));
        QCOMPARE(database_->conversation("c")->messages[0].statistics.end, AnswerEnd::Unfinished);
        VERIFY_OUTCOME(database_->finishAnswer("a", samples::statistics(AnswerEnd::EndOfTurn), {}));
        QCOMPARE(database_->conversation("c")->messages[0].text, "one two");
        QCOMPARE(database_->conversation("c")->messages[0].statistics.end, AnswerEnd::EndOfTurn);
    }

    void texts_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("null") << QString();
        QTest::newRow("quotes and SQL") << "'; DROP TABLE message; --\"`";
        QTest::newRow("NUL inside") << QString::fromUtf8("before\0after", 12);
        QTest::newRow("beyond the basic plane") << QString::fromUtf8("\xF0\x9F\x8F\x94 and \xF0\x9F\xA6\x99");
        QTest::newRow("all controls") << [] {
            QString text;
            for (char16_t c = 0; c < 0x20; ++c) text += QChar(c);
            return text;
        }();
        QTest::newRow("a megabyte") << QString(1 << 20, u'x');
        QTest::newRow("line ends") << "a\r\nb\rc\n";
    }
    void texts() {
        QFETCH(QString, text);
        VERIFY_OUTCOME(database_->create(samples::conversation("c", text), text));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q", "", text)));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", "q")));
        VERIFY_OUTCOME(database_->append("a", text));
        VERIFY_OUTCOME(database_->append("a", text));
        QCOMPARE(database_->conversation("c")->messages[1].text, text + text);
        VERIFY_OUTCOME(database_->finishAnswer("a", {}, {text, text}));
        reopen();
        const auto read = database_->conversation("c");
        VERIFY_OUTCOME(read);
        QCOMPARE(read->summary.title, text);
        QCOMPARE(read->systemPrompt, text);
        QCOMPARE(read->messages[0].text, text);
        QCOMPARE(read->messages[1].text, text + text);
        QCOMPARE(read->messages[1].problem.what, text);
    }

    void halfACharacterDoesNotDamageItsNeighbours() {
        const QString broken = QString(QChar(0xD83D)) + "A" + QString(QChar(0xDE00)) + "B" + QString(QChar(0xD83D));
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::question("c", "q", "", broken)));
        QCOMPARE(database_->conversation("c")->messages[0].text, QString("\uFFFDA\uFFFDB\uFFFD"));
    }

    void numbersThatAreNoneReadAsZero() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        auto answer = samples::answer("c", "a", "");
        answer.settings.temperature = std::numeric_limits<double>::quiet_NaN();
        VERIFY_OUTCOME(database_->add(answer));
        auto statistics = samples::statistics(AnswerEnd::EndOfTurn);
        statistics.tokensPerSecond = std::numeric_limits<double>::infinity();
        VERIFY_OUTCOME(database_->finishAnswer("a", statistics, {}));
        const auto read = database_->conversation("c");
        QCOMPARE(read->messages[0].settings.temperature, 0.0);
        QCOMPARE(read->messages[0].statistics.tokensPerSecond, 0.0);
    }

    void aFormatThatTheModelHadIsNoSetting() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        auto answer = samples::answer("c", "a", "");
        answer.settings.chatFormat.clear();
        answer.settings.stopTexts.clear();
        answer.format = ui::ChatFormatUse{"", ui::ChatFormatSource::Template};  // like no named one
        VERIFY_OUTCOME(database_->add(answer));
        answer.id = "b";
        answer.format.reset();  // not known
        VERIFY_OUTCOME(database_->add(answer));
        const auto read = database_->conversation("c");
        QVERIFY(read->messages[0].settings == answer.settings);
        QVERIFY((read->messages[0].format == ui::ChatFormatUse{"", ui::ChatFormatSource::Template}));
        QVERIFY(!read->messages[1].format);
    }

    void listsNewestFirst() {
        VERIFY_OUTCOME(database_->create(samples::conversation("old", "T", 0), ""));
        VERIFY_OUTCOME(database_->create(samples::conversation("new", "T", 10), ""));
        QCOMPARE(database_->list("")->first().id, "new");
        VERIFY_OUTCOME(database_->add(samples::question("old", "q", "", "x", 20)));
        QCOMPARE(database_->list("")->first().id, "old");
        QCOMPARE(database_->list("")->first().changed, samples::timeAfter(20));
        VERIFY_OUTCOME(database_->add(samples::question("old", "q2", "q", "from a clock that went back", 5)));
        QCOMPARE(database_->list("")->first().changed, samples::timeAfter(20));
    }

    void searchFindsTitlesAndTexts_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("all") << "" << QStringList({"a", "b", "c"});
        QTest::newRow("blank") << "  " << QStringList({"a", "b", "c"});
        QTest::newRow("title") << "bread" << QStringList({"a"});
        QTest::newRow("title, other case") << "BREAD" << QStringList({"a"});
        QTest::newRow("title, German capital") << QString("ÖFEN") << QStringList({"a"});
        QTest::newRow("question") << "sourdough" << QStringList({"b"});
        QTest::newRow("inside a word") << "urdoug" << QStringList({"b"});
        QTest::newRow("answer") << "Finished" << QStringList({"c"});
        QTest::newRow("text, Greek capitals") << QString("ΚΑΛΗΜΈΡΑ") << QStringList({"c"});
        QTest::newRow("two letters") << "gh" << QStringList({"b"});
        QTest::newRow("two letters, other case") << "GH" << QStringList({"b"});
        QTest::newRow("one letter beyond ASCII, other case") << QString("Ä") << QStringList({"b"});
        QTest::newRow("two Chinese characters") << QString("東京") << QStringList({"b"});
        QTest::newRow("three Chinese characters") << QString("東京都") << QStringList({"b"});
        QTest::newRow("percent stands for itself") << "%" << QStringList({"c"});
        QTest::newRow("long pattern with percent") << "100%" << QStringList({"c"});
        QTest::newRow("percent is no wildcard") << "so%gh" << QStringList();
        QTest::newRow("underscore is no wildcard") << "_" << QStringList();
        QTest::newRow("backslash") << "\\" << QStringList({"c"});
        QTest::newRow("query language is text") << "sour* OR bread" << QStringList();
        QTest::newRow("quotes") << "say \"hi\"" << QStringList({"c"});
        QTest::newRow("lone quote") << "\"" << QStringList({"c"});
        QTest::newRow("column filter is text") << "text:sourdough" << QStringList();
        QTest::newRow("NUL") << QString(QChar(u'\0')) << QStringList({"a", "b", "c"});
        QTest::newRow("very long") << QString(100000, u'q') << QStringList();
    }
    void searchFindsTitlesAndTexts() {
        QFETCH(QString, search);
        QFETCH(QStringList, ids);
        VERIFY_OUTCOME(database_->create(samples::conversation("a", "Bread and öfen"), ""));
        VERIFY_OUTCOME(database_->create(samples::conversation("b", "T"), ""));
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::question("b", "q", "", "A sourdough, 東京都 lädt")));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "r", "")));
        VERIFY_OUTCOME(database_->append("r", "unfinished, 100% καλημέρα, say \"hi\" in C:\\"));
        VERIFY_OUTCOME(database_->finishAnswer("r", {}, {}));
        QCOMPARE(found(search), ids);
    }

    void removingLeavesNothing() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->create(samples::conversation("kept", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::question("kept", "k", "", "elsewhere")));
        QString parent;
        for (int i = 0; i < 1500; ++i) {  // deeper than SQLite's triggers may nest
            const QString id = QString::number(i);
            VERIFY_OUTCOME(database_->add(samples::question("c", id, parent, "secret words")));
            parent = id;
        }
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", parent)));
        VERIFY_OUTCOME(database_->append("a", "under way"));
        VERIFY_OUTCOME(database_->remove("c"));
        QCOMPARE(found(""), QStringList({"kept"}));
        QCOMPARE(found("secret"), QStringList());
        QCOMPARE(found("elsewhere"), QStringList({"kept"}));
        QVERIFY(!database_->append("a", "late"));
    }

    void tenThousandAppends() {
        VERIFY_OUTCOME(database_->create(samples::conversation("c", "T"), ""));
        VERIFY_OUTCOME(database_->add(samples::answer("c", "a", "")));
        QString expected;
        for (int i = 0; i < 10000; ++i) {
            const QString piece = QStringLiteral("piece %1, ").arg(i);
            VERIFY_OUTCOME(database_->append("a", piece));
            expected += piece;
        }
        QVERIFY(database_->conversation("c")->messages[0].text == expected);
        VERIFY_OUTCOME(database_->finishAnswer("a", samples::statistics(AnswerEnd::EndOfTurn), {}));
        QVERIFY(database_->conversation("c")->messages[0].text == expected);
    }
};
QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
