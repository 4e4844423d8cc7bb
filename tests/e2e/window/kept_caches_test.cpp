#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/e2e/window/real_window.h"
#include "tests/support/gguf_builder.h"
#include "ui/models/message_list_model.h"
#include "ui/ports/diagnostics.h"

using e2e::RealWindow;

namespace {

constexpr int answer_tokens = 16;     // tokens of each, the least that the window's settings allow
constexpr int patience_ms = 300'000;  // a software driver compiles every shader at its first use

ui::Settings settings() {
    ui::Settings settings = e2e::greedySettings(answer_tokens);
    // Every answer is "é" again and again, token 9 of the small model: the text that comes back is made of the tokens
    // that were said.
    settings.answer.logitBias = {{9, 100}};
    settings.caches.memoryBytes = 0;  // what comes back comes from the disk
    return settings;
}

}  // namespace

/// The window goes on with conversations that were left without reading them again.
class KeptCachesTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;
    std::unique_ptr<RealWindow> real_;

    void open() const {
        QVERIFY(real_->window().open(QUrl::fromLocalFile(model_)));
        QTRY_VERIFY_WITH_TIMEOUT(real_->models().loaded(), patience_ms);
        QTRY_VERIFY_WITH_TIMEOUT(real_->chat().canSend(), patience_ms);
    }
    /// What the answer cost.
    ui::AnswerStatistics ask(const QString& text) const {
        const int before = real_->chat().messages()->count();
        real_->chat().send(text);
        const bool answered = QTest::qWaitFor(
            [&] { return real_->chat().messages()->count() == before + 2 && real_->chat().canSend(); }, patience_ms);
        const auto* messages = real_->chat().messages();
        const ui::StoredMessage* answer = messages->tree().find(messages->leaf());
        return answered && answer->text == QString(answer_tokens, u'é') ? answer->statistics : ui::AnswerStatistics();
    }
    QStringList files() const { return QDir(real_->directory().caches()).entryList(QDir::Files); }

private slots:
    void initTestCase() {
        ui::Window::prepareApplication();
        model_ = e2e::write(folder_.path(), "small.gguf", test_support::small_model().text());
    }
    void init() {
        real_ = std::make_unique<RealWindow>(
            [](const app::DataDirectory& directory) { app::IniSettingsStore(directory.settings()).save(settings()); });
    }
    void cleanup() { real_.reset(); }

    void anOpenedConversationComputesOnlyWhatIsNew() {
        open();
        // <s> and " a".
        ui::AnswerStatistics cost = ask("a");
        QCOMPARE(cost.promptTokens, 2);
        QCOMPARE(cost.answerTokens, answer_tokens);
        const QString conversation = real_->chat().conversationId();
        real_->chat().newConversation();
        QTRY_COMPARE(files().size(), 1);
        cost = ask("b");
        QVERIFY(cost.promptTokens > 0);
        const QString other = real_->chat().conversationId();
        real_->chat().openConversation(conversation);
        QTRY_COMPARE(real_->chat().conversationId(), conversation);
        QTRY_COMPARE(files().size(), 2);
        // What was read, the answer but for its last word, from which something was computed only where a draft went on
        // behind it; the line's end and "b".
        cost = ask("b");
        QCOMPARE(cost.promptTokens, 2 + answer_tokens + 2);
        QVERIFY(cost.reusedTokens == 2 + answer_tokens - 1 || cost.reusedTokens == 2 + answer_tokens);

        // The program ends and starts again, in the conversation that was looked at last.
        real_->close();
        QCOMPARE(files().size(), 2);
        real_->start();
        open();
        QTRY_COMPARE(real_->chat().conversationId(), conversation);
        QTRY_VERIFY(real_->chat().canSend());
        cost = ask("a");
        QCOMPARE(cost.promptTokens, 4 + 2 * answer_tokens + 2);
        QVERIFY(cost.reusedTokens == 4 + 2 * answer_tokens - 1 || cost.reusedTokens == 4 + 2 * answer_tokens);

        real_->window().controller().conversations()->remove(other);
        QTRY_COMPARE(files().size(), 1);
        real_->window().controller().conversations()->remove(conversation);
        QTRY_VERIFY(files().isEmpty());
        real_->close();
        QVERIFY(files().isEmpty());  // nor is it saved at the end
    }

    void aDamagedFileIsInNobodysWay() {
        open();
        ask("a");
        const QString conversation = real_->chat().conversationId();
        real_->close();
        QCOMPARE(files().size(), 1);
        QFile file(real_->directory().caches() + '/' + files().first());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() - 9));
        file.close();

        real_->start();
        QSignalSpy noted(real_->ports().engine, &ui::ChatEngine::cacheProblem);
        QSignalSpy shown(&real_->chat(), &ui::ChatController::problem);
        open();
        QTRY_COMPARE_WITH_TIMEOUT(noted.size(), 1, patience_ms);
        QVERIFY(files().isEmpty());
        const ui::AnswerStatistics cost = ask("b");
        QCOMPARE(cost.promptTokens, 2 + answer_tokens + 2);
        QCOMPARE(cost.reusedTokens, 0);
        QVERIFY(shown.isEmpty());
        QSignalSpy collected(real_->ports().diagnostics, &ui::Diagnostics::collected);
        real_->ports().diagnostics->collect();
        QTRY_COMPARE_WITH_TIMEOUT(collected.count(), 1, 30'000);
        const QString text = collected[0][0].toString();
        QVERIFY2(text.contains(" keeping: "), qPrintable(text));
        QVERIFY2(!text.contains(conversation) && !text.contains(real_->directory().path()), qPrintable(text));
    }

    void aBudgetOfNothingKeepsNothing() {
        open();
        real_->window().controller().settings()->setDiskCacheGigabytes(0);
        QTest::qWait(1500);  // until the slider counts as settled
        ask("a");
        real_->close();
        QVERIFY(files().isEmpty());
    }
};
QTEST_MAIN(KeptCachesTest)
#include "kept_caches_test.moc"
