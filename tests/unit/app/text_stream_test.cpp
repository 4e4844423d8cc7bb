#include "app/engine/text_stream.h"

#include <QTest>

using app::TextStream;

class TextStreamTest : public QObject {
    Q_OBJECT
private slots:
    void givesNothingWithoutText() {
        TextStream stream;
        QVERIFY(!stream.take());
        stream.append("");
        QVERIFY(!stream.take());
        QVERIFY(!stream.waiting());
    }
    void onePieceIsUnderWay() {
        TextStream stream;
        stream.append("a");
        QCOMPARE(stream.take().value(), std::string("a"));
        stream.append("b");
        stream.append("c");
        QVERIFY(!stream.take());
        QVERIFY(stream.waiting());
        stream.acknowledge();
        QCOMPARE(stream.take().value(), std::string("bc"));
        QVERIFY(!stream.waiting());
        stream.acknowledge();
        QVERIFY(!stream.take());
    }
    void acknowledgingNothingIsNothing() {
        TextStream stream;
        stream.acknowledge();
        stream.append("a");
        QVERIFY(stream.take());
        stream.append("b");
        QVERIFY(!stream.take());
    }
};
QTEST_GUILESS_MAIN(TextStreamTest)
#include "text_stream_test.moc"
