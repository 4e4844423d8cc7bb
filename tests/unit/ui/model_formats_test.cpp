#include <QSignalSpy>
#include <QTest>

#include "tests/support/model_menu.h"

using namespace ui;
using Menu = test_support::ModelMenu;

/// How conversations are written for the loaded model, and where that comes from.
class ModelFormatsTest : public QObject {
    Q_OBJECT

private slots:
    void formatsOfTheLoadedModel() {
        Menu it;
        QVERIFY(it.controller.formats().isEmpty());
        QVERIFY(it.find());
        QVERIFY(it.load(0));
        const QVariantList formats = it.controller.formats();
        QCOMPARE(formats.size(), 6);
        QCOMPARE(formats[0].toMap()["title"], "Automatic (Llama-2)");
        QCOMPARE(formats[0].toMap()["name"], "");
        QCOMPARE(formats[2].toMap()["title"], "ChatML");
        QCOMPARE(formats[5].toMap()["title"], "Plain text");
        QSignalSpy changed(&it.controller, &ModelMenuController::formatChanged);
        it.controller.setFormat("chatml");
        QVERIFY(!changed.isEmpty());
        QCOMPARE(it.controller.format(), "chatml");
        QVERIFY(it.load(1));  // the choice was the other's
        QCOMPARE(it.controller.format(), QString());
        QVERIFY(it.load(0));
        QCOMPARE(it.controller.format(), "chatml");
        it.controller.setFormat({});
        QCOMPARE(it.controller.format(), QString());
    }

    void theFormatsSourceIsSaid_data() {
        QTest::addColumn<ChatFormatSource>("source");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("reason");
        QTest::newRow("template") << ChatFormatSource::Template << "chatml" << "Automatic (ChatML)"
                                  << "From the model's file";
        QTest::newRow("own") << ChatFormatSource::Template << QString() << "Automatic" << "From the model's file";
        QTest::newRow("assumed") << ChatFormatSource::Assumed << "vicuna" << "Automatic (Vicuna)"
                                 << "Assumed: its template cannot be followed";
        QTest::newRow("name") << ChatFormatSource::Name << "vicuna" << "Automatic (Vicuna)" << "By the model's name";
        QTest::newRow("default") << ChatFormatSource::Default << "dialogue" << "Automatic (Dialogue)"
                                 << "The model's file says nothing";
    }
    void theFormatsSourceIsSaid() {
        QFETCH(ChatFormatSource, source);
        QFETCH(QString, format);
        QFETCH(QString, title);
        QFETCH(QString, reason);
        Menu it;
        auto& model = it.demo.engine.models[it.id(0)];
        model.formatSource = source;
        model.format = format;
        model.formatProblem = "line 3: a fault";
        QVERIFY(it.find());
        QVERIFY(it.load(0));
        QCOMPARE(it.controller.formats()[0].toMap()["title"], title);
        QCOMPARE(it.controller.formats()[0].toMap()["reason"], reason);
        QCOMPARE(it.controller.formatNotice().isEmpty(), source != ChatFormatSource::Assumed);
    }

    void theNoticeStaysUntilAFormatIsChosen() {
        Menu it;
        auto& model = it.demo.engine.models[it.id(0)];
        model.formatSource = ChatFormatSource::Assumed;
        model.formatProblem = "line 3: a fault";
        QVERIFY(it.find());
        QVERIFY(it.load(0));
        QCOMPARE(
            it.controller.formatNotice(),
            "The chat template of this model cannot be followed (line 3: a fault). The format Llama-2 is assumed.");
        it.controller.setFormat("llama-2");
        QCOMPARE(it.controller.formatNotice(), QString());
        it.controller.setFormat({});
        QVERIFY(!it.controller.formatNotice().isEmpty());
    }
};
QTEST_GUILESS_MAIN(ModelFormatsTest)
#include "model_formats_test.moc"
