#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/vocabulary_texts.h"

/// `tokenize`, over LLaMA's vocabularies and a small one.
class TokensOfTextsTest : public QObject {
    Q_OBJECT
private slots:
    void publishedTexts_data() {
        QTest::addColumn<QString>("vocabulary");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("ids");
        for (const char* name : {"vocab-llama-spm.gguf", "vocab-llama-bpe.gguf"}) {
            const QString vocabulary = QStringLiteral(SHARED_DIR "/vocab/") + name;
            const auto cases = test_support::vocabulary_texts(vocabulary);
            if (cases.empty()) QSKIP("The shared folder with LLaMA's vocabularies is not here.");
            for (std::size_t i = 0; i < cases.size(); ++i)
                QTest::addRow("%s %zu", name, i) << vocabulary << cases[i].text << cases[i].ids;
        }
    }
    void publishedTexts() {
        QFETCH(QString, vocabulary);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, ids);
        const auto ran = e2e::run({"tokenize", vocabulary, "--file", "-"}, text);
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
