#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

/// `generate`: the text of a trained model, seeds, prompts from files, stop texts.
class GeneratedTextTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;  ///< ten tokens, all as likely
    const QString stories_ = QStringLiteral(SHARED_DIR "/models/stories260K.gguf");

    QByteArray text(const QStringList& more, const QByteArray& input = {}) {
        const auto ran = e2e::run(QStringList{"generate", model_, "--batch", "1"} + more, input);
        if (ran.exitCode != 0) return "failed: " + ran.errors;
        return ran.output;
    }

private slots:
    void initTestCase() { model_ = e2e::write(folder_.path(), "small.gguf", test_support::small_model().text()); }

    void greedyTextOfATrainedModel_data() {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("default") << QStringList();
        QTest::newRow("exact") << QStringList{"--precision", "exact"};
        for (const char* batch : {"1", "7", "48"}) QTest::addRow("batch %s", batch) << QStringList{"--batch", batch};
    }
    void greedyTextOfATrainedModel() {
        if (!QFileInfo::exists(stories_)) QSKIP("The shared folder with stories260K.gguf is not here.");
        QFETCH(QStringList, options);
        QFile golden(SHARED_DIR "/golden/stories260K.greedy.txt");
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const auto ran = e2e::run(
            QStringList{"generate", stories_, "--prompt", "Once upon a time", "--temperature", "0", "--tokens", "200"} +
            options);
        QCOMPARE(ran.errors, QByteArray());
        QCOMPARE(ran.output, golden.readAll() + '\n');
        QCOMPARE(ran.exitCode, 0);
    }

    void aSeedDecides() {
        const QStringList free{"--prompt", "a", "--tokens", "40", "--temperature", "1", "--top-k", "0", "--top-p", "1"};
        const QByteArray first = text(free + QStringList{"--seed", "7"});
        QVERIFY(first.endsWith('\n') && first.size() > 1);
        QCOMPARE(text(free + QStringList{"--seed", "7"}), first);
        QVERIFY(text(free + QStringList{"--seed", "8"}) != first);
        QVERIFY(text(free) != text(free));  // drawn anew
    }

    void aPromptMayComeFromAFile() {
        const QStringList fixed{"--tokens", "20", "--seed", "3"};
        const QByteArray expected = text(QStringList{"--prompt", "a b\n"} + fixed);
        const QString file = e2e::write(folder_.path(), "prompt.txt", "a b\n");
        QCOMPARE(text(QStringList{"--prompt-file", file} + fixed), expected);
        QCOMPARE(text(QStringList{"--prompt-file", "-"} + fixed, "a b\n"), expected);
    }

    void endsWhereAStopTextBegins() {
        const QStringList fixed{"--prompt", "a", "--tokens", "40", "--seed", "5", "--temperature", "1", "--top-k", "0"};
        const QByteArray whole = text(fixed);
        const qsizetype stop = whole.indexOf("b");
        QVERIFY2(stop > 0, whole.constData());
        QCOMPARE(text(fixed + QStringList{"--stop", "nothing like it", "--stop", "b"}), whole.left(stop) + '\n');
    }

    void whatCannotBeWrittenIsAnError() {
        const auto ran =
            e2e::runShell(QStringLiteral("\"$@\" > /dev/full"), {"generate", model_, "--batch", "1", "--prompt", "a"});
        VERIFY_REFUSED(ran, 1, "standard output cannot be written");
    }
};
QTEST_GUILESS_MAIN(GeneratedTextTest)
#include "generated_text_test.moc"
