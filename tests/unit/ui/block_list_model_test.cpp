#include "ui/models/block_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "ui/demo/demo_engine.h"
#include "ui/text/block_style.h"
#include "ui/text/markdown_parser.h"

using namespace ui;

namespace {

/// What a view knows that only listens: values are read anew for the rows and roles that were told.
class Listener {
public:
    explicit Listener(const BlockListModel& model) : model_(model) {
        QObject::connect(&model, &BlockListModel::rowsInserted, &model,
                         [this](const QModelIndex&, int first, int last) {
                             for (int row = first; row <= last; ++row) rows_.insert(row, readAll(row));
                             lowest_ = std::min(lowest_, first);
                         });
        QObject::connect(&model, &BlockListModel::rowsRemoved, &model, [this](const QModelIndex&, int first, int last) {
            rows_.remove(first, last - first + 1);
            lowest_ = std::min(lowest_, first);
        });
        QObject::connect(&model, &BlockListModel::dataChanged, &model,
                         [this](const QModelIndex& from, const QModelIndex& to, const QList<int>& roles) {
                             for (int row = from.row(); row <= to.row(); ++row)
                                 for (const int role : roles) rows_[row][role] = model_.index(row).data(role);
                             lowest_ = std::min(lowest_, from.row());
                         });
    }
    bool knowsAll() const {
        if (rows_.size() != model_.rowCount()) return false;
        for (int row = 0; row < model_.rowCount(); ++row)
            if (rows_[row] != readAll(row)) return false;
        return true;
    }
    /// The first row that was told of since the last call.
    int takeLowest() { return std::exchange(lowest_, std::numeric_limits<int>::max()); }

private:
    QHash<int, QVariant> readAll(int row) const {
        QHash<int, QVariant> values;
        for (const int role : model_.roleNames().keys()) values[role] = model_.index(row).data(role);
        return values;
    }

    const BlockListModel& model_;
    QList<QHash<int, QVariant>> rows_;
    int lowest_ = std::numeric_limits<int>::max();
};

}  // namespace

class BlockListModelTest : public QObject {
    Q_OBJECT

private slots:
    void givesEveryRole() {
        BlockListModel model(nullptr);
        model.setMarkdown("# **a**\n\n3. b\n\n> c\n\n```cpp\nint d;\n```\n\ne|f\n---|---:\n1|2\n\n---\n\n- [x] g");
        QCOMPARE(model.count(), 7);
        const auto value = [&](int row, int role) { return model.index(row).data(role); };
        QCOMPARE(value(0, BlockListModel::KindRole).toInt(), int(BlockListModel::Heading));
        QCOMPARE(value(0, BlockListModel::LevelRole).toInt(), 1);
        QCOMPARE(value(0, BlockListModel::HtmlRole).toString(), "<span style=\"font-weight:600\">a</span>");
        QCOMPARE(value(1, BlockListModel::MarkerRole).toString(), "3.");
        QCOMPARE(value(2, BlockListModel::KindRole).toInt(), int(BlockListModel::Quote));
        QCOMPARE(value(3, BlockListModel::CodeRole).toString(), "int d;");
        QCOMPARE(value(3, BlockListModel::CodeHtmlRole).toString(), "<font color=\"\">int</font>\u00a0d;");
        QCOMPARE(value(3, BlockListModel::LanguageRole).toString(), "C++");
        QCOMPARE(value(4, BlockListModel::ColumnsRole).toInt(), 2);
        QCOMPARE(value(4, BlockListModel::CellsRole).toStringList(), (QStringList{"e", "f", "1", "2"}));
        QCOMPARE(value(4, BlockListModel::AlignmentsRole).value<QList<int>>(),
                 (QList<int>{Qt::AlignLeft, Qt::AlignRight}));
        QCOMPARE(value(5, BlockListModel::KindRole).toInt(), int(BlockListModel::Rule));
        QCOMPARE(value(6, BlockListModel::MarkerRole).toString(), "☑");
        QVERIFY(!model.index(7).data(BlockListModel::KindRole).isValid());
        QVERIFY(!value(0, Qt::DisplayRole).isValid());
    }

    void tellsOnlyTheLastRowsWhileTextStreamsIn_data() {
        QTest::addColumn<int>("pieceLength");
        for (const int length : {1, 7, 40}) QTest::addRow("%d", length) << length;
    }
    void tellsOnlyTheLastRowsWhileTextStreamsIn() {
        QFETCH(int, pieceLength);
        const QString text = demo::DemoEngine::preparedAnswer().repeated(3);
        BlockListModel model(nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Listener listener(model);
        for (qsizetype at = 0; at < text.size(); at += pieceLength) {
            const int before = model.rowCount();
            model.append(text.mid(at, pieceLength));
            // The row that grows, and one more where the next begins as something else.
            QVERIFY(listener.takeLowest() >= before - 1);
            QVERIFY(listener.knowsAll());
        }
        QCOMPARE(model.rowCount(), parseMarkdown(text).size());
    }

    void anotherKindIsAnotherRow() {
        BlockListModel model(nullptr);
        Listener listener(model);
        QSignalSpy inserted(&model, &BlockListModel::rowsInserted), removed(&model, &BlockListModel::rowsRemoved);
        QSignalSpy changed(&model, &BlockListModel::dataChanged), count(&model, &BlockListModel::countChanged);
        model.append("a");
        QCOMPARE(count.size(), 1);
        model.append(" b");
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][2].value<QList<int>>(), QList<int>{BlockListModel::HtmlRole});
        model.append("");
        QCOMPARE(changed.size(), 1);
        model.append("\n===");
        QCOMPARE(inserted.size(), 1);
        model.finish();
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(count.size(), 1);
        QVERIFY(listener.knowsAll());
    }

    void startsAnew() {
        BlockListModel model(nullptr);
        QSignalSpy reset(&model, &BlockListModel::modelReset), count(&model, &BlockListModel::countChanged);
        model.append("a\n\n```\nb");
        model.setMarkdown("c");
        QCOMPARE(reset.size(), 1);
        QCOMPARE(count.size(), 2);
        QCOMPARE(model.count(), 1);
        model.append("d");
        QCOMPARE(model.index(0).data(BlockListModel::HtmlRole).toString(), "cd");
    }

    void followsTheStyle() {
        BlockStyle style;
        BlockListModel model(&style);
        model.setMarkdown("`a`\n\n```c\nint\n```\n\n[b](http://c.example)|d\n---|---");
        const auto html = [&](int row, int role) { return model.index(row).data(role).toString(); };
        QVERIFY(
            html(0, BlockListModel::HtmlRole).contains("font-family:'Hack'; font-size:14px; background-color:#f2efe9"));
        QVERIFY(html(1, BlockListModel::CodeHtmlRole).contains("#7a3e8e"));
        QSignalSpy changed(&model, &BlockListModel::dataChanged);
        style.setProperty("codeBackground", QColor("#1E2125"));
        style.setProperty("keyword", QColor("#D6A5E3"));
        style.setProperty("link", QColor("#7FB6DC"));
        style.setProperty("codeFont", "A \"B\" <C>");
        style.setProperty("inlineCodeSize", 16);
        QCOMPARE(changed.size(), 5);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(changed[0][1].toModelIndex().row(), 2);
        QVERIFY(html(0, BlockListModel::HtmlRole)
                    .contains("font-family:'A &quot;B&quot; &lt;C&gt;'; font-size:16px; background-color:#1e2125"));
        QVERIFY(html(1, BlockListModel::CodeHtmlRole).contains("#d6a5e3"));
        QVERIFY(model.index(2).data(BlockListModel::CellsRole).toStringList()[0].contains("#7fb6dc"));
        QVERIFY(!html(0, BlockListModel::HtmlRole).contains(QChar(1)));
    }
};

QTEST_GUILESS_MAIN(BlockListModelTest)
#include "block_list_model_test.moc"
