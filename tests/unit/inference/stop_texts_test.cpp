#include "inference/chat/stop_texts.h"

#include <QTest>

using inference::StopTexts;

class StopTextsTest : public QObject {
    Q_OBJECT
private slots:
    void endsATextWhereOneBegins_data() {
        QTest::addColumn<QStringList>("stops");
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<bool>("stopped");
        QTest::newRow("none") << QStringList() << QStringList{"ab", "c"} << "abc" << false;
        QTest::newRow("inside a piece") << QStringList{"b"} << QStringList{"abc", "d"} << "a" << true;
        QTest::newRow("over pieces") << QStringList{"User:"} << QStringList{"Hi", "\nUs", "er", ": x"} << "Hi\n"
                                     << true;
        QTest::newRow("only its beginning") << QStringList{"User:"} << QStringList{"Use", " it"} << "Use it" << false;
        QTest::newRow("the end of the text may be one") << QStringList{"User:"} << QStringList{"Use"} << "Use" << false;
        QTest::newRow("overlapping itself") << QStringList{"aab"} << QStringList{"a", "a", "a", "b"} << "a" << true;
        QTest::newRow("the first of two") << QStringList{"d", "bc"} << QStringList{"abcd"} << "a" << true;
    }
    void endsATextWhereOneBegins() {
        QFETCH(QStringList, stops);
        QFETCH(QStringList, pieces);
        QFETCH(QString, shown);
        QFETCH(bool, stopped);
        std::vector<std::string> texts;
        for (const QString& stop : stops) texts.push_back(stop.toStdString());
        StopTexts stop(std::move(texts));
        std::string text;
        for (const QString& piece : pieces) text += stop.push(piece.toStdString());
        QCOMPARE(stop.stopped(), stopped);
        text += stop.finish();
        QCOMPARE(QString::fromStdString(text), shown);
    }

    /// A token that may hold the beginning of one is held whole, however often.
    void whatIsShownEndsWithAPiece() {
        StopTexts stop({"girl", "xy"});
        const auto pushed = [&](const char* piece, const char* shown, std::size_t held, bool open = false) {
            QCOMPARE(stop.push(piece, open), std::string(shown));
            QCOMPARE(stop.held_pieces(), held);
        };
        pushed("a little", "a little", 0);
        pushed("", "", 0);        // a token without a text
        pushed("", "", 1, true);  // half of a character
        pushed("\xC3\xA9", "\xC3\xA9", 0);
        pushed(" gir", "", 1);
        pushed("affe x", " gir", 1);
        pushed("", "", 2);
        pushed("z", "affe xz", 0);
        pushed(" the gir", "", 1);
        pushed("l sang", " the ", 1);  // " the gir" was shown in part
        QVERIFY(stop.stopped());
    }
};
QTEST_GUILESS_MAIN(StopTextsTest)
#include "stop_texts_test.moc"
