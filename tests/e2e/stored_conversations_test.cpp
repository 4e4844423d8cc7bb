#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "app/data_directory.h"
#include "app/storage/database.h"
#include "tests/e2e/support/program.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Database;

/// `conversations` and `export` over a database that the program's own storage wrote.
class StoredConversationsTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString data_;

    e2e::Ran run(const QStringList& arguments) const { return e2e::run(arguments + QStringList{"--data-dir", data_}); }

private slots:
    void initTestCase() {
        data_ = folder_.filePath("data");
        const auto directory = app::DataDirectory::open(data_);
        VERIFY_OUTCOME(directory);
        auto database = Database::open(directory->database(), Database::Access::ReadWrite);
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->create(samples::conversation("aa-1", "Llamas\x1b[31m\nand wool"), "Be brief."));
        VERIFY_OUTCOME(database->add(samples::question("aa-1", "q", "", "What eats \xE2\x80\xAEgrass?")));
        VERIFY_OUTCOME(database->add(samples::answer("aa-1", "a", "q")));
        VERIFY_OUTCOME(database->append("a", "Llamas \x1b]0;title\x07 do."));
        VERIFY_OUTCOME(database->finishAnswer("a", samples::statistics(ui::AnswerEnd::EndOfTurn), {}));
        VERIFY_OUTCOME(database->create(samples::conversation("aa-2", "Empty", 9), ""));
    }

    void conversationsAreListed() {
        const auto ran = run({"conversations"});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output.count('\n'), 2);
        QVERIFY(ran.output.startsWith("aa-2  "));
        QVERIFY(ran.output.contains("  Llamas[31m and wool\n"));
        const auto list = QJsonDocument::fromJson(run({"conversations", "--json"}).output).array();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[1]["id"].toString(), "aa-1");
        QCOMPARE(list[1]["title"].toString(), "Llamas\x1b[31m\nand wool");
        QCOMPARE(list[1]["created"].toString(), "2026-11-24T10:00:00.000Z");
    }

    void exportsToOutputAndFile() {
        const auto markdown = run({"export", "aa-1", "--format", "markdown"});
        QCOMPARE(markdown.exitCode, 0);
        QVERIFY(markdown.output.contains("Llamas \x1b]0;title\x07 do."));  // a file gets every byte
        const QString file = folder_.filePath("all.json");
        const auto ran = run({"export", "--all", "--format", "json", "--output", file});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output, QByteArray());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(written.readAll()).object();
        QCOMPARE(json["conversations"].toArray().size(), 2);
    }

    void namesAConversationByTheBeginningOfItsId() {
        QCOMPARE(run({"export", "aa-2", "--format", "json"}).exitCode, 0);
        VERIFY_REFUSED(run({"export", "aa", "--format", "json"}), 1, "2 conversations begin with aa");
        VERIFY_REFUSED(run({"export", "b", "--format", "json"}), 1, "there is no conversation b");
        VERIFY_REFUSED(run({"export", "", "--format", "json"}), 1, "there is no conversation");
    }

    void writesNothingWhereNothingIs() {
        const QString none = folder_.filePath("none");
        VERIFY_REFUSED(e2e::run({"conversations", "--data-dir", none}), 1, "there is no folder");
        const QString empty = folder_.filePath("empty");
        QVERIFY(QDir().mkdir(empty));
        QCOMPARE(e2e::run({"conversations", "--data-dir", empty, "--json"}).output, QByteArray("[]\n"));
        const auto listed = e2e::run({"conversations", "--data-dir", empty});
        QCOMPARE(listed.exitCode, 0);
        QCOMPARE(listed.output, QByteArray());
        QVERIFY2(listed.errors.startsWith("altiplano: no conversation was kept yet. "), listed.errors.constData());
        const QString file = folder_.filePath("none.json");
        VERIFY_REFUSED(e2e::run({"export", "--all", "--format", "json", "--output", file, "--data-dir", empty}), 1,
                       "no conversation was kept yet");
        QVERIFY(!QFileInfo::exists(file) && !QFileInfo::exists(none));
        QVERIFY(QDir(empty).isEmpty());
    }

    void aBrokenDatabaseIsAnError() {
        const QString broken = folder_.filePath("broken");
        QVERIFY(QDir().mkdir(broken));
        e2e::write(broken, "conversations.sqlite", std::string(8192, 'x'));
        VERIFY_REFUSED(e2e::run({"conversations", "--data-dir", broken}), 1, "conversations.sqlite");
    }
};
QTEST_GUILESS_MAIN(StoredConversationsTest)
#include "stored_conversations_test.moc"
