// The side bar, settings and exports, with keys and mouse in the real window.
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

#include "tests/support/window_driver.h"

class WindowSideBarTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;

    ui::ConversationListModel& list() { return *window_->controller().conversations()->list(); }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        window_ = std::make_unique<WindowDriver>();
        window_->prepareExamples();
        QVERIFY(window_->open());
    }
    void cleanup() { window_.reset(); }

    void aClickOpens() {
        QVERIFY(window_->click(QStringLiteral("Why llamas hum")));
        QTRY_COMPARE(window_->chat().conversationId(), "hum");
        QVERIFY(window_->quickWindow()->title().startsWith(QStringLiteral("Why llamas hum")));
        QCOMPARE(window_->focusName(), "Message");
    }

    void arrowsAndEnterOpen() {
        window_->press(QStringLiteral("Ctrl+K"));
        QCOMPARE(window_->focusName(), "Search");
        window_->press(QStringLiteral("Down"));
        QCOMPARE(window_->focusName(), "Why llamas hum");
        window_->press(QStringLiteral("Down"));
        window_->press(QStringLiteral("Return"));
        QTRY_COMPARE(window_->chat().conversationId(), "sorting");
    }

    void searchFindsAndEscapeLeaves() {
        window_->press(QStringLiteral("Ctrl+K"));
        window_->type(QStringLiteral("quetzal"));
        QTRY_VERIFY(window_->item(QStringLiteral("Nothing found for \"quetzal\".")));
        window_->press(QStringLiteral("Esc"));
        QTRY_COMPARE(list().count(), 14);
        QCOMPARE(window_->focusName(), "Message");
    }

    void renamesInPlace() {
        QVERIFY(window_->click(QStringLiteral("Why llamas hum")));
        QTRY_COMPARE(window_->chat().conversationId(), "hum");
        QVERIFY(window_->click(QStringLiteral("More about Why llamas hum")));
        QVERIFY(window_->click(QStringLiteral("Rename")));
        QTRY_COMPARE(window_->focusName(), "Title");
        window_->type(QStringLiteral("Humming"));
        window_->press(QStringLiteral("Return"));
        QTRY_COMPARE(list().title(QStringLiteral("hum")), "Humming");
        QTRY_VERIFY(window_->item(QStringLiteral("Humming")));

        QVERIFY(window_->click(QStringLiteral("More about Humming")));
        QVERIFY(window_->click(QStringLiteral("Rename")));
        window_->type(QStringLiteral("Other"));
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Title")));
        QCOMPARE(list().title(QStringLiteral("hum")), "Humming");
    }

    void removesOnlyWhenConfirmed() {
        window_->press(QStringLiteral("Ctrl+K"));
        window_->press(QStringLiteral("Down"));
        window_->press(QStringLiteral("Del"));
        QVERIFY(window_->item(QStringLiteral("Delete the conversation?")));
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Delete the conversation?")));
        QCOMPARE(list().count(), 14);
        window_->press(QStringLiteral("Del"));
        QVERIFY(window_->click(QStringLiteral("Delete")));
        QTRY_COMPARE(list().count(), 13);
        QCOMPARE(list().title(QStringLiteral("hum")), "");
    }

    void settingsAreKept() {
        window_->press(QStringLiteral("Ctrl+,"));
        QVERIFY(window_->click(QStringLiteral("Theme, Dark")));
        QCOMPARE(window_->ports.settings.settings.theme, ui::ThemeChoice::Dark);
        QQuickItem* seed = window_->item(QStringLiteral("Seed"));
        QVERIFY(seed);
        seed->forceActiveFocus();
        window_->type(QStringLiteral("42"));
        window_->press(QStringLiteral("Tab"));
        QCOMPARE(window_->ports.settings.settings.answer.seed, 42U);
        QQuickItem* temperature = window_->item(QStringLiteral("Temperature"));
        temperature->forceActiveFocus();
        QMetaObject::invokeMethod(temperature, "selectAll");
        window_->type(QStringLiteral("9"));
        window_->press(QStringLiteral("Tab"));
        QCOMPARE(window_->ports.settings.settings.answer.temperature, 2.0);
        QCOMPARE(temperature->property("text").toString(), "2.00");
        window_->press(QStringLiteral("Esc"));
        QTRY_VERIFY(!window_->item(QStringLiteral("Seed")));
    }

    void shortcutsRestWhileADialogIsOpen() {
        window_->openConversation(QStringLiteral("hum"));
        window_->press(QStringLiteral("Ctrl+,"));
        window_->press(QStringLiteral("Ctrl+N"));
        QCOMPARE(window_->chat().conversationId(), "hum");
    }

    void tellsOfAnExport() {
        window_->controller().exporter()->exportConversation(QStringLiteral("hum"), ui::ExportController::Markdown,
                                                             QUrl(QStringLiteral("file:///tmp/a b.md")));
        QTRY_VERIFY(window_->item(QStringLiteral("Exported to /tmp/a b.md")));
        window_->ports.exporter.problem = {QStringLiteral("no space left"), QStringLiteral("Choose another folder.")};
        window_->controller().exporter()->exportConversation(QStringLiteral("hum"), ui::ExportController::Json,
                                                             QUrl(QStringLiteral("file:///tmp/a.json")));
        QTRY_VERIFY(window_->item(QStringLiteral("No space left. Choose another folder.")));
        QVERIFY(window_->click(QStringLiteral("Close")));
        QVERIFY(!window_->item(QStringLiteral("No space left. Choose another folder.")));
    }

    void whatWasDoneCoversNeitherFiguresNorComposer_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("problem");
        for (const QSize size : {QSize(1280, 800), QSize(480, 400)})
            for (const char* id : {"hum", "trip"})
                for (const bool problem : {false, true})
                    QTest::addRow("%s at %d%s", id, size.width(), problem ? ", with a problem" : "")
                        << size << QString::fromLatin1(id) << problem;
    }

    void whatWasDoneCoversNeitherFiguresNorComposer() {
        QFETCH(const QSize, size);
        QFETCH(const QString, id);
        QFETCH(const bool, problem);
        window_ = std::make_unique<WindowDriver>(size);
        window_->prepareExamples();
        QVERIFY(window_->open());
        window_->openConversation(id);
        window_->chat().send(QStringLiteral("And?"));
        QTRY_VERIFY(!window_->chat().busy() && window_->chat().messages()->count() > 2);
        if (problem) emit window_->chat().problem(QStringLiteral("no space left"), QString());
        const QString file = QStringLiteral("/home/someone/Documents/Conversations of this winter/What was asked.md");
        window_->controller().exporter()->exportConversation(id, ui::ExportController::Markdown,
                                                             QUrl(QStringLiteral("file://") + file));
        const QString words = QStringLiteral("Exported to ") + file;
        QTRY_VERIFY(window_->item(words));
        window_->settle();
        const auto place = [](const QQuickItem* item) {
            return item->mapRectToScene({0, 0, item->width(), item->height()});
        };
        const QRectF toast = place(window_->item(words)->parentItem());
        QVERIFY(QRectF(QPointF(), size).contains(toast));
        ui::MessageListModel& messages = *window_->chat().messages();
        const QModelIndex last = messages.index(messages.count() - 1);
        QQuickItem* figures = window_->item(messages.data(last, ui::MessageListModel::CaptionRole).toString());
        QVERIFY(figures && place(figures).bottom() < size.height());
        QVERIFY(!toast.intersects(place(figures)));
        QStringList others{QStringLiteral("Message"), QStringLiteral("Send"), QStringLiteral("More")};
        if (problem) others.append(QStringLiteral("No space left"));
        for (const QString& name : others) {
            const QQuickItem* item = window_->item(name);
            QVERIFY2(item && !toast.intersects(place(item)), qPrintable(name));
        }
    }

    void copiesDiagnostics() {
        QVERIFY(window_->click(QStringLiteral("More")));
        QVERIFY(window_->click(QStringLiteral("Copy diagnostics")));
        QTRY_VERIFY(window_->item(QStringLiteral("Diagnostics copied")));
        QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    }
};

QTEST_MAIN(WindowSideBarTest)
#include "window_side_bar_test.moc"
