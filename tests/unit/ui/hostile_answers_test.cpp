#include "tests/support/hostile_answers.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <QTest>

#include "tests/support/counting_server.h"
#include "ui/models/block_list_model.h"
#include "ui/text/block_style.h"
#include "ui/text/refusing_network.h"
#include "ui/text/safe_text.h"

using namespace ui;

namespace {

/// A window with items of every format that the program shows text in.
class TextWindow {
public:
    explicit TextWindow(QQmlNetworkAccessManagerFactory* factory) {
        engine_.setNetworkAccessManagerFactory(factory);
        QQmlComponent component(&engine_);
        component.setData(R"(
            import QtQuick
            Column {
                property string markup
                property string raw
                width: 400
                Text { width: 400; textFormat: Text.RichText; wrapMode: Text.Wrap; text: parent.markup }
                Text { width: 400; textFormat: Text.RichText; text: "<div style='line-height:24px'>" + parent.markup + "</div>" }
                Text { width: 400; textFormat: Text.StyledText; wrapMode: Text.Wrap; text: parent.markup }
                Text { width: 400; wrapMode: Text.Wrap; text: parent.markup }
                TextEdit { width: 400; textFormat: TextEdit.RichText; wrapMode: Text.Wrap; text: parent.markup }
                TextEdit { width: 400; textFormat: TextEdit.AutoText; text: parent.markup }
                Text { width: 400; textFormat: Text.PlainText; wrapMode: Text.Wrap; text: parent.raw }
                TextEdit { width: 400; textFormat: TextEdit.PlainText; text: parent.raw }
            })",
                          {});
        item_.reset(qobject_cast<QQuickItem*>(component.create()));
        if (!item_) qFatal("%s", qPrintable(component.errorString()));
        item_->setParentItem(window_.contentItem());
        window_.resize(400, 400);
        window_.show();
    }
    void show(const QString& markup, const QString& raw) {
        item_->setProperty("markup", markup);
        item_->setProperty("raw", raw);
        QCoreApplication::processEvents();
    }
    /// The text without its markup, as the first item shows it.
    QString shownText() const {
        QString text;
        QMetaObject::invokeMethod(item_->childItems().at(4), "getText", Q_RETURN_ARG(QString, text), Q_ARG(int, 0),
                                  Q_ARG(int, 1 << 20));
        return text;
    }

private:
    QQmlEngine engine_;
    QQuickWindow window_;
    std::unique_ptr<QQuickItem> item_;
};

}  // namespace

class HostileAnswersTest : public QObject {
    Q_OBJECT

public:
    static void initMain() {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_QUICK_BACKEND", "software");
    }

private slots:
    /// So that the test below can fail: this is what happens to an answer that is shown as it is.
    void anUnescapedImageIsFetched() {
        CountingServer server;
        TextWindow window(nullptr);
        window.show(QStringLiteral("<img src=\"%1/image.png\">").arg(server.address()), {});
        QTRY_VERIFY(server.requests > 0);
    }

    void theFactoryRefusesEvenThat() {
        CountingServer server;
        RefusingNetworkAccessManagerFactory factory;
        TextWindow window(&factory);
        window.show(QStringLiteral("<img src=\"%1/image.png\">").arg(server.address()), {});
        QTRY_VERIFY(factory.refusals() > 0);
        QTest::qWait(200);
        QCOMPARE(server.requests, 0);
    }

    void noAnswerAsksForAnything() {
        CountingServer server;
        RefusingNetworkAccessManagerFactory factory;
        TextWindow window(&factory);
        BlockStyle style;
        int shown = 0;
        for (const QString& answer : hostileAnswers(server.address())) {
            BlockListModel model(&style);
            for (qsizetype at = 0; at < answer.size(); at += 9) model.append(answer.mid(at, 9));  // as it streams in
            for (int row = 0; row < model.rowCount(); ++row) {
                const QModelIndex index = model.index(row);
                QStringList markup = index.data(BlockListModel::CellsRole).toStringList();
                markup += index.data(BlockListModel::HtmlRole).toString();
                markup += index.data(BlockListModel::CodeHtmlRole).toString();
                for (const QString& each : markup) {
                    if (each.isEmpty()) continue;
                    window.show(each, answer);
                    ++shown;
                }
            }
        }
        QVERIFY(shown > 300);
        QTest::qWait(500);
        QCOMPARE(server.requests, 0);
        QCOMPARE(factory.refusals(), 0);  // it is the escaping that holds, the factory had nothing to do
    }

    /// Escaped text is that text in a document of Qt: what was written is what is read.
    void escapedTextIsReadAsItWasWritten() {
        TextWindow window(nullptr);
        for (const QString& answer : hostileAnswers("http://127.0.0.1:1")) {
            if (answer.contains(QRegularExpression("[\n\t]|  "))) continue;  // what a document joins to one space
            window.show(QStringLiteral("<span>") + escaped(answer) + QStringLiteral("</span>"), {});
            QCOMPARE(window.shownText(), harmless(answer));
        }
    }
};

QTEST_MAIN(HostileAnswersTest)
#include "hostile_answers_test.moc"
