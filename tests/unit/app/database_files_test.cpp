#include <sys/resource.h>
#include <unistd.h>
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include "app/storage/database.h"
#include "app/storage/schema/schema.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Connection;
using app::Database;
using ui::AnswerEnd;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

bool write(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// No file of this process may grow beyond a size, as on a full disk, until this leaves.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : previous_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &previous_);
        const rlimit limit{bytes, previous_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &previous_);
        std::signal(SIGXFSZ, previous_handler_);
    }

private:
    rlimit previous_{};
    void (*previous_handler_)(int);
};

}  // namespace

/// Files that are damaged, foreign, newer, full, or used by several at once.
class DatabaseFilesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString file() const { return folder_->filePath("conversations.sqlite"); }
    app::Outcome<Database> open(Database::Access access = Database::Access::ReadWrite) const {
        return Database::open(file(), access);
    }
    void fill() {
        auto database = open();
        VERIFY_OUTCOME(database);
        for (int i = 0; i < 5; ++i) {
            const QString id = QString::number(i);
            VERIFY_OUTCOME(database->create(samples::conversation(id, "Title " + id), ""));
            VERIFY_OUTCOME(database->add(samples::question(id, "q" + id, "", QString(2000, QChar(u'a' + i)))));
            VERIFY_OUTCOME(database->add(samples::answer(id, "a" + id, "q" + id, "Words")));
            VERIFY_OUTCOME(database->append("a" + id, " under way"));
        }
    }
    /// Whatever is in the file, every call comes back.
    void useAll() {
        auto database = open();
        if (!database) {
            QVERIFY(!database.error().what.isEmpty());
            QVERIFY(!database.error().hint.isEmpty());
            return;
        }
        (void)database->list("");
        (void)database->list("Words");
        (void)database->list("Wo");
        for (int i = 0; i < 5; ++i) (void)database->conversation(QString::number(i));
        (void)database->add(samples::question("1", "new", "a1", "text"));
        (void)database->append("a1", "more");
        (void)database->finishAnswer("a1", {}, {});
        (void)database->remove("2");
        (void)database->check();
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void isPrivate() {
        fill();
        QCOMPARE(QFile::permissions(file()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void readOnlyMakesNothing() {
        const auto database = open(Database::Access::ReadOnly);
        QVERIFY(!database);
        QVERIFY(database.error().what.contains(file()));
        QVERIFY(QDir(folder_->path()).isEmpty());
    }

    void readOnlyReadsAndDoesNotWrite() {
        fill();
        auto database = open(Database::Access::ReadOnly);
        VERIFY_OUTCOME(database);
        QCOMPARE(database->conversation("0")->messages[1].text, "Words under way");
        QCOMPARE(database->list("under way")->size(), 0);  // found when the answer has ended
        QVERIFY(!database->rename("0", "x"));
        QCOMPARE(database->conversation("0")->summary.title, "Title 0");
    }

    void folderInPlaceOfTheFile() {
        QVERIFY(QDir().mkdir(file()));
        const auto database = open();
        QVERIFY(!database);
        QVERIFY(database.error().what.contains("folder"));
    }

    void textInPlaceOfADatabaseIsLeftAlone() {
        const QByteArray content = "Dear diary, this is no database at all. " + QByteArray(2000, 'x');
        QVERIFY(write(file(), content));
        const auto database = open();
        QVERIFY(!database);
        QVERIFY(database.error().what.contains(file()));
        QCOMPARE(contentOf(file()), content);
    }

    void anotherProgramsDatabaseIsLeftAlone() {
        {
            const auto connection = Connection::open(file(), Connection::Access::ReadWrite);
            VERIFY_OUTCOME(connection);
            VERIFY_OUTCOME((*connection)->run("CREATE TABLE notes (text TEXT)"));
        }
        const QByteArray before = contentOf(file());
        const auto database = open();
        QVERIFY(!database);
        QVERIFY(database.error().what.contains("another program"));
        QCOMPARE(contentOf(file()), before);
        QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), QStringList({"conversations.sqlite"}));
    }

    void newerSchemaIsRefusedAndLeftAlone() {
        fill();
        {
            const auto connection = Connection::open(file(), Connection::Access::ReadWrite);
            VERIFY_OUTCOME(connection);
            VERIFY_OUTCOME(
                (*connection)->run(QStringLiteral("PRAGMA user_version = %1").arg(app::schema::newest_version + 1)));
        }
        const QByteArray before = contentOf(file());
        for (const auto access : {Database::Access::ReadWrite, Database::Access::ReadOnly}) {
            const auto database = open(access);
            QVERIFY(!database);
            QVERIFY(database.error().what.contains(QStringLiteral("its schema is %1, this program knows %2")
                                                       .arg(app::schema::newest_version + 1)
                                                       .arg(app::schema::newest_version)));
        }
        QCOMPARE(contentOf(file()), before);
    }

    void emptyFileBecomesADatabase() {
        QVERIFY(write(file(), ""));
        fill();
        QCOMPARE(open()->list("")->size(), 5);
    }

    void migrationCutShortIsDoneAgain() {
        {
            const auto connection = Connection::open(file(), Connection::Access::ReadWrite);
            VERIFY_OUTCOME(connection);
            auto transaction = app::Transaction::write(**connection);
            VERIFY_OUTCOME(transaction);
            for (const QString& statement : app::schema::version1().mid(0, 4))
                VERIFY_OUTCOME((*connection)->run(statement));
        }  // rolled back
        fill();
        QCOMPARE(open()->list("")->size(), 5);
    }

    void everyTruncationComesBack() {
        fill();
        const QByteArray whole = contentOf(file());
        QVERIFY(whole.size() > 20 * 1024);
        for (qsizetype size = 0; size < whole.size(); size += size < 200 ? 7 : 1500) {
            QVERIFY(write(file(), whole.left(size)));
            for (const char* rest : {"-wal", "-shm"}) QFile::remove(file() + rest);
            useAll();
        }
    }

    void damagedBytesComeBack() {
        fill();
        const QByteArray whole = contentOf(file());
        QRandomGenerator random(20261124);
        int damaged = 0;
        for (int round = 0; round < 60; ++round) {
            QByteArray bytes = whole;
            for (int i = 0; i < 1 + round % 40; ++i)
                bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
            QVERIFY(write(file(), bytes));
            for (const char* rest : {"-wal", "-shm"}) QFile::remove(file() + rest);
            useAll();
            auto database = open();
            if (!database || !database->check()) ++damaged;
        }
        QVERIFY(damaged > 10);  // the damage did reach what matters
    }

    void contentNoProgramWouldWrite() {
        fill();
        {
            const auto connection = Connection::open(file(), Connection::Access::ReadWrite);
            VERIFY_OUTCOME(connection);
            for (const char* statement : {
                     "PRAGMA ignore_check_constraints = ON",
                     "UPDATE message SET role = 'emperor' WHERE id = 'q0'",
                     "UPDATE answer SET ended = 'badly', top_k = 4611686018427387904, temperature = 9e999",
                     "UPDATE answer SET chat_format_source = 'heaven', stop_texts = '[1, \"###\", [[[', "
                     "logit_bias = '[{\"token\": -1, \"bias\": 1}, 7, {\"token\": 2, \"bias\": \"x\"}, "
                     "{\"token\": 1e99, \"bias\": 0}, {\"token\": 3, \"bias\": 1}]' WHERE message = "
                     "(SELECT number FROM message WHERE id = 'a0')",
                     "UPDATE message SET parent = number WHERE id = 'q1'",
                     "UPDATE message SET parent = (SELECT number FROM message WHERE id = 'a2') WHERE id = 'q2'",
                     "UPDATE message SET parent = (SELECT number FROM message WHERE id = 'a0') WHERE id = 'q3'",
                     "UPDATE message SET created_ms = -9223372036854775807",
                     "UPDATE conversation SET current_leaf = (SELECT number FROM message WHERE id = 'q3') WHERE id = "
                     "'0'",
                     "UPDATE conversation SET changed_ms = 9223372036854775807 WHERE id = '4'",
                 })
                VERIFY_OUTCOME((*connection)->run(statement));
        }
        auto database = open();
        VERIFY_OUTCOME(database);
        QCOMPARE(database->conversation("0")->messages[0].role, ui::ChatTurn::Role::User);
        QCOMPARE(database->conversation("0")->currentLeafId, "");
        QCOMPARE(database->conversation("0")->messages[1].statistics.end, AnswerEnd::Unfinished);
        QCOMPARE(database->conversation("0")->messages[1].settings.temperature, 0.0);
        const auto hostile = database->conversation("0")->messages[1];
        QVERIFY(hostile.format->source == ui::ChatFormatSource::Default);
        QCOMPARE(hostile.settings.stopTexts, QStringList());
        QVERIFY((hostile.settings.logitBias == QList<ui::TokenBias>{{3, 1}}));
        for (const char* id : {"1", "2", "3"}) QCOMPARE(database->conversation(id)->messages[0].parentId, "");
        QCOMPARE(database->list("")->size(), 5);
    }

    void fileThatCannotGrow() {
        fill();
        auto database = open();
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->append("a1", " before"));
        {
            const FileSizeLimit limit(16 * 1024);
            const auto added = database->add(samples::question("0", "new", "a0", QString(100000, u'x')));
            QVERIFY(!added);
            QVERIFY(added.error().what.contains(file()));
            QVERIFY(!added.error().hint.isEmpty());
            QVERIFY(!database->append("a1", QString(100000, u'x')));
            QCOMPARE(database->conversation("0")->messages.size(), 2);
        }
        VERIFY_OUTCOME(database->add(samples::question("0", "new", "a0", "there is space again")));
        VERIFY_OUTCOME(database->check());
        QCOMPARE(database->conversation("0")->messages.size(), 3);
        QCOMPARE(database->conversation("1")->messages[1].text, "Words under way before");
    }

    void fullDiskIsSaidInWords() {
        const auto connection = Connection::open(file(), Connection::Access::ReadWrite);
        VERIFY_OUTCOME(connection);
        VERIFY_OUTCOME((*connection)->run("PRAGMA max_page_count = 4"));
        VERIFY_OUTCOME((*connection)->run("CREATE TABLE t (x)"));
        const auto inserted = (*connection)->run("INSERT INTO t VALUES (?)", {QByteArray(100000, 'x')});
        QVERIFY(!inserted);
        QVERIFY2(inserted.error().what.contains("is full"), qPrintable(inserted.error().what));
    }

    void fileThatMayNotBeWritten() {
        if (geteuid() == 0) QSKIP("root may write everything");
        fill();
        QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner));
        auto database = open();
        VERIFY_OUTCOME(database);
        QCOMPARE(database->list("")->size(), 5);
        const auto renamed = database->rename("0", "x");
        QVERIFY(!renamed);
        QVERIFY(renamed.error().what.contains("cannot be written"));
    }

    void openedTwiceWhileAnAnswerIsUnderWay() {
        fill();
        auto first = open();
        VERIFY_OUTCOME(first->append("a0", "; first"));
        auto second = open();  // joins the pieces, as after a kill
        VERIFY_OUTCOME(second);
        VERIFY_OUTCOME(first->append("a0", "; second"));
        QCOMPARE(second->conversation("0")->messages[1].text, "Words under way; first; second");
        VERIFY_OUTCOME(first->finishAnswer("a0", samples::statistics(AnswerEnd::EndOfTurn), {}));
        QCOMPARE(second->conversation("0")->messages[1].text, "Words under way; first; second");
    }

    void writersAndReadersAtOnce() {
        fill();
        constexpr int rounds = 100;
        std::atomic<int> failures = 0;
        std::atomic<bool> done = false;
        const auto writer = [&](const QString& conversation) {
            auto database = open();
            if (!database) return void(++failures);
            for (int i = 0; i < rounds; ++i) {
                const QString id = conversation + "-" + QString::number(i);
                if (!database->add(samples::answer(conversation, id, ""))) ++failures;
                if (!database->append(id, "one ") || !database->append(id, "two")) ++failures;
                if (!database->finishAnswer(id, {}, {})) ++failures;
            }
        };
        const auto reader = [&] {
            auto database = open(Database::Access::ReadOnly);
            if (!database) return void(++failures);
            while (!done) {
                const auto read = database->conversation("3");
                if (!read || !database->list("one two")) ++failures;
                if (!read) continue;
                for (const auto& message : read->messages)
                    if (message.id.startsWith("3-") && !QStringLiteral("one two").startsWith(message.text)) ++failures;
            }
        };
        std::thread readerThread(reader);
        std::thread first(writer, "3");
        std::thread second(writer, "4");
        first.join();
        second.join();
        done = true;
        readerThread.join();
        QCOMPARE(failures.load(), 0);
        auto database = open();
        VERIFY_OUTCOME(database->check());
        QCOMPARE(database->conversation("3")->messages.size(), 2 + rounds);
        QCOMPARE(database->conversation("4")->messages.size(), 2 + rounds);
    }

    void manyOpenANewFileAtOnce() {
        std::atomic<int> opened = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                auto database = open();
                const auto created = database ? database->create(samples::conversation(QString::number(i), "T"), "")
                                              : app::Outcome<void>(std::unexpected(database.error()));
                if (created)
                    ++opened;
                else
                    qWarning("%s", qPrintable(created.error().what));
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(opened.load(), 8);
        QCOMPARE(open()->list("")->size(), 8);
    }
};
QTEST_GUILESS_MAIN(DatabaseFilesTest)
#include "database_files_test.moc"
