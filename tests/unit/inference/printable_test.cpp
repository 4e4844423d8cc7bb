#include <QTest>

#include "inference/printable.h"

using inference::printable;

class PrintableTest : public QObject {
    Q_OBJECT
private slots:
    void keepsText() {
        QCOMPARE(printable("na\xC3\xAFve \xF0\x9F\xA6\x99"), std::string("na\xC3\xAFve \xF0\x9F\xA6\x99"));
    }

    void replacesWhatIsNoText_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("escape") << QByteArray("\x1b");
        QTest::newRow("line's end") << QByteArray("\n");
        QTest::newRow("zero") << QByteArray("\0", 1);
        QTest::newRow("delete") << QByteArray("\x7f");
        QTest::newRow("eight-bit escape, U+009B") << QByteArray("\xC2\x9B");
        QTest::newRow("line separator, U+2028") << QByteArray("\xE2\x80\xA8");
        QTest::newRow("no UTF-8") << QByteArray("\xFF");
        QTest::newRow("half a character") << QByteArray("\xE2\x82");
    }
    void replacesWhatIsNoText() {
        QFETCH(QByteArray, text);
        QCOMPARE(printable(text.toStdString()), std::string("\xEF\xBF\xBD"));
    }

    void cutsAtAWholeCharacter() {
        QCOMPARE(printable("abc", 3), std::string("abc"));
        QCOMPARE(printable("abcd", 3), std::string("abc..."));
        QCOMPARE(printable("ab\xC3\xA9", 3), std::string("ab..."));
        QCOMPARE(printable(std::string(1000, 'x')).size(), std::size_t{83});
    }
};
QTEST_GUILESS_MAIN(PrintableTest)
#include "printable_test.moc"
