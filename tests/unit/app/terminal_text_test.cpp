#include "app/cli/terminal_text.h"

#include <QTest>

using namespace app::cli;

/// What the command line does to text on its way to standard output.
class TerminalTextTest : public QObject {
    Q_OBJECT

private slots:
    void harmless_data() {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("plain") << QByteArray("a b\n\tc") << QByteArray("a b\n\tc");
        QTest::newRow("beyond ASCII") << QByteArray("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\xA6\x99")
                                      << QByteArray("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\xA6\x99");
        QTest::newRow("colour") << QByteArray("\x1b[31mred\x1b[0m") << QByteArray("[31mred[0m");
        QTest::newRow("window title") << QByteArray("\x1b]0;title\x07x") << QByteArray("]0;titlex");
        QTest::newRow("C1 CSI") << QByteArray(
                                       "\xC2\x9B"
                                       "31mred")
                                << QByteArray("31mred");
        QTest::newRow("raw C1 byte") << QByteArray(
                                            "\x9B"
                                            "31m")
                                     << QByteArray(
                                            "\xEF\xBF\xBD"
                                            "31m");
        QTest::newRow("carriage return, bell, backspace, delete") << QByteArray("a\rb\ac\bd\x7f") << QByteArray("abcd");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("ab");
        QTest::newRow("direction") << QByteArray(
                                          "a\xE2\x80\xAE"
                                          "b\xE2\x81\xA6"
                                          "c\xE2\x80\x8F"
                                          "d\xD8\x9C"
                                          "e")
                                   << QByteArray("abcde");
        QTest::newRow("cut character") << QByteArray("a\xE2\x82") << QByteArray("a\xEF\xBF\xBD");
    }
    void harmless() {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, kept);
        QCOMPARE(QByteArray::fromStdString(forTerminal(given.toStdString())), kept);
    }

    void oneLine() { QCOMPARE(onOneLine("a\nb\tc\x1b\r"), "a b c"); }
};
QTEST_GUILESS_MAIN(TerminalTextTest)
#include "terminal_text_test.moc"
