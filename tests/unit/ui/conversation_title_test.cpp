#include "ui/controllers/conversation_title.h"

#include <QTest>

class ConversationTitleTest : public QObject {
    Q_OBJECT
private slots:
    void title_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("title");
        QTest::newRow("short") << "Why do llamas hum?" << "Why do llamas hum?";
        QTest::newRow("first line with words") << "\n \t\n  Trip  to\tthe Altiplano \nWith children"
                                               << "Trip to the Altiplano";
        QTest::newRow("nothing") << " \n\t" << "";
        QTest::newRow("60 fit") << QString(60, u'x') << QString(60, u'x');
        QTest::newRow("cut after a word")
            << "How do I sort a vector of structs by age in C++, and keep the order of equal ones?"
            << "How do I sort a vector of structs by age in C++, and keep…";
        QTest::newRow("a word ends at 60") << QString(60, u'x') + " and more" << QString(60, u'x') + u'…';
        QTest::newRow("one long word") << QString(100, u'x') << QString(60, u'x') + u'…';
        QTest::newRow("long word after a short one")
            << "see " + QString(100, u'x') << "see " + QString(56, u'x') + u'…';
        QTest::newRow("no torn pair") << QString(59, u'x') + QStringLiteral("🦙🦙") << QString(59, u'x') + u'…';
        QTest::newRow("no torn character")
            << QString(59, u'x') + QStringLiteral("e\u0301e\u0301") << QString(59, u'x') + u'…';
        QTest::newRow("no spaces") << QStringLiteral("リャマ").repeated(30)
                                   << QStringLiteral("リャマ").repeated(20) + u'…';
    }
    void title() {
        QFETCH(QString, message);
        QFETCH(QString, title);
        QCOMPARE(ui::conversationTitle(message), title);
    }
};
QTEST_APPLESS_MAIN(ConversationTitleTest)
#include "conversation_title_test.moc"
