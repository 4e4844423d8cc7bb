#include "ui/models/message_tree.h"

#include <QTest>

using ui::MessageTree;
using ui::StoredMessage;

class MessageTreeTest : public QObject {
    Q_OBJECT

    static StoredMessage message(const QString& id, const QString& parent) {
        StoredMessage message;
        message.id = id;
        message.parentId = parent;
        message.text = QStringLiteral("text of ") + id;
        return message;
    }
    /// Two versions of the question; the first has two answers, the second one was asked on.
    static QList<StoredMessage> twoVersions() {
        return {message("q1", ""), message("a1", "q1"), message("a2", "q1"),
                message("q2", ""), message("b1", "q2"), message("q3", "b1")};
    }

private slots:
    void emptyTreeHasNothing() {
        const MessageTree tree;
        QVERIFY(tree.isEmpty());
        QCOMPARE(tree.branch("q1"), QStringList());
        QCOMPARE(tree.siblings("q1"), QStringList());
        QCOMPARE(tree.newestLeaf(""), QString());
        QVERIFY(!tree.find(""));
    }
    void branchGoesFromRootToLeaf() {
        MessageTree tree;
        tree.reset(twoVersions());
        QCOMPARE(tree.branch("q3"), (QStringList{"q2", "b1", "q3"}));
        QCOMPARE(tree.branch("a1"), (QStringList{"q1", "a1"}));
        QCOMPARE(tree.branch("q2"), QStringList{"q2"});
    }
    void siblingsAreOldestFirst() {
        MessageTree tree;
        tree.reset(twoVersions());
        QCOMPARE(tree.siblings("a2"), (QStringList{"a1", "a2"}));
        QCOMPARE(tree.siblings("q1"), (QStringList{"q1", "q2"}));
        QCOMPARE(tree.siblings("q3"), QStringList{"q3"});
    }
    void newestLeafFollowsNewestChildren() {
        MessageTree tree;
        tree.reset(twoVersions());
        QCOMPARE(tree.newestLeaf(""), "q3");
        QCOMPARE(tree.newestLeaf("q1"), "a2");
        QCOMPARE(tree.newestLeaf("a1"), "a1");
    }
    void addRefusesWhatDoesNotFit() {
        MessageTree tree;
        tree.reset(twoVersions());
        QVERIFY(!tree.add(message("a1", "q2")));
        QVERIFY(!tree.add(message("x", "nowhere")));
        QVERIFY(!tree.add(message("", "q1")));
        QCOMPARE(tree.siblings("a1").size(), 2);
        QVERIFY(tree.add(message("x", "q3")));
        QCOMPARE(tree.branch("x").size(), 4);
    }
    void onlyLeavesAreTakenOut() {
        MessageTree tree;
        tree.reset(twoVersions());
        QVERIFY(!tree.removeLeaf("q2"));
        QVERIFY(!tree.removeLeaf("nowhere"));
        QVERIFY(tree.removeLeaf("a2"));
        QVERIFY(!tree.find("a2"));
        QCOMPARE(tree.siblings("a1"), QStringList{"a1"});
        QVERIFY(tree.add(message("a2", "a1")));
    }
    void damagedListsMakeNoCircle() {
        MessageTree tree;
        tree.reset({message("a", "b"), message("b", "a"), message("c", "c"), message("b", ""), message("d", "lost")});
        QCOMPARE(tree.branch("b"), (QStringList{"a", "b"}));
        QCOMPARE(tree.branch("c"), QStringList{"c"});
        QCOMPARE(tree.siblings("a"), (QStringList{"a", "c", "d"}));
        QCOMPARE(tree.find("d")->parentId, QString());
    }
};
QTEST_GUILESS_MAIN(MessageTreeTest)
#include "message_tree_test.moc"
