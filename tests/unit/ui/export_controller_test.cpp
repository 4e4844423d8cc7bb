#include "ui/controllers/export_controller.h"

#include <QSignalSpy>
#include <QTest>

#include "ui/demo/demo_ports.h"
#include "ui/models/conversation_list_model.h"

using namespace ui;

class ExportControllerTest : public QObject {
    Q_OBJECT
private slots:
    void suggestedName_data() {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "Trip to the Altiplano" << "Trip to the Altiplano.md";
        QTest::newRow("refused characters") << "a/b\\c: \"d\" <e> | f* ?" << "a b c d e f.md";
        QTest::newRow("control and direction marks") << QStringLiteral("in\u202Evoice\u0007 1") << "in voice 1.md";
        QTest::newRow("hidden") << "..hidden" << "hidden.md";
        QTest::newRow("dots at the end") << "And then..." << "And then.md";
        QTest::newRow("nothing left") << "../.." << "Conversation.md";
        QTest::newRow("dots alone") << "..." << "Conversation.md";
        QTest::newRow("other letters") << "リャマ" << "リャマ.md";
    }
    void suggestedName() {
        QFETCH(QString, title);
        QFETCH(QString, name);
        demo::DemoPorts demo;
        ConversationListModel list;
        const QDateTime now = QDateTime::currentDateTime();
        list.setConversations({{"c", title, now, now}});
        const ExportController exporter(&demo.exporter, &list);
        QCOMPARE(exporter.suggestedName("c", ExportController::Markdown), name);
        QCOMPARE(exporter.suggestedName("c", ExportController::Json), name.chopped(3) + ".json");
    }
    void namesFitAFileSystem() {
        demo::DemoPorts demo;
        ConversationListModel list;
        const QDateTime now = QDateTime::currentDateTime();
        list.setConversations({{"c", QStringLiteral("🦙").repeated(200), now, now}});
        const ExportController exporter(&demo.exporter, &list);
        const QString name = exporter.suggestedName("c", ExportController::Json);
        QVERIFY(name.toUtf8().size() <= 255);
        QVERIFY(name.size() > 90);
        QVERIFY(!name.contains(QChar::ReplacementCharacter));
        QCOMPARE(QString::fromUtf8(name.toUtf8()), name);
        QCOMPARE(exporter.suggestedName("unknown", ExportController::Markdown), "Conversation.md");
    }
    void tellsHowItEnded() {
        demo::DemoPorts demo;
        const ConversationListModel list;
        ExportController exporter(&demo.exporter, &list);
        QSignalSpy exported(&exporter, &ExportController::exported);
        QSignalSpy failed(&exporter, &ExportController::failed);
        const QUrl file("file:///tmp/c.json");
        exporter.exportConversation("c", ExportController::Json, file);
        QTRY_COMPARE(exported.size(), 1);
        QCOMPARE(exported[0][0].toUrl(), file);
        demo.exporter.problem = {"the folder may not be written", "Choose another."};
        exporter.exportConversation("c", ExportController::Markdown, file);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(), "the folder may not be written");
        QCOMPARE(failed[0][1].toString(), "Choose another.");
        QCOMPARE(demo.exporter.exports, (QStringList{"c json file:///tmp/c.json", "c markdown file:///tmp/c.json"}));
    }
};
QTEST_GUILESS_MAIN(ExportControllerTest)
#include "export_controller_test.moc"
