#include "ui/controllers/conversation_list_controller.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/demo_window.h"

using namespace ui;

class ConversationListControllerTest : public QObject {
    Q_OBJECT

    static QStringList lists(const DemoWindow& it) { return it.demo.store.calls.filter(QRegularExpression("^list")); }

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); }

private slots:
    void listsAndFollowsChanges() {
        DemoWindow it;
        ConversationListController& list = *it.window.conversations();
        QSignalSpy ready(&list, &ConversationListController::readyChanged);
        QVERIFY(!list.ready());
        list.refresh();
        QTRY_VERIFY(list.ready());
        QCOMPARE(list.list()->count(), 0);
        QVERIFY(it.load());
        QVERIFY(it.ask("Why do llamas hum?"));
        QTRY_COMPARE(list.list()->count(), 1);
        QCOMPARE(list.list()->title(it.chat.conversationId()), "Why do llamas hum?");
        QCOMPARE(list.currentId(), it.chat.conversationId());
        QVERIFY(list.list()->data(list.list()->index(0), ConversationListModel::CurrentRole).toBool());
        QCOMPARE(ready.size(), 1);
    }

    void searchWaitsForTheLastKeyAndDropsWhatIsLate() {
        DemoWindow it;
        it.demo.store.fillWithExamples();
        ConversationListController& list = *it.window.conversations();
        list.refresh();
        QTRY_VERIFY(list.list()->count() > 5);
        const int all = list.list()->count();
        QTest::qWait(150);  // the store's own change
        const qsizetype before = lists(it).size();
        for (const char* typed : {"s", "st", "sta", "stable_sort "}) list.setSearch(typed);
        QCOMPARE(lists(it).size(), before);
        QTRY_COMPARE(list.list()->count(), 1);
        QCOMPARE(lists(it).mid(before), QStringList{"list stable_sort"});
        QCOMPARE(list.search(), "stable_sort ");

        emit it.demo.store.listed("sta", {});
        QCOMPARE(list.list()->count(), 1);
        list.setSearch("no such words");
        QTRY_COMPARE(list.list()->count(), 0);
        list.setSearch("");
        QTRY_COMPARE(list.list()->count(), all);
    }

    void manyChangesAreAskedForOnce() {
        DemoWindow it;
        for (int i = 0; i < 50; ++i) emit it.demo.store.changed();
        QTRY_COMPARE(lists(it).size(), 1);
        QTest::qWait(200);
        QCOMPARE(lists(it).size(), 1);
    }

    void renamesWhatIsOpen() {
        DemoWindow it;
        it.demo.store.fillWithMany(2);
        const QStringList ids = it.demo.store.conversationIds();
        it.chat.openConversation(ids[0]);
        QTRY_COMPARE(it.chat.conversationId(), ids[0]);
        QSignalSpy title(&it.chat, &ChatController::titleChanged);
        it.window.conversations()->rename(ids[0], " A new\n title ");
        QCOMPARE(it.chat.title(), "A new title");
        QCOMPARE(title.size(), 1);
        QCOMPARE(it.demo.store.conversation(ids[0])->summary.title, "A new title");
        it.window.conversations()->rename(ids[1], "Another");
        QCOMPARE(it.chat.title(), "A new title");
        it.window.conversations()->rename(ids[0], "  ");
        QCOMPARE(it.demo.store.conversation(ids[0])->summary.title, "A new title");
        QTRY_COMPARE(it.window.conversations()->list()->title(ids[1]), "Another");
    }

    void removesAndShowsANewOne() {
        DemoWindow it;
        it.demo.store.fillWithMany(2);
        const QStringList ids = it.demo.store.conversationIds();
        it.chat.openConversation(ids[0]);
        QTRY_COMPARE(it.chat.conversationId(), ids[0]);
        it.window.conversations()->remove(ids[1]);
        QCOMPARE(it.chat.conversationId(), ids[0]);
        it.window.conversations()->remove(ids[0]);
        QCOMPARE(it.demo.engine.forgotten, (QStringList{ids[1], ids[0]}));
        QCOMPARE(it.demo.engine.entered, (QStringList{ids[0], QString()}));
        QCOMPARE(it.chat.conversationId(), QString());
        QCOMPARE(it.messages.count(), 0);
        QCOMPARE(it.demo.store.conversationIds(), QStringList());
        QTRY_VERIFY(it.window.conversations()->ready());
        QCOMPARE(it.window.conversations()->list()->count(), 0);
    }
};
QTEST_MAIN(ConversationListControllerTest)
#include "conversation_list_controller_test.moc"
