#include "app/cli/numbers.h"

#include <QTest>

using app::cli::numberInWords;
using app::cli::withCommas;

/// Numbers as the command line prints them.
class NumbersTest : public QObject {
    Q_OBJECT
private slots:
    void commas() {
        QCOMPARE(withCommas(0), std::string("0"));
        QCOMPARE(withCommas(999), std::string("999"));
        QCOMPARE(withCommas(1000), std::string("1,000"));
        QCOMPARE(withCommas(1'234'567), std::string("1,234,567"));
    }

    void numbers() {
        QCOMPARE(numberInWords(0.0523), std::string("0.052"));
        QCOMPARE(numberInWords(9.94), std::string("9.9"));
        QCOMPARE(numberInWords(9.96), std::string("10"));
        QCOMPARE(numberInWords(101.4), std::string("101"));
        QCOMPARE(numberInWords(3012.0), std::string("3,012"));
        QCOMPARE(numberInWords(-1.0), std::string("?"));
        QCOMPARE(numberInWords(1e300), std::string("?"));
    }
};
QTEST_GUILESS_MAIN(NumbersTest)
#include "numbers_test.moc"
