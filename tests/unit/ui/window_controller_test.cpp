#include "ui/controllers/window_controller.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"

using namespace ui;

class WindowControllerTest : public QObject {
    Q_OBJECT
public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

private slots:
    void aFirstStartShowsAnEmptyPage() {
        DemoWindow it;
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.window.start();
        QTRY_VERIFY(it.window.conversations()->ready());
        QTRY_COMPARE(it.window.models()->others()->count(), 4);
        QTRY_VERIFY(!it.window.settings()->devices().isEmpty());
        QCOMPARE(it.chat.conversationId(), QString());
        QVERIFY(!it.window.models()->loading());
        QCOMPARE(problem.size(), 0);
    }

    void theNextStartIsWhereTheLastOneEnded() {
        demo::DemoPorts demo;
        demo.engine.behaviour.loadMilliseconds = 0;
        demo.store.fillWithMany(3);
        const QString conversation = demo.store.conversationIds()[1];
        const QString model = demo.library.models[3].id;
        {
            WindowController window(demo.ports());
            window.start();
            QTRY_VERIFY(window.conversations()->ready());
            window.chat()->openConversation(conversation);
            window.models()->choose(model);
            QTRY_VERIFY(window.models()->loaded());
            QTRY_COMPARE(window.chat()->conversationId(), conversation);
        }
        WindowController window(demo.ports());
        window.start();
        QTRY_COMPARE(window.chat()->conversationId(), conversation);
        QTRY_VERIFY(window.models()->loaded());
        QCOMPARE(window.models()->model()->id, model);
        window.chat()->newConversation();
        QCOMPARE(demo.settings.settings.lastConversationId, QString());
    }

    void whatIsGoneIsNotAskedFor() {
        DemoWindow it;
        it.window.settings()->setLastConversationId("gone");
        it.window.settings()->setLastModelId("gone");
        QSignalSpy problem(&it.chat, &ChatController::problem);
        it.window.start();
        QTRY_VERIFY(it.window.conversations()->ready());
        QTRY_COMPARE(it.window.models()->others()->count(), 4);
        QTest::qWait(20);
        QCOMPARE(it.callIndex("open"), -1);
        QCOMPARE(problem.size(), 0);
        QCOMPARE(it.window.models()->problemWhat(), QString());
    }

    void aModelFileIsOpened() {
        DemoWindow it;
        it.window.settings()->setLastModelId(it.demo.library.models[0].id);
        it.window.start(QUrl("file:///home/me/tiny.gguf"));
        QTRY_VERIFY(it.window.models()->loaded());
        QCOMPARE(it.window.models()->model()->id, it.demo.library.models.last().id);
        QVERIFY(it.chat.canSend());
    }

    void anotherDeviceLoadsTheModelAgain() {
        DemoWindow it;
        QVERIFY(it.load());
        it.window.settings()->setDevice("vulkan:1");
        QVERIFY(!it.chat.canSend());
        QTRY_VERIFY(it.chat.canSend());
        QCOMPARE(it.window.models()->currentDevice(), "llvmpipe");
    }

    /// A model on another device has nothing of them.
    void otherThreadsLoadAModelOfTheProcessorAgain() {
        DemoWindow it;
        QVERIFY(it.load());
        QCOMPARE(it.demo.engine.loadThreads, QList<int>{0});
        it.window.settings()->setThreads("3");
        QTest::qWait(20);
        QVERIFY(it.chat.canSend());
        QCOMPARE(it.demo.engine.loadThreads.size(), 1);
        for (LoadedModel& model : it.demo.engine.models) model.onProcessor = true;
        it.window.settings()->setDevice("cpu");
        QTRY_VERIFY(it.chat.canSend());
        it.window.settings()->setThreads("2");
        QVERIFY(!it.chat.canSend());
        QTRY_VERIFY(it.chat.canSend());
        QCOMPARE(it.demo.engine.loadThreads, (QList<int>{0, 3, 2}));
    }

    void diagnosticsGoToTheClipboard() {
        DemoWindow it;
        QGuiApplication::clipboard()->setText("before");
        QSignalSpy copied(&it.window, &WindowController::diagnosticsCopied);
        it.demo.diagnostics.collect();  // somebody else's
        QTest::qWait(20);
        QCOMPARE(QGuiApplication::clipboard()->text(), "before");
        it.window.copyDiagnostics();
        QTRY_COMPARE(copied.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("Altiplano"));
    }
};
QTEST_MAIN(WindowControllerTest)
#include "window_controller_test.moc"
