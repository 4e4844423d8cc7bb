#include "ui/demo/demo_store.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace ui;
using ui::demo::DemoStore;

class DemoStoreTest : public QObject {
    Q_OBJECT

    static StoredMessage message(const QString& id, const QString& parent, ChatTurn::Role role = ChatTurn::Role::User) {
        StoredMessage message;
        message.id = id;
        message.conversationId = QStringLiteral("c");
        message.parentId = parent;
        message.role = role;
        message.text = QStringLiteral("text of ") + id;
        message.created = QDateTime(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);
        return message;
    }
    static ConversationSummary summary() {
        const QDateTime time(QDate(2026, 11, 23), QTime(10, 0), Qt::UTC);
        return {QStringLiteral("c"), QStringLiteral("Title"), time, time};
    }

private slots:
    void keepsWhatItIsTold() {
        DemoStore store;
        QSignalSpy committed(&store, &ConversationStore::committed);
        store.create(summary(), "Be brief.");
        store.add(message("q", ""));
        store.add(message("a", "q", ChatTurn::Role::Assistant));
        store.appendText("a", " and more");
        AnswerStatistics statistics;
        statistics.end = AnswerEnd::Stopped;
        store.finishAnswer("a", statistics, {});
        QCOMPARE(committed.size(), 0);  // never from inside a call
        QTRY_COMPARE(committed.size(), 2);
        QCOMPARE(store.message("a")->text, "text of a and more");
        QVERIFY(store.message("a")->statistics == statistics);
        QCOMPARE(store.conversation("c")->currentLeafId, "a");
        QCOMPARE(store.conversation("c")->summary.changed, message("a", "q").created);
        QCOMPARE(store.calls, (QStringList{"create c", "add q", "add a", "appendText a 9", "finishAnswer a"}));
    }

    void refusesWhatDoesNotFit() {
        DemoStore store;
        QSignalSpy failed(&store, &ConversationStore::failed);
        store.create(summary(), {});
        store.add(message("q", ""));
        store.add(message("q", ""));           // known
        store.add(message("a", "nowhere"));    // no such parent
        store.appendText("q", "x");            // no answer
        store.open("other");                   // not there
        store.setCurrentLeaf("c", "nowhere");  // not of it
        QTRY_COMPARE(failed.size(), 5);
        QCOMPARE(store.conversation("c")->messages.size(), 1);
        QCOMPARE(store.message("q")->text, "text of q");
    }

    void failsAsToldAndHoldsBack() {
        DemoStore store;
        QSignalSpy committed(&store, &ConversationStore::committed), failed(&store, &ConversationStore::failed);
        store.create(summary(), {});
        store.failFor("q", {"the disk is full", "Make room."});
        store.add(message("q", ""));
        store.add(message("p", ""));
        store.hold();
        QTest::qWait(20);
        QCOMPARE(committed.size() + failed.size(), 0);
        store.release();
        QTRY_COMPARE(committed.size(), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][1].value<Problem>().what, "the disk is full");
        QVERIFY(!store.message("q"));
    }

    void listsNewestFirstAndFindsTexts() {
        DemoStore store;
        store.fillWithExamples();
        QSignalSpy listed(&store, &ConversationStore::listed);
        store.list({});
        store.list("STABLE_sort");
        QTRY_COMPARE(listed.size(), 2);
        const auto all = listed[0][1].value<QList<ConversationSummary>>();
        QCOMPARE(all.size(), store.conversationIds().size());
        for (qsizetype i = 1; i < all.size(); ++i) QVERIFY(all[i - 1].changed >= all[i].changed);
        const auto found = listed[1][1].value<QList<ConversationSummary>>();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].title, "Sorting a vector of structs by age");
    }

    void examplesAreSoundTreesInEverySection() {
        DemoStore store;
        store.fillWithExamples();
        QSet<int> ends;
        QSet<qint64> days;
        qsizetype siblings = 0;
        const QDateTime now = QDateTime::currentDateTime();
        for (const QString& id : store.conversationIds()) {
            const StoredConversation& each = *store.conversation(id);
            QVERIFY(each.summary.changed <= now);
            days += each.summary.changed.date().daysTo(now.date());
            QSet<QString> seen, parents;
            for (const StoredMessage& message : each.messages) {
                QCOMPARE(message.conversationId, id);
                QVERIFY(message.parentId.isEmpty() || seen.contains(message.parentId));
                QVERIFY(!seen.contains(message.id));
                if (parents.contains(message.parentId)) ++siblings;
                seen += message.id;
                parents += message.parentId;
                if (message.role == ChatTurn::Role::Assistant) ends += static_cast<int>(message.statistics.end);
            }
            QVERIFY(seen.contains(each.currentLeafId));
            QVERIFY(!parents.contains(each.currentLeafId));
        }
        QCOMPARE(ends.size(), 5);  // each AnswerEnd
        QCOMPARE(siblings, 2);
        QVERIFY(days.contains(0) && days.contains(1) && days.contains(3) && days.contains(40) && days.contains(400));
    }

    void fillsWithMany() {
        DemoStore store;
        store.fillWithMany(1000);
        QCOMPARE(store.conversationIds().size(), 1000);
        QVERIFY(store.message("many-999/2"));
    }
};

QTEST_GUILESS_MAIN(DemoStoreTest)
#include "demo_store_test.moc"
