#include "inference/size_in_words.h"

#include <QTest>

using inference::size_in_words;

class SizeInWordsTest : public QObject {
    Q_OBJECT
private slots:
    void sizes() {
        QCOMPARE(size_in_words(0), std::string("0 bytes"));
        QCOMPARE(size_in_words(999), std::string("999 bytes"));
        QCOMPARE(size_in_words(1000), std::string("1.0 kB"));
        QCOMPARE(size_in_words(3'825'807'040), std::string("3.8 GB"));
        QCOMPARE(size_in_words(12'000'000'000'000'000), std::string("12000.0 TB"));
    }
};
QTEST_GUILESS_MAIN(SizeInWordsTest)
#include "size_in_words_test.moc"
