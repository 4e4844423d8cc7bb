#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

/// `tokenize`, over LLaMA's vocabulary and a small one.
class TokensOfTextsTest : public QObject {
    Q_OBJECT
    const QString vocabulary_ = QStringLiteral(SHARED_DIR "/vocab/vocab-llama-spm.gguf");

    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void llamaTexts_data() {
        if (!QFileInfo::exists(vocabulary_)) QSKIP("The shared folder with LLaMA's vocabulary is not here.");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("ids");
        QByteArray rest = contents(vocabulary_ + ".inp");
        const QList<QByteArray> ids = contents(vocabulary_ + ".out").split('\n');
        const QByteArray separator = "\n__ggml_vocab_test__\n";
        for (qsizetype i = 0; !rest.isEmpty(); ++i) {
            const qsizetype end = rest.indexOf(separator);
            QVERIFY(end >= 0 && i < ids.size());
            QTest::addRow("case %d", int(i)) << rest.left(end) << ids[i].trimmed();
            rest.remove(0, end + separator.size());
        }
    }
    void llamaTexts() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, ids);
        const auto ran = e2e::run({"tokenize", vocabulary_, "--file", "-"}, text);
        QCOMPARE(ran.errors, QByteArray());
        QCOMPARE(ran.output, ids + '\n');
        QCOMPARE(ran.exitCode, 0);
    }

    void optionsOfASmallModel() {
        const QTemporaryDir folder;
        const QString model = e2e::write(folder.path(), "small.gguf", test_support::small_model().text());
        const auto ids = [&](const QStringList& more) {
            return e2e::run(QStringList{"tokenize", model} + more).output;
        };
        QCOMPARE(ids({"--text", "ab"}), "4 7\n");
        QCOMPARE(ids({"--text", "ab", "--bos"}), "1 4 7\n");
        QCOMPARE(ids({"--text", ""}), "\n");
        QCOMPARE(ids({"--text", "a</s>", "--special"}), "8 2\n");
        QVERIFY(ids({"--text", "a</s>"}) != "8 2\n");
        QCOMPARE(ids({"--file", e2e::write(folder.path(), "text.txt", "ab")}), "4 7\n");
    }
};
QTEST_GUILESS_MAIN(TokensOfTextsTest)
#include "tokens_of_texts_test.moc"
