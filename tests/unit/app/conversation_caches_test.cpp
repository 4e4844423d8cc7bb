// What the engine's steps keep of conversations that are left.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/conversation_run.h"

using namespace app;
using namespace inference;
using namespace test_support;
using Run = ConversationRun;

constexpr std::uint64_t session_bytes = 256 * sizeof(Token);  // of a fake stage with the script's context

class ConversationCachesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> data_;
    QString folder() const { return data_->filePath("caches"); }
    QStringList files() const { return QDir(folder()).entryList(QDir::Files, QDir::Name); }
    QString fileOf(const QString& conversation) const {
        const auto found = QDir(folder()).entryList({conversation + ".*"}, QDir::Files);
        return found.size() == 1 ? folder() + '/' + found.first() : QString();
    }

private slots:
    void init() { data_ = std::make_unique<QTemporaryDir>(); }

    void anOpenedConversationComputesOnlyWhatIsNew() {
        Run run(folder());
        run.enter("one");
        QCOMPARE(run.reused("one", first), 0U);
        QVERIFY(files().isEmpty());  // not while it is at hand
        run.enter("two");
        QCOMPARE(files().size(), 1);
        QCOMPARE(run.reused("two", elsewhere), 1U);  // BOS
        run.enter("one");
        QCOMPARE(run.script->stage.lock()->record->batches.back().tokens, 1U);  // nothing was computed for it
        QCOMPARE(run.reused("one", second), computed);
        QVERIFY(run.heard.allText.endsWith("zab"));  // and it was the right cache
        QCOMPARE(run.script->stage.lock()->record->most_open_states, 1U);
        QVERIFY(!run.heard.lines.join(' ').contains("cache:"));
    }

    void aQuestionBringsItsConversationBackByItself() {
        Run run(folder());
        run.reused("one", first);
        run.reused("two", elsewhere);
        QCOMPARE(run.reused("one", second), computed);
    }

    void isTheOwnersAlone() {
        Run run(folder());
        run.reused("one", first);
        run.enter("");
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(folder()).permissions() & others, QFile::Permissions());
        QCOMPARE(QFileInfo(fileOf("one")).permissions() & others, QFile::Permissions());
    }

    void theEndSavesAndTheNextStartRestores() {
        {
            Run run(folder());
            run.reused("one", first);
            run.steps->finish(std::chrono::steady_clock::now() + std::chrono::minutes(1));
            QVERIFY(!fileOf("one").isEmpty());
        }
        Run run(folder());
        QCOMPARE(run.openStates(), 0U);
        run.enter("one");
        QCOMPARE(run.openStates(), 1U);  // before any question
        QCOMPARE(run.reused("one", second), computed);
    }

    void aConversationEnteredBeforeItsModelIsThere() {
        {
            Run run(folder());
            run.reused("one", first);
            run.enter("");
        }
        Run run(folder());
        run.steps->unload();
        run.enter("one");
        run.load("A");
        QCOMPARE(run.openStates(), 1U);
        QCOMPARE(run.reused("one", second), computed);
    }

    void theEndDoesNotWaitForASlowDisk() {
        Run run(folder());
        run.reused("one", first);
        run.steps->finish(std::chrono::steady_clock::now());
        run.steps.reset();
        QVERIFY(files().isEmpty());  // no half file either
    }

    void modelsKeepTheirOwn() {
        Run run(folder());
        run.reused("one", first);
        run.load("B");
        QCOMPARE(files().size(), 1);
        QCOMPARE(run.reused("one", first), 0U);
        run.load("A");
        QCOMPARE(files().size(), 2);
        QCOMPARE(run.reused("one", second), computed);
        run.steps->unload();
        run.run();
        QVERIFY(run.heard.lines.contains("unloaded"));
        run.steps->forgetConversation("one");
        QVERIFY(files().isEmpty());
    }

    /// However much there is to save, and even while it is being saved; what an earlier file has stays.
    void unloadingWaitsForNoFile() {
        Run run(folder());
        run.reused("one", first);
        run.enter("");
        QCOMPARE(files().size(), 1);
        run.enter("one");
        QCOMPARE(run.reused("one", second), computed);
        run.steps->enterConversation("two", {});
        run.steps->step();  // it begins to save the first
        QVERIFY(run.steps->hasWork());
        const auto stage = run.script->stage.lock();
        run.heard.taken();
        run.steps->unload();
        QCOMPARE(run.heard.taken(), QStringList{"unloaded"});
        QVERIFY(!run.steps->hasWork());
        QCOMPARE(run.script->models_alive.load(), 0);
        QCOMPARE(stage->record->open_states, 0U);
        QCOMPARE(files().size(), 1);
        run.begin("one", second);
        QCOMPARE(run.heard.taken(), QStringList{QString("failed %1: no model is loaded").arg(run.request)});
        run.load("A");
        QCOMPARE(run.reused("one", second), computed);
    }

    void keepsSessionsInMemory() {
        Run run(folder(), {2 * session_bytes, 0});
        run.reused("one", first);
        run.reused("two", first);
        run.reused("three", first);
        QCOMPARE(run.openStates(), 3U);
        QVERIFY(files().isEmpty());
        run.enter("one");
        QCOMPARE(run.reused("one", second), computed);
        run.reused("four", first);  // and two, the longest unused, leaves
        QCOMPARE(run.openStates(), 3U);
        QCOMPARE(run.reused("three", second), computed);
        QCOMPARE(run.reused("two", second), 0U);
        run.steps->setCacheBudget({});
        QCOMPARE(run.openStates(), 1U);
    }

    void theDisksBudgetIsKept() {
        Run run(folder());
        run.reused("one", first);
        run.enter("");
        const auto bytes = static_cast<std::uint64_t>(QFileInfo(fileOf("one")).size());
        run.steps->setCacheBudget({0, 2 * bytes});
        run.reused("two", first);
        run.enter("one");  // used again
        run.reused("three", first);
        run.enter("");
        QCOMPARE(files().size(), 2);
        QVERIFY(fileOf("two").isEmpty());
        run.steps->setCacheBudget({0, 10});  // less than any
        QVERIFY(files().isEmpty());
        run.reused("four", first);
        run.enter("");
        QVERIFY(files().isEmpty());
    }

    void nothingIsKeptWhereNothingMayBe() {
        Run run(folder(), {});
        run.reused("one", first);
        run.enter("two");
        run.steps->finish(std::chrono::steady_clock::now() + std::chrono::minutes(1));
        QVERIFY(!QFileInfo::exists(folder()));
    }

    void aFileOfNoUseIsRemovedAndNoted_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("one bit is another") << 0;
        QTest::newRow("cut short") << 1;
        QTest::newRow("something else") << 2;
        QTest::newRow("of another model") << 3;
        QTest::newRow("empty") << 4;
    }
    void aFileOfNoUseIsRemovedAndNoted() {
        QFETCH(int, kind);
        {
            Run run(folder());
            run.reused("one", first);
            run.load("B");
            run.reused("two", first);
            run.enter("");
        }
        const QString name = fileOf("one");
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        if (kind == 0) bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
        if (kind == 1) bytes.chop(1);
        if (kind == 2) bytes = "Dear diary";
        if (kind == 3) {
            QFile other(fileOf("two"));
            QVERIFY(other.open(QIODevice::ReadOnly));
            bytes = other.readAll();
        }
        if (kind == 4) bytes.clear();
        QVERIFY(file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size());
        file.close();

        Run run(folder());
        run.enter("one");
        QCOMPARE(run.heard.lines.filter("cache:").size(), 1);
        QVERIFY(!QFileInfo::exists(name));
        QCOMPARE(run.reused("one", second), 0U);  // answered all the same
        QCOMPARE(run.heard.lines.filter("cache:").size(), 1);
    }

    void whatACrashLeftHalfWrittenIsNotUsed() {
        {
            Run run(folder());
            run.reused("one", first);
            run.enter("");
        }
        const QString part = fileOf("one") + ".part";
        QVERIFY(QFile::rename(fileOf("one"), part));
        Run run(folder());
        run.enter("one");
        QCOMPARE(run.reused("one", second), 0U);
        QVERIFY(QFileInfo::exists(part));  // another process may be writing it
        QFile old(part);
        QVERIFY(old.open(QIODevice::ReadWrite));
        QVERIFY(old.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime));
        old.close();
        run.steps->setCacheBudget({0, plenty});
        QVERIFY(!QFileInfo::exists(part));
    }

    void forgettingLeavesNothing() {
        Run run(folder(), {plenty, plenty});
        run.reused("one", first);
        run.enter("two");  // saved, and in memory
        QVERIFY(!fileOf("one").isEmpty());
        run.steps->forgetConversation("one");
        QVERIFY(files().isEmpty());
        QCOMPARE(run.reused("one", second), 0U);

        run.begin("one", first);  // an answer under way
        run.steps->step();
        run.heard.taken();
        run.steps->forgetConversation("one");
        QCOMPARE(run.heard.taken(), QStringList{QString("ended %1 stopped").arg(run.request)});
        run.enter("two");
        run.run();
        QVERIFY(files().isEmpty());

        run.reused("three", first);
        run.steps->enterConversation("two", {});
        run.steps->step();  // on its way to the disk
        QCOMPARE(files().size(), 1);
        run.steps->forgetConversation("three");
        run.run();
        QVERIFY(files().isEmpty());
    }

    void otherConversationsFilesStayWhenOneIsForgotten() {
        Run run(folder());
        run.reused("one", first);
        run.reused("one-more", first);
        run.enter("");
        run.steps->forgetConversation("one");
        QVERIFY(fileOf("one").isEmpty());
        QVERIFY(!fileOf("one-more").isEmpty());
    }

    void aStopIsHeardWhileACacheIsOnItsWay() {
        Run run(folder());
        run.reused("one", first);
        run.begin("two", elsewhere);
        run.steps->step();
        run.heard.taken();
        run.steps->stop(run.request);
        QCOMPARE(run.heard.taken(), QStringList{QString("ended %1 stopped").arg(run.request)});
        run.run();
        QVERIFY(!fileOf("one").isEmpty());  // which went on
    }

    void anAnswerUnderWayIsNotDisturbedByWhoLooksElsewhere() {
        Run run(folder());
        run.enter("one");
        run.reused("two", elsewhere);
        run.enter("one");
        run.begin("one", first);
        run.steps->enterConversation("two", {});  // before its first step
        run.run();
        run.steps->acknowledge(run.request);
        run.run();
        QVERIFY(run.heard.allText.endsWith("klm"));
        QVERIFY(!fileOf("one").isEmpty());  // left when its answer was there
        QCOMPARE(run.reused("one", second), computed);
    }

    void namesThatAreNoPlainWordsAreNotKept() {
        Run run(folder());
        for (const char* name : {"../one", "a/b", ".", "", "a.b"}) {
            run.reused(name, first);
            run.enter("");
        }
        QVERIFY(files().isEmpty());
        QCOMPARE(QDir(data_->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 0);
    }
};
QTEST_GUILESS_MAIN(ConversationCachesTest)
#include "conversation_caches_test.moc"
