#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <utility>

#include "app/storage/database.h"
#include "tests/e2e/window/real_window.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/verify_outcome.h"
#include "ui/models/message_list_model.h"

using e2e::RealWindow;
using ui::MessageListModel;

namespace {

constexpr int patience_ms = 120'000;

/// The page that offers questions, as far as it is shown.
QQuickItem* greeting(RealWindow& real) {
    QList<QQuickItem*> items{real.window().quickWindow()->contentItem()};
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items[i]->property("questions").isValid()) return items[i]->isVisible() ? items[i] : nullptr;
        items += items[i]->childItems();
    }
    return nullptr;
}

QVariant newest(RealWindow& real, MessageListModel::Role role) {
    const auto* messages = real.chat().messages();
    return messages->data(messages->index(messages->count() - 1), role);
}

}  // namespace

/// The window on a machine that has nothing but the program.
class FirstMinuteTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }

    void criaAnswersWhatThePageOffers() {
        RealWindow real([](const app::DataDirectory& directory) {
            app::IniSettingsStore(directory.settings()).save(e2e::greedySettings(200));
        });
        QVERIFY(real.window().open());
        QVERIFY(QTest::qWaitForWindowExposed(real.window().quickWindow()));
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        QCOMPARE(real.models().currentName(), "Cria");
        QVERIFY(real.models().currentBundled());
        QQuickItem* page = greeting(real);
        QVERIFY(page);
        const QStringList questions = page->property("questions").toStringList();
        QCOMPARE(questions.size(), 3);
        // What no answer to them can do without.
        const QList<QRegularExpression> expected{QRegularExpression("(program|Altiplano)"), QRegularExpression("GGUF"),
                                                 QRegularExpression("(computer|machine|disk)")};
        for (qsizetype i = 0; i < questions.size(); ++i) {
            real.chat().newConversation();
            QVERIFY(QMetaObject::invokeMethod(page, "asked", Q_ARG(QString, questions[i])));
            QTRY_COMPARE_WITH_TIMEOUT(real.chat().messages()->count(), 2, patience_ms);
            QTRY_VERIFY_WITH_TIMEOUT(!real.chat().busy(), patience_ms);
            QCOMPARE(newest(real, MessageListModel::StateRole).toInt(), int(MessageListModel::Complete));
            const QString answer = newest(real, MessageListModel::TextRole).toString();
            QVERIFY2(answer.contains(expected[i]), qPrintable(questions[i] + ": " + answer));
        }
        const QString database = real.directory().database();
        real.close();
        const auto stored = app::Database::open(database, app::Database::Access::ReadOnly);
        VERIFY_OUTCOME(stored);
        QCOMPARE(stored->list({})->size(), 3);
    }

    void closingWhileItLoads() {
        for (int i = 0; i < 3; ++i) {
            RealWindow real;
            QVERIFY(real.window().open());
            QTRY_VERIFY_WITH_TIMEOUT(real.models().loading(), patience_ms);
        }
    }

    void aModelOfOnesOwnComesFirst() {
        RealWindow real;
        QVERIFY(real.window().open());
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        QVERIFY(real.models().currentBundled());
        real.close();
        QFile file(real.directory().models() + "/small.gguf");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(test_support::small_model().text()));
        file.close();
        real.start();
        QVERIFY(real.window().open());
        QTRY_COMPARE_WITH_TIMEOUT(real.models().others()->count(), 2, patience_ms);
        QVERIFY(!real.models().loaded() && !real.models().loading());
        real.models().choose(real.models().others()->rows()[0].modelId);
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        QVERIFY(!real.models().currentBundled());
        // Chosen again, Cria comes for this time only.
        real.models().choose(real.models().others()->rows()[1].modelId);
        QVERIFY(real.models().currentBundled());
        QTRY_VERIFY_WITH_TIMEOUT(!real.models().loading(), patience_ms);
        QVERIFY(real.models().loaded() && real.models().currentBundled());
        real.close();
        real.start();
        QVERIFY(real.window().open());
        QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded(), patience_ms);
        QVERIFY(!real.models().currentBundled());
    }
};

QTEST_MAIN(FirstMinuteTest)
#include "first_minute_test.moc"
