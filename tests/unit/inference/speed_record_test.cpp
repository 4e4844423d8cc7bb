#include "inference/plan/speed_record.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace inference;

class SpeedRecordTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::filesystem::path path() const { return folder_.filePath("speeds.txt").toStdString(); }
    void write(const QByteArray& text) const {
        QFile file(folder_.filePath("speeds.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

private slots:
    void cleanup() { QFile::remove(folder_.filePath("speeds.txt")); }

    void whatIsKeptIsThereAtTheNextStart() {
        auto record = SpeedRecord::open(path(), "kernels 1");
        QVERIFY(!record.find("a card, Q4_0"));
        QVERIFY(record.keep("a card, Q4_0", {2.5e11, 4e12, 1.5e9, true, 0.5}));
        QVERIFY(record.keep("the processor, Q4_0", {3e10, 5e11, 2e9, true}));
        QVERIFY(record.keep("a card, Q4_0", {2e11, 4e12, 1.5e9, true, 0.25}));
        const auto again = SpeedRecord::open(path(), "kernels 1");
        const auto card = again.find("a card, Q4_0");
        QVERIFY(card && card->measured);
        QCOMPARE(card->read_bytes_per_second, 2e11);
        QCOMPARE(card->multiply_adds_per_second, 4e12);
        QCOMPARE(card->load_bytes_per_second, 1.5e9);
        QCOMPARE(card->start_seconds, 0.25);
        QCOMPARE(again.find("the processor, Q4_0")->start_seconds, 0.0);
        QCOMPARE(again.find("the processor, Q4_0")->read_bytes_per_second, 3e10);
        QVERIFY(!again.find("another"));
    }

    void whatOtherKernelsTookIsForgotten() {
        QVERIFY(SpeedRecord::open(path(), "kernels 1").keep("a card", {2e11, 4e12, 1.5e9, true}));
        auto other = SpeedRecord::open(path(), "kernels 2");
        QVERIFY(!other.find("a card"));
        QVERIFY(other.keep("the processor", {3e10, 5e11, 2e9, true}));
        QVERIFY(!SpeedRecord::open(path(), "kernels 2").find("a card"));
        QVERIFY(SpeedRecord::open(path(), "kernels 2").find("the processor"));
        write("a card\t2e11\t4e12\t1.5e9\n");  // as earlier versions wrote it
        QVERIFY(!SpeedRecord::open(path(), "kernels 1").find("a card"));
    }

    void withoutAFileItHoldsForTheRun() {
        auto record = SpeedRecord::open({}, "kernels 1");
        QVERIFY(record.keep("a card", {1e9, 1e9, 1e9, true}));
        QVERIFY(record.find("a card").has_value());
    }

    void aFolderThatIsNotThereIsNotMade() {
        auto record = SpeedRecord::open(folder_.filePath("none/speeds.txt").toStdString(), "kernels 1");
        const auto kept = record.keep("a card", {1e9, 1e9, 1e9, true});
        QVERIFY(!kept.has_value());
        QVERIFY(kept.error().what.find("speeds.txt") != std::string::npos);
        QVERIFY(record.find("a card").has_value());
        QVERIFY(!QFile::exists(folder_.filePath("none")));
    }

    void damagedLinesHoldNothing_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line :
             {"", "\t\t\t\t", "name", "name\t1e9\t1e9\t1e9", "name\t1e9\t1e9\t1e9\t1\t1", "name\tnan\t1e9\t1e9\t1",
              "name\tinf\t1e9\t1e9\t1", "name\t-1e9\t1e9\t1e9\t1", "name\t0\t1e9\t1e9\t1", "name\t1e9 \t1e9\t1e9\t1",
              "name\t1e300\t1e9\t1e9\t1", "name\t1e9\t1e9\t1e9\t-1", "name\t1e9\t1e9\t1e9\tnan"})
            QTest::addRow("%s", line) << QByteArray(line);
        QTest::addRow("a long line") << QByteArray(3000, 'x') + "\t1e9\t1e9\t1e9\t1";
    }
    void damagedLinesHoldNothing() {
        QFETCH(QByteArray, line);
        write("speeds 2 by kernels 1\nfirst\t2e9\t1e9\t1e9\t0.1\n" + line + "\n");
        const auto record = SpeedRecord::open(path(), "kernels 1");
        QCOMPARE(record.find("first")->read_bytes_per_second, 2e9);
        QVERIFY(!record.find("name"));
        QVERIFY(!record.find(line.left(3000).toStdString()));
    }
};
QTEST_GUILESS_MAIN(SpeedRecordTest)
#include "speed_record_test.moc"
