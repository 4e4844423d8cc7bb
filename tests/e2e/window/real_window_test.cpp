#include <QFile>
#include <QFileInfo>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "app/storage/database.h"
#include "tests/e2e/support/program.h"
#include "tests/e2e/window/real_window.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/verify_outcome.h"
#include "ui/models/message_list_model.h"

using e2e::RealWindow;
using ui::MessageListModel;

namespace {

constexpr int patience_ms = 300'000;  // a software driver compiles every shader at its first use

QString lastText(RealWindow& real) {
    const auto* messages = real.chat().messages();
    return messages->data(messages->index(messages->count() - 1), MessageListModel::TextRole).toString();
}

}  // namespace

/// The real window over the real engine, storage and library.
class RealWindowTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }

    void streamsTheTextOfATrainedModel_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("vulkan:0") << QString("vulkan:0");
        QTest::newRow("cpu") << QString("cpu");
    }
    void streamsTheTextOfATrainedModel() {
        QFETCH(QString, device);
        const QString stories = QStringLiteral(SHARED_DIR "/models/stories260K.gguf");
        if (!QFileInfo::exists(stories)) QSKIP("The shared folder with stories260K.gguf is not here.");
        QFile golden(SHARED_DIR "/golden/stories260K.greedy.txt");
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const QString expected = QString::fromUtf8(golden.readAll());

        RealWindow real([&](const app::DataDirectory& directory) {
            ui::Settings settings = e2e::greedySettings(200);
            settings.device = device;
            app::IniSettingsStore(directory.settings()).save(settings);
        });
        QSignalSpy found(real.ports().engine, &ui::ChatEngine::devicesFound);
        real.ports().engine->findDevices();
        QVERIFY(real.window().open(QUrl::fromLocalFile(stories)));
        QVERIFY(QTest::qWaitForWindowExposed(real.window().quickWindow()));
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        QTRY_VERIFY(found.count() > 0);
        const auto devices = found.last()[0].value<QList<ui::DeviceChoice>>();
        const auto chosen = std::ranges::find(devices, device, &ui::DeviceChoice::selector);
        QVERIFY(chosen != devices.end());
        QCOMPARE(real.models().currentDevice(), chosen->name);
        QSignalSpy pieces(real.ports().engine, &ui::ChatEngine::text);
        real.chat().send("Once upon a time");
        QTRY_VERIFY_WITH_TIMEOUT(!lastText(real).isEmpty() && real.chat().messages()->count() == 2, patience_ms);
        QTRY_VERIFY_WITH_TIMEOUT(real.chat().canSend(), patience_ms);
        QCOMPARE(lastText(real), expected);
        QVERIFY(pieces.count() > 1);  // it streamed
        const auto* messages = real.chat().messages();
        QCOMPARE(messages->data(messages->index(1), MessageListModel::StateRole).toInt(), int(MessageListModel::Limit));

        const QString database = real.directory().database();
        real.close();
        const auto stored = app::Database::open(database, app::Database::Access::ReadOnly);
        VERIFY_OUTCOME(stored);
        const auto list = stored->list({});
        VERIFY_OUTCOME(list);
        QCOMPARE(list->size(), 1);
        const auto conversation = stored->conversation(list->first().id);
        VERIFY_OUTCOME(conversation);
        QCOMPARE(conversation->messages.size(), 2);
        QCOMPARE(conversation->messages[0].text, "Once upon a time");
        QCOMPARE(conversation->messages[1].text, expected);
        QCOMPARE(conversation->messages[1].statistics.end, ui::AnswerEnd::Limit);
        QCOMPARE(conversation->messages[1].statistics.answerTokens, 200);
    }

    void aBrokenFileIsToldInTheWindow() {
        const QString file = e2e::write(folder_.path(), "broken.gguf", "no model");
        RealWindow real;
        QVERIFY(real.window().open(QUrl::fromLocalFile(file)));
        QTRY_VERIFY(real.models().problemWhat().contains("not a GGUF file"));
        QVERIFY(!real.models().problemHint().isEmpty());
        QVERIFY(!real.models().loaded());
    }

    void closingDuringAnAnswerKeepsWhatWasShown() {
        const QString model = e2e::write(folder_.path(), "small.gguf", test_support::small_model().text());
        RealWindow real([](const app::DataDirectory& directory) {
            app::IniSettingsStore(directory.settings()).save(e2e::greedySettings(1 << 15));
        });
        QVERIFY(real.window().open(QUrl::fromLocalFile(model)));
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        real.chat().send("a");
        QTRY_VERIFY_WITH_TIMEOUT(real.chat().messages()->count() == 2 && lastText(real).size() > 20, patience_ms);
        const QString shown = lastText(real);
        const QString id = real.chat().messages()->leaf();
        const QString database = real.directory().database();
        real.close();
        const auto stored = app::Database::open(database, app::Database::Access::ReadOnly);
        VERIFY_OUTCOME(stored);
        const auto conversation = stored->conversation(stored->list({})->first().id);
        VERIFY_OUTCOME(conversation);
        QCOMPARE(conversation->messages.last().id, id);
        QVERIFY(conversation->messages.last().text.startsWith(shown));
    }

    void diagnosticsHoldNoWordOfAPerson() {
        RealWindow real;
        QSignalSpy addFailed(real.ports().library, &ui::ModelLibrary::addFailed);
        QSignalSpy exportFailed(real.ports().exporter, &ui::ConversationExporter::failed);
        QSignalSpy storeFailed(real.ports().store, &ui::ConversationStore::failed);
        QSignalSpy loadFailed(real.ports().engine, &ui::ChatEngine::loadFailed);
        const QString secret = e2e::write(folder_.path(), "secret diary.gguf", "secret words");
        real.ports().library->addFile(QUrl::fromLocalFile(secret));
        real.ports().library->addFile(QUrl::fromLocalFile(folder_.filePath("secret none.gguf")));
        real.ports().exporter->exportConversation("secret id", ui::ExportFormat::Json,
                                                  QUrl::fromLocalFile(folder_.filePath("secret title.json")));
        real.ports().store->open("secret conversation");
        real.ports().engine->load("secret model", {});
        QTRY_COMPARE(addFailed.count(), 2);
        QTRY_COMPARE(exportFailed.count(), 1);
        QTRY_COMPARE(storeFailed.count(), 1);
        QTRY_COMPARE(loadFailed.count(), 1);
        // A model's template may say again what it was given.
        const char* const telling =
            "{% for m in messages %}{% if m.content.startswith('secret') %}{{ raise_exception(m.content) }}{% endif %}"
            "{{ m.content }}{% endfor %}";
        const QString model = e2e::write(folder_.path(), "telling.gguf",
                                         test_support::small_model().put("tokenizer.chat_template", telling).text());
        QSignalSpy answerFailed(real.ports().engine, &ui::ChatEngine::failed);
        QVERIFY(real.window().open(QUrl::fromLocalFile(model)));
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        real.chat().send("secret words \u201Dand more secret words");
        QTRY_COMPARE_WITH_TIMEOUT(answerFailed.count(), 1, patience_ms);
        const auto problem = answerFailed[0][1].value<ui::Problem>();
        QVERIFY2(problem.what.contains("secret words"), qPrintable(problem.what));  // the person sees them
        QSignalSpy collected(real.ports().diagnostics, &ui::Diagnostics::collected);
        real.ports().diagnostics->collect();
        QTRY_COMPARE_WITH_TIMEOUT(collected.count(), 1, 30'000);
        const QString text = collected[0][0].toString();
        QVERIFY2(text.startsWith("Altiplano ") && text.contains("\nQt ") && text.contains("\nDevice vulkan:0: ") &&
                     text.contains("\nDevice cpu: "),
                 qPrintable(text));
        QCOMPARE(text.count(" opening: "), 2);
        QCOMPARE(text.count(" exporting: "), 1);
        QCOMPARE(text.count(" storing: "), 1);
        QCOMPARE(text.count(" loading: "), 1);
        QCOMPARE(text.count(" answering: the model's chat template cannot be run: (words)"), 1);
        QVERIFY2(!text.contains("secret"), qPrintable(text));
        QVERIFY2(!text.contains(folder_.path()) && !text.contains(real.directory().path()), qPrintable(text));
    }
};
QTEST_MAIN(RealWindowTest)
#include "real_window_test.moc"
