#include <sys/resource.h>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "app/storage/database.h"
#include "app/storage/schema/schema.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Connection;
using app::Database;
using ui::AnswerEnd;

/// A file that a program of schema 1 wrote, and left as a kill does: one answer still in pieces.
class DatabaseMigrationTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString file() const { return folder_->filePath("conversations.sqlite"); }
    app::Outcome<Database> open() const { return Database::open(file(), Database::Access::ReadWrite); }
    std::unique_ptr<Connection> connection() const {
        return Connection::open(file(), Connection::Access::ReadWrite).value();
    }
    qint64 number(const QString& sql) const { return connection()->number(sql).value_or(-1); }
    qint64 version() const { return number("PRAGMA user_version"); }
    qint64 answerColumns() const { return number("SELECT count(*) FROM pragma_table_info('answer')"); }
    void isAsItWas(qint64 columns) const {
        QCOMPARE(version(), 1);
        QCOMPARE(answerColumns(), columns);
        QCOMPARE(number("SELECT count(*) FROM message"), 5);
        QCOMPARE(number("SELECT count(*) FROM answer"), 3);
        QCOMPARE(number("SELECT count(*) FROM answer_piece"), 1);
        auto found = connection()->run("SELECT text FROM message WHERE id = 'a1'");
        VERIFY_OUTCOME(found);
        QVERIFY(found->next());
        QCOMPARE(found->value(0).toString(), "3,656 metres above the sea.");
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(SOURCE_DIR "/tests/data/conversations-version-1.sqlite", file()));
        QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(version(), 1);
    }

    void everythingOfVersion1IsThere() {
        const auto database = open();
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->check());
        QCOMPARE(version(), app::schema::newest_version);
        QCOMPARE(database->list("")->size(), 2);
        QCOMPARE(database->list("metres above")->size(), 1);
        const auto trip = database->conversation("trip");
        VERIFY_OUTCOME(trip);
        QCOMPARE(trip->summary.title, "Trip to Salar de Uyuni");
        QCOMPARE(trip->systemPrompt, "Answer briefly.");
        QCOMPARE(trip->messages.size(), 5);
        QCOMPARE(trip->messages[0].text, QStringLiteral("How high is the Salar de Uyuni\u00A0?"));

        ui::AnswerSettings settings;  // samplers that there were not did nothing
        settings.temperature = 0.25;
        settings.topK = 7;
        settings.topP = 0.5;
        settings.seed = 0xfedcba9876543210U;
        settings.contextLength = 2048;
        settings.answerLimit = 99;
        const ui::StoredMessage& ended = trip->messages[1];
        QCOMPARE(ended.text, "3,656 metres above the sea.");
        QCOMPARE(ended.modelName, "LLaMA 13B");
        QVERIFY(ended.settings == settings);
        QVERIFY(ended.statistics == samples::statistics(AnswerEnd::EndOfTurn));
        QVERIFY(!ended.format);  // was not recorded
        const ui::StoredMessage& failed = trip->messages[2];
        QCOMPARE(failed.parentId, "q1");
        QCOMPARE(failed.settings.temperature, 1.0 / 3);
        QVERIFY(!failed.settings.seed);
        QVERIFY((failed.problem == ui::Problem{"the device was lost", "Try again."}));
        const ui::StoredMessage& killed = trip->messages[4];
        QCOMPARE(killed.text, "3,812 me");
        QCOMPARE(killed.statistics.end, AnswerEnd::Unfinished);
        QCOMPARE(number("SELECT count(*) FROM answer_piece"), 0);
    }

    void newAnswersRecordEverything() {
        auto database = open();
        VERIFY_OUTCOME(database);
        const auto answer = samples::answer("trip", "new", "q2", "High.", 20);
        VERIFY_OUTCOME(database->add(answer));
        const auto read = open()->conversation("trip");
        VERIFY_OUTCOME(read);
        QVERIFY(read->messages.last().settings == answer.settings);
        QVERIFY(read->messages.last().format == answer.format);
    }

    void aStepThatFailsLeavesTheFileAsItWas() {
        // A column in the way of one amid the others.
        VERIFY_OUTCOME(connection()->run("ALTER TABLE answer ADD COLUMN logit_bias TEXT"));
        const qint64 columns = answerColumns();
        const auto database = open();
        QVERIFY(!database);
        QVERIFY2(database.error().what.contains("logit_bias"), qPrintable(database.error().what));
        isAsItWas(columns);
        VERIFY_OUTCOME(connection()->run("ALTER TABLE answer DROP COLUMN logit_bias"));
        VERIFY_OUTCOME(open());
        QCOMPARE(version(), app::schema::newest_version);
    }

    void aFullDiskLeavesTheFileAsItWas() {
        const qint64 columns = answerColumns();
        const auto previousHandler = std::signal(SIGXFSZ, SIG_IGN);
        rlimit previous{};
        getrlimit(RLIMIT_FSIZE, &previous);
        const rlimit full{4096, previous.rlim_max};  // a file may not grow beyond it: the log of a change cannot
        setrlimit(RLIMIT_FSIZE, &full);
        const auto database = open();
        setrlimit(RLIMIT_FSIZE, &previous);
        std::signal(SIGXFSZ, previousHandler);
        QVERIFY(!database);
        QVERIFY2(database.error().what.contains(file()), qPrintable(database.error().what));
        isAsItWas(columns);
        VERIFY_OUTCOME(open());
        QCOMPARE(version(), app::schema::newest_version);
    }

    void whoOnlyReadsIsToldWhatToDo() {
        const auto database = Database::open(file(), Database::Access::ReadOnly);
        QVERIFY(!database);
        QVERIFY(database.error().what.contains("schema 1"));
        isAsItWas(answerColumns());
    }
};
QTEST_GUILESS_MAIN(DatabaseMigrationTest)
#include "database_migration_test.moc"
