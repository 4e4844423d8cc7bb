#include "app/storage/sqlite_conversation_store.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/storage/database.h"
#include "app/storage/database_worker.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

using app::Database;
using app::SqliteConversationStore;

namespace {
constexpr int patience_ms = 60'000;
}

class SqliteConversationStoreTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<SqliteConversationStore> store_;
    QStringList heard_;  // every signal, in the order in which they came
    QList<ui::StoredConversation> opened_;
    QList<ui::ConversationSummary> listed_;

    QString file() const { return folder_->filePath("conversations.sqlite"); }
    void openStore() {
        store_ = std::make_unique<SqliteConversationStore>(file());
        const auto hear = [this](const QString& line) {
            QCOMPARE(QThread::currentThread(), thread());
            heard_ += line;
        };
        connect(store_.get(), &SqliteConversationStore::committed, this,
                [=](const QString& id) { hear("committed " + id); });
        connect(store_.get(), &SqliteConversationStore::changed, this, [=] { hear("changed"); });
        connect(store_.get(), &SqliteConversationStore::failed, this,
                [=](const QString& id, const ui::Problem& problem) { hear("failed " + id + ": " + problem.what); });
        connect(store_.get(), &SqliteConversationStore::opened, this,
                [=, this](const ui::StoredConversation& conversation) {
                    opened_ += conversation;
                    hear("opened " + conversation.summary.id);
                });
        connect(store_.get(), &SqliteConversationStore::listed, this,
                [=, this](const QString& search, const QList<ui::ConversationSummary>& found) {
                    listed_ = found;
                    hear(QString("listed '%1' %2").arg(search).arg(found.size()));
                });
    }
    bool hears(const QString& line) {
        return QTest::qWaitFor([&] { return heard_.contains(line); }, patience_ms);
    }
    /// What another program would read from the disk now.
    QString textOnDisk(const QString& conversation, int message) const {
        const auto database = Database::open(file(), Database::Access::ReadOnly);
        if (!database) return database.error().what;
        const auto read = database->conversation(conversation);
        return read && read->messages.size() > message ? read->messages[message].text : QStringLiteral("nothing");
    }
    void beginAnswer() {
        store_->create(samples::conversation("c", "Title"), "Be brief.");
        store_->add(samples::question("c", "q", "", "Why?"));
        store_->add(samples::answer("c", "a", "q"));
        QVERIFY(hears("committed a"));
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        heard_.clear();
        opened_.clear();
        openStore();
    }
    void cleanup() { store_.reset(); }

    void carriesOutCallsInTheirOrder() {
        store_->create(samples::conversation("c", "Title"), "Be brief.");
        store_->add(samples::question("c", "q", "", "Why?"));
        store_->open("c");
        store_->rename("c", "Another");
        store_->setSystemPrompt("c", "Be long.");
        store_->add(samples::answer("c", "a", "q"));
        store_->appendText("a", "Because");
        store_->finishAnswer("a", samples::statistics(ui::AnswerEnd::EndOfTurn), {});
        store_->setCurrentLeaf("c", "q");
        store_->open("c");
        store_->list("because");
        store_->remove("c");
        store_->list("");
        QVERIFY(heard_.isEmpty());  // each returned at once
        QVERIFY(hears("listed '' 0"));
        QCOMPARE(heard_, (QStringList{"changed", "committed q", "changed", "opened c", "changed", "committed a",
                                      "changed", "opened c", "listed 'because' 1", "changed", "listed '' 0"}));
        QCOMPARE(opened_[0].summary.title, "Title");
        QCOMPARE(opened_[0].messages.size(), 1);
        QCOMPARE(opened_[1].summary.title, "Another");
        QCOMPARE(opened_[1].systemPrompt, "Be long.");
        QCOMPARE(opened_[1].currentLeafId, "q");
        QCOMPARE(opened_[1].messages[1].text, "Because");
        QCOMPARE(opened_[1].messages[1].statistics.end, ui::AnswerEnd::EndOfTurn);
    }

    void aCommittedMessageIsOnDisk() {
        store_->create(samples::conversation("c", "Title"), "");
        store_->add(samples::question("c", "q", "", "Why?"));
        QVERIFY(hears("committed q"));
        QCOMPARE(textOnDisk("c", 0), "Why?");
    }

    void textIsWrittenByItself() {
        static_assert(app::DatabaseWorker::write_interval_ms <= 250 - 50,
                      "a commit and a search must fit the promise too");
        beginAnswer();
        store_->appendText("a", "first ");
        store_->appendText("a", "second ");
        QVERIFY(QTest::qWaitFor([&] { return textOnDisk("c", 1) == "first second "; }, patience_ms));
        QVERIFY(heard_.filter("failed").isEmpty());
    }

    /// Text that never pauses is written too, and in far fewer writes than pieces.
    void steadyTextIsCollectedAndWritten() {
        beginAnswer();
        qsizetype sent = 0, seen = 0;
        int writes = 0;
        QElapsedTimer clock;
        clock.start();
        while (writes < 4 && clock.elapsed() < patience_ms) {
            store_->appendText("a", "x");
            ++sent;
            QTest::qWait(3);
            const qsizetype there = textOnDisk("c", 1).size();
            writes += there != seen ? 1 : 0;
            seen = there;
        }
        QCOMPARE(writes, 4);
        QVERIFY2(sent > 3 * writes, qPrintable(QString("%1 writes for %2 pieces").arg(writes).arg(sent)));
    }

    void openSeesWhatWasSentBeforeIt() {
        beginAnswer();
        store_->appendText("a", "just now");
        store_->open("c");
        QVERIFY(hears("opened c"));
        QCOMPARE(opened_[0].messages[1].text, "just now");
        QCOMPARE(opened_[0].messages[1].statistics.end, ui::AnswerEnd::Unfinished);
    }

    void finishingWritesAtOnce() {
        beginAnswer();
        store_->appendText("a", "all");
        store_->finishAnswer("a", samples::statistics(ui::AnswerEnd::Stopped), {"it broke", "Mend it."});
        store_->list("");
        QVERIFY(hears("listed '' 1"));
        const auto read = Database::open(file(), Database::Access::ReadOnly)->conversation("c");
        VERIFY_OUTCOME(read);
        QCOMPARE(read->messages[1].text, "all");
        QVERIFY(read->messages[1].statistics == samples::statistics(ui::AnswerEnd::Stopped));
        QCOMPARE(read->messages[1].problem.what, "it broke");
    }

    void goingAwayWritesEverything() {
        store_->create(samples::conversation("c", "Title"), "");
        store_->add(samples::answer("c", "a", ""));
        QString sent;
        for (int i = 0; i < 1000; ++i) {
            store_->appendText("a", QString::number(i));
            sent += QString::number(i);
        }
        store_.reset();  // at once: nothing has been carried out yet
        QCOMPARE(textOnDisk("c", 0), sent);
    }

    void answersUnderWayDoNotMix() {
        store_->create(samples::conversation("c", "Title"), "");
        for (const char* id : {"a", "b", "d"}) store_->add(samples::answer("c", id, ""));
        for (int i = 0; i < 30; ++i)
            for (const char* id : {"a", "b", "d"}) store_->appendText(id, id);
        store_.reset();
        for (int i = 0; i < 3; ++i) QCOMPARE(textOnDisk("c", i), QString(30, QChar("abd"[i])));
    }

    void whatCannotBeDoneIsTold() {
        store_->open("none");
        store_->rename("none", "x");
        store_->add(samples::question("none", "q", "", "Why?"));
        store_->appendText("none", "x");
        store_->finishAnswer("none", {}, {});
        store_->list("");
        QVERIFY(hears("listed '' 0"));
        QCOMPARE(heard_.filter("failed none").size(), 3);
        QCOMPARE(heard_.filter("failed q").size(), 1);
        QVERIFY(!heard_.contains("committed q"));
        QVERIFY(!heard_.contains("changed"));
    }

    void aPlaceThatCannotBeOpenedIsTriedAgain() {
        store_.reset();
        const QString wanted = folder_->filePath("later/conversations.sqlite");
        store_ = std::make_unique<SqliteConversationStore>(wanted);
        QSignalSpy failed(store_.get(), &SqliteConversationStore::failed);
        QSignalSpy changed(store_.get(), &SqliteConversationStore::changed);
        store_->create(samples::conversation("c", "Title"), "");
        QVERIFY(failed.wait(patience_ms));
        QCOMPARE(failed[0][0].toString(), "c");
        QVERIFY2(failed[0][1].value<ui::Problem>().what.contains(wanted),
                 qPrintable(failed[0][1].value<ui::Problem>().what));
        QVERIFY(QDir().mkpath(folder_->filePath("later")));
        store_->create(samples::conversation("c", "Title"), "");
        QVERIFY(changed.wait(patience_ms));
    }

    void goesAwayAtOnceWithNothingToDo() {
        for (int i = 0; i < 50; ++i) SqliteConversationStore store(folder_->filePath("never.sqlite"));
        QVERIFY(!QFileInfo::exists(folder_->filePath("never.sqlite")));  // opened by the first call that needs it
    }
};
QTEST_GUILESS_MAIN(SqliteConversationStoreTest)
#include "sqlite_conversation_store_test.moc"
