// Which settings of a conversation's memory share what is kept of it.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/conversation_run.h"

using namespace app;
using namespace inference;
using namespace test_support;
using Run = ConversationRun;

class CacheSettingsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> data_;
    QString folder() const { return data_->filePath("caches"); }
    QStringList files() const { return QDir(folder()).entryList(QDir::Files, QDir::Name); }

private slots:
    void init() { data_ = std::make_unique<QTemporaryDir>(); }

    /// Who tries another type of cache finds what was kept in the first one again, on disk and in memory.
    void anotherTypeOfCacheIsAnotherSession_data() {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }
    void anotherTypeOfCacheIsAnotherSession() {
        QFETCH(bool, inMemory);
        Run run(folder(), {inMemory ? plenty : 0, plenty});
        const ConversationCaches::Memory small{.cacheType = CacheType::Q8_0};
        QCOMPARE(run.reused("one", first), 0U);
        run.enter("one", small);
        QCOMPARE(files().size(), 1);  // of the first
        QCOMPARE(run.reused("one", first, small), 0U);
        QCOMPARE(run.script->stage.lock()->record->opened, (std::vector{CacheType::F16, CacheType::Q8_0}));
        run.enter("two", small);
        QCOMPARE(files().size(), 2);
        QCOMPARE(run.reused("one", second), computed);
        QCOMPARE(run.script->stage.lock()->record->opened.back(), CacheType::F16);
        QCOMPARE(run.reused("one", second, small), computed);
        QVERIFY(run.script->stage.lock()->record->opened.back() == CacheType::Q8_0);
        QVERIFY(!run.heard.lines.join(' ').contains("cache:"));
        run.steps->forgetConversation("one");
        QVERIFY(files().filter("one").isEmpty());
    }

    /// F16 by itself, F32 where the model computes exactly; and each has its own file.
    void thePrecisionDecidesTheTypeOfCache() {
        Run run(folder());
        QCOMPARE(run.reused("one", first), 0U);
        QCOMPARE(run.script->stage.lock()->record->opened, std::vector{CacheType::F16});
        run.script->precision = Precision::Exact;
        run.load("A");
        QCOMPARE(run.reused("one", first, {.cacheType = CacheType::Q8_0}), 0U);
        QCOMPARE(run.script->stage.lock()->record->opened, std::vector{CacheType::F32});
        run.enter("");
        QCOMPARE(files().size(), 2);
        run.script->precision = Precision::Fast;
        run.load("A");
        QCOMPARE(run.reused("one", second), computed);
        QCOMPARE(run.script->stage.lock()->record->opened, std::vector{CacheType::F16});
        QVERIFY(!run.heard.lines.join(' ').contains("cache:"));
    }

    void settingsThatChangeWithinAConversationStay() {
        Run run(folder());
        run.enter("one");
        const ConversationCaches::Memory small{.contextLength = 64, .cacheType = CacheType::Q8_0};
        QCOMPARE(run.reused("one", first, small), 0U);
        QCOMPARE(run.reused("one", second, small), computed);
        QCOMPARE(run.script->stage.lock()->record->opened, std::vector{CacheType::Q8_0});  // and no other between
    }

    void aModelThatCannotKeepItSoSaysSo() {
        Run run(folder());
        run.script->head_size = 8;
        run.load("B");
        run.begin("one", first, {.cacheType = CacheType::Q8_0});
        run.run();
        QCOMPARE(run.heard.taken(),
                 QStringList{QString("failed %1: a Q8_0 cache needs a head size that is a multiple of 32, this model's "
                                     "is 8")
                                 .arg(run.request)});
        QCOMPARE(run.reused("one", first), 0U);  // with the other it answers
    }

    void aShorterContextDoesNotSpoilWhatIsKept() {
        Run run(folder());
        run.reused("one", first);
        run.enter("");
        run.enter("one", {.contextLength = 12});
        QVERIFY(!run.heard.lines.join(' ').contains("cache:"));
        run.enter("one", {.contextLength = 4096});
        QCOMPARE(run.reused("one", second), computed);
        QCOMPARE(run.reused("one", second, {.contextLength = 64}),
                 computed + 3);  // another session, by way of the disk
    }
};
QTEST_GUILESS_MAIN(CacheSettingsTest)
#include "cache_settings_test.moc"
