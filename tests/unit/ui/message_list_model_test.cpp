#include "ui/models/message_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "ui/models/block_list_model.h"

using namespace ui;
using Model = MessageListModel;

class MessageListModelTest : public QObject {
    Q_OBJECT

    static StoredMessage message(const QString& id, const QString& parent, ChatTurn::Role role,
                                 AnswerEnd end = AnswerEnd::EndOfTurn) {
        StoredMessage message;
        message.id = id;
        message.parentId = parent;
        message.role = role;
        message.text = QStringLiteral("text of ") + id;
        message.statistics.end = end;
        return message;
    }
    static StoredMessage question(const QString& id, const QString& parent) {
        return message(id, parent, ChatTurn::Role::User);
    }
    static StoredMessage answer(const QString& id, const QString& parent, AnswerEnd end = AnswerEnd::EndOfTurn) {
        return message(id, parent, ChatTurn::Role::Assistant, end);
    }
    static QVariant value(const Model& model, int row, int role) { return model.data(model.index(row), role); }
    static QStringList ids(const Model& model) {
        QStringList all;
        for (int row = 0; row < model.count(); ++row) all.append(value(model, row, Model::MessageIdRole).toString());
        return all;
    }
    static QList<StoredMessage> twoAnswers() {
        return {question("q", ""), answer("a1", "q"), answer("a2", "q", AnswerEnd::Limit), question("r", "a1")};
    }

private slots:
    void showsTheBranchOfTheLeaf() {
        Model model(nullptr);
        const QAbstractItemModelTester tester(&model);
        QSignalSpy counts(&model, &Model::countChanged);
        model.reset(twoAnswers(), "r");
        QCOMPARE(ids(model), (QStringList{"q", "a1", "r"}));
        QCOMPARE(counts.size(), 1);
        QCOMPARE(model.leaf(), "r");
        model.reset(twoAnswers(), "unknown");
        QCOMPARE(ids(model), (QStringList{"q", "a2"}));
    }
    void rowsInCommonStay() {
        Model model(nullptr);
        const QAbstractItemModelTester tester(&model);
        model.reset(twoAnswers(), "r");
        QSignalSpy removed(&model, &Model::rowsRemoved);
        QSignalSpy inserted(&model, &Model::rowsInserted);
        QSignalSpy reset(&model, &Model::modelReset);
        model.showLeaf("a2");
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][1].toInt(), 1);
        QCOMPARE(removed[0][2].toInt(), 2);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 1);
        QCOMPARE(reset.size(), 0);
        model.showLeaf("a2");
        model.showLeaf("unknown");
        QCOMPARE(removed.size(), 1);
        QCOMPARE(ids(model), (QStringList{"q", "a2"}));
    }
    void siblingsAreNumbered() {
        Model model(nullptr);
        model.reset(twoAnswers(), "a2");
        QCOMPARE(value(model, 0, Model::SiblingCountRole).toInt(), 1);
        QCOMPARE(value(model, 1, Model::SiblingNumberRole).toInt(), 2);
        QCOMPARE(value(model, 1, Model::SiblingCountRole).toInt(), 2);
    }
    void addShowsItsBranchAndTellsTheAnswerBefore() {
        Model model(nullptr);
        const QAbstractItemModelTester tester(&model);
        model.reset(twoAnswers(), "a2");
        QVERIFY(value(model, 1, Model::NewestAnswerRole).toBool());
        QSignalSpy changed(&model, &Model::dataChanged);
        QVERIFY(model.add(question("s", "a2")));
        QCOMPARE(ids(model), (QStringList{"q", "a2", "s"}));
        QVERIFY(!value(model, 1, Model::NewestAnswerRole).toBool());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QVERIFY(!model.add(question("s", "a2")));
        QVERIFY(!model.add(question("t", "nowhere")));
    }
    void whatWasNeverStoredLeavesAndAnotherVersionComesBack() {
        Model model(nullptr);
        const QAbstractItemModelTester tester(&model);
        model.reset(twoAnswers(), "a2");
        model.add(answer("a3", "q"));
        QCOMPARE(value(model, 1, Model::SiblingCountRole).toInt(), 3);
        model.removeUnstored("a3");
        QCOMPARE(ids(model), (QStringList{"q", "a2"}));
        QCOMPARE(value(model, 1, Model::SiblingCountRole).toInt(), 2);
        model.removeUnstored("q");  // has answers: stays
        QCOMPARE(ids(model), (QStringList{"q", "a2"}));

        model.reset({}, {});
        model.add(question("first", ""));
        model.removeUnstored("first");
        QCOMPARE(model.count(), 0);
        QVERIFY(model.tree().isEmpty());
    }
    void aHiddenMessageGrowsToo() {
        Model model(nullptr);
        model.reset(twoAnswers(), "r");
        QSignalSpy changed(&model, &Model::dataChanged);
        model.setState("a2", Model::Answering);
        model.appendText("a2", " and more");
        model.appendText("unknown", "nothing");
        QCOMPARE(changed.size(), 0);
        QCOMPARE(model.tree().find("a2")->text, "text of a2 and more");
        model.showLeaf("a2");
        QCOMPARE(value(model, 1, Model::TextRole).toString(), "text of a2 and more");
        QCOMPARE(value(model, 1, Model::StateRole).value<Model::State>(), Model::Answering);
    }
    void aGrowingAnswerChangesItsBlocksAlone() {
        Model model(nullptr);
        model.reset(twoAnswers(), "a2");
        QVERIFY(value(model, 0, Model::BlocksRole).canConvert<BlockListModel*>());
        QCOMPARE(value(model, 0, Model::BlocksRole).value<BlockListModel*>(), nullptr);
        auto* blocks = value(model, 1, Model::BlocksRole).value<BlockListModel*>();
        QVERIFY(blocks);
        QCOMPARE(blocks->count(), 1);
        model.setState("a2", Model::Answering);
        QSignalSpy changed(&model, &Model::dataChanged);
        model.appendText("a2", "\n\nA second paragraph.");
        QCOMPARE(changed.size(), 0);
        QCOMPARE(blocks->count(), 2);
        QCOMPARE(value(model, 1, Model::BlocksRole).value<BlockListModel*>(), blocks);
        model.setEnd("a2", {.end = AnswerEnd::EndOfTurn}, {});
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed[0][2].value<QList<int>>().contains(Model::TextRole));
    }
    void anAnswersLastMarksAreShownWhenItEnds_data() {
        QTest::addColumn<bool>("stopped");
        QTest::newRow("ended") << false;
        QTest::newRow("stopped") << true;
    }
    void anAnswersLastMarksAreShownWhenItEnds() {
        QFETCH(bool, stopped);
        Model model(nullptr);
        model.reset(twoAnswers(), "a2");
        auto* blocks = value(model, 1, Model::BlocksRole).value<BlockListModel*>();
        model.setState("a2", Model::Answering);
        model.appendText("a2", "\n===");  // a heading or text, as it goes on
        QCOMPARE(blocks->index(0).data(BlockListModel::KindRole).toInt(), int(BlockListModel::Paragraph));
        if (stopped)
            model.setState("a2", Model::Stopped);
        else
            model.setEnd("a2", {.end = AnswerEnd::EndOfTurn}, {});
        QCOMPARE(blocks->index(0).data(BlockListModel::KindRole).toInt(), int(BlockListModel::Heading));
    }
    void statesFollowEndsAndProblems() {
        Model model(nullptr);
        model.reset({question("q", ""), answer("unfinished", "q", AnswerEnd::Unfinished),
                     answer("complete", "q", AnswerEnd::EndOfTurn), answer("limit", "q", AnswerEnd::Limit),
                     answer("stopped", "q", AnswerEnd::Stopped), answer("failed", "q", AnswerEnd::Failed)},
                    "q");
        QCOMPARE(model.state("q"), Model::Complete);
        QCOMPARE(model.state("unfinished"), Model::Unfinished);
        QCOMPARE(model.state("complete"), Model::Complete);
        QCOMPARE(model.state("limit"), Model::Limit);
        QCOMPARE(model.state("stopped"), Model::Stopped);
        QCOMPARE(model.state("failed"), Model::Failed);
        QSignalSpy changed(&model, &Model::dataChanged);
        model.setProblem("q", {"the disk is full", "Make room."});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.state("q"), Model::Failed);
        QCOMPARE(value(model, 0, Model::ProblemWhatRole).toString(), "the disk is full");
        QCOMPARE(value(model, 0, Model::ProblemHintRole).toString(), "Make room.");
        model.setProblem("complete", {"the disk is full", "Make room."});  // it was written, but not saved
        QCOMPARE(model.state("complete"), Model::Complete);
        model.setProblem("q", {});
        QCOMPARE(model.state("q"), Model::Complete);
    }
    void captionsSayWhatIsKnown() {
        Model model(nullptr);
        StoredMessage known = answer("a", "q");
        known.modelName = "LLaMA 13B Q4_0";
        known.statistics.answerTokens = 212;
        known.statistics.tokensPerSecond = 41.3;
        StoredMessage slow = answer("slow", "q");
        slow.statistics.answerTokens = 1;
        slow.statistics.tokensPerSecond = 0.92;
        StoredMessage other = answer("other", "q");
        other.modelName = "stories260K F32";
        model.reset({question("q", ""), known, slow, other}, "a");
        QCOMPARE(value(model, 0, Model::CaptionRole).toString(), QString());
        QCOMPARE(value(model, 1, Model::CaptionRole).toString(), "13B Q4_0, 212 tokens, 41 tok/s");
        model.setState("a", Model::Answering);
        QCOMPARE(value(model, 1, Model::CaptionRole).toString(), QString());
        model.showLeaf("slow");
        QCOMPARE(value(model, 1, Model::CaptionRole).toString(), "1 token, 0.9 tok/s");
        model.showLeaf("other");
        QCOMPARE(value(model, 1, Model::CaptionRole).toString(), "stories260K F32");
    }
};
QTEST_GUILESS_MAIN(MessageListModelTest)
#include "message_list_model_test.moc"
