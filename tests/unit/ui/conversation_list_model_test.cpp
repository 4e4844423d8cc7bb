#include "ui/models/conversation_list_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace ui;
using Model = ConversationListModel;

class ConversationListModelTest : public QObject {
    Q_OBJECT

    const QDate today_{2026, 11, 24};

    ConversationSummary conversation(const QString& id, int daysAgo, int hour = 12) const {
        const QDateTime changed(today_.addDays(-daysAgo), QTime(hour, 0));
        return {id, QStringLiteral("Title of ") + id, changed, changed};
    }
    static QStringList column(const Model& model, int role) {
        QStringList all;
        for (int row = 0; row < model.count(); ++row) all.append(model.data(model.index(row), role).toString());
        return all;
    }
    static QStringList ids(const Model& model) { return column(model, Model::ConversationIdRole); }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void sectionsAreByDay() {
        Model model;
        model.setConversations(
            {conversation("later", -1), conversation("today", 0), conversation("yesterday", 1), conversation("two", 2),
             conversation("seven", 7), conversation("eight", 8), conversation("month", 40), conversation("year", 340)},
            today_);
        QCOMPARE(column(model, Model::HeadingRole), (QStringList{"Today", "", "Yesterday", "Previous 7 days", "",
                                                                 "November", "October", "December 2025"}));
    }
    void lastChangedComesFirst() {
        Model model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &Model::rowsInserted);
        QSignalSpy counts(&model, &Model::countChanged);
        model.setConversations({conversation("b", 1), conversation("c", 2), conversation("a", 0)}, today_);
        QCOMPARE(ids(model), (QStringList{"a", "b", "c"}));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(counts.size(), 1);
    }
    void aRowThatStaysIsMoved() {
        Model model;
        const QAbstractItemModelTester tester(&model);
        model.setConversations({conversation("a", 0), conversation("b", 1), conversation("c", 2)}, today_);
        const QPersistentModelIndex c(model.index(2));
        QSignalSpy moved(&model, &Model::rowsMoved);
        QSignalSpy inserted(&model, &Model::rowsInserted);
        QSignalSpy removed(&model, &Model::rowsRemoved);
        model.setConversations({conversation("a", 0, 9), conversation("b", 1), conversation("c", 0, 10)}, today_);
        QCOMPARE(ids(model), (QStringList{"c", "a", "b"}));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(c.row(), 0);
        QCOMPARE(column(model, Model::HeadingRole), (QStringList{"Today", "", "Yesterday"}));
        QCOMPARE(inserted.size() + removed.size(), 0);
    }
    void aSearchTakesRowsOutAndBringsThemBack() {
        Model model;
        const QAbstractItemModelTester tester(&model);
        QList<ConversationSummary> all;
        for (int i = 0; i < 100; ++i) all.append(conversation(QString::number(i), i));
        model.setConversations(all, today_);
        const QPersistentModelIndex kept(model.index(50));
        QSignalSpy removed(&model, &Model::rowsRemoved);
        QSignalSpy inserted(&model, &Model::rowsInserted);
        model.setConversations({all[50], all[51], all[70]}, today_);
        QCOMPARE(ids(model), (QStringList{"50", "51", "70"}));
        QCOMPARE(removed.size(), 3);
        QCOMPARE(kept.row(), 0);
        model.setConversations(all, today_);
        QCOMPARE(model.count(), 100);
        QCOMPARE(ids(model)[70], "70");
        QCOMPARE(inserted.size(), 3);
        QCOMPARE(kept.row(), 50);
        model.setConversations({}, today_);
        QCOMPARE(model.count(), 0);
    }
    void everyOrderIsReached() {
        QStringList order{"a", "b", "c", "d"};
        Model model;
        const QAbstractItemModelTester tester(&model);
        do {
            QList<ConversationSummary> conversations;
            for (int i = 0; i < 4; ++i) conversations.append(conversation(order[i], i));
            model.setConversations(conversations, today_);
            QCOMPARE(ids(model), order);
        } while (std::next_permutation(order.begin(), order.end()));
    }
    void onlyWhatChangedIsTold() {
        Model model;
        model.setConversations({conversation("a", 0), conversation("b", 1)}, today_);
        QSignalSpy changed(&model, &Model::dataChanged);
        model.setConversations({conversation("a", 0), conversation("b", 1)}, today_);
        QCOMPARE(changed.size(), 0);
        ConversationSummary renamed = conversation("b", 1);
        renamed.title = "Another\n title";
        model.setConversations({conversation("a", 0), renamed}, today_);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.title("b"), "Another title");
        QCOMPARE(model.title("unknown"), QString());
    }
    void theCurrentOneIsMarked() {
        Model model;
        model.setCurrent("b");
        model.setConversations({conversation("a", 0), conversation("b", 1)}, today_);
        QCOMPARE(column(model, Model::CurrentRole), (QStringList{"false", "true"}));
        QSignalSpy changed(&model, &Model::dataChanged);
        model.setCurrent("a");
        QCOMPARE(column(model, Model::CurrentRole), (QStringList{"true", "false"}));
        QCOMPARE(changed.size(), 2);
    }
};
QTEST_GUILESS_MAIN(ConversationListModelTest)
#include "conversation_list_model_test.moc"
