#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

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
        for (const char* device : {"cpu", "vulkan:0"}) {
            QTest::addRow("%s", device) << QStringList{"--device", device};
            QTest::addRow("%s exact", device) << QStringList{"--device", device, "--precision", "exact"};
            for (const char* batch : {"1", "7", "48"})
                QTest::addRow("%s batch %s", device, batch) << QStringList{"--device", device, "--batch", batch};
        }
        QTest::newRow("three threads") << QStringList{"--device", "cpu", "--threads", "3"};
    }
    void greedyTextOfATrainedModel() {
        if (!QFileInfo::exists(stories_)) QSKIP("The shared folder with stories260K.gguf is not here.");
        QFETCH(QStringList, options);
        QFile golden(SHARED_DIR "/golden/stories260K.greedy.txt");
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const auto ran = e2e::run(QStringList{"generate", stories_, "--prompt", "Once upon a time", "--temperature",
                                              "0", "--tokens", "200", "--verbose"} +
                                  options);
        const qsizetype device = options.indexOf("--device");
        if (device >= 0)
            QVERIFY2(ran.errors.contains(" (" + options[device + 1].toUtf8() + "), "), ran.errors.constData());
        QCOMPARE(ran.output, golden.readAll() + '\n');
        QCOMPARE(ran.exitCode, 0);
    }

    void aSeedDecides() {
        // It never ends by itself: one draw in ten is the end, and two texts of nothing are the same.
        const QStringList free{"--prompt", "a", "--tokens", "40", "--temperature",      "1",
                               "--top-k",  "0", "--top-p",  "1",  "--logit-bias=2=-inf"};
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
        // Nor are its tokens told: those that are make up the text.
        const auto told =
            QJsonDocument::fromJson(text(fixed + QStringList{"--stop", "b", "--logprobs", "1", "--json"}));
        QByteArray pieces;
        for (const auto& token : told["tokens"].toArray()) pieces += token.toObject()["text"].toString().toUtf8();
        QCOMPARE(pieces, whole.left(stop));
        QCOMPARE(told["text"].toString().toUtf8(), whole.left(stop));
    }

    void biasesAndPenaltiesArriveAtTheSampler() {
        const QStringList greedy{"--prompt", "a", "--tokens", "6", "--temperature", "0"};
        QCOMPARE(text(greedy + QStringList{"--logit-bias", "6=1"}), "bbbbbb\n");
        QCOMPARE(text(greedy + QStringList{"--logit-bias=6=1", "--logit-bias=5=1.5"}), "aaaaaa\n");
        // Every token is as likely; what was there is less so. Token 5 is "a", 6 "b", 7 "ab".
        const QStringList three{"--logit-bias=5=1", "--logit-bias=6=1", "--logit-bias=7=1"};
        QCOMPARE(text(greedy + three + QStringList{"--presence-penalty", "0.5", "--penalty-window", "2"}),
                 "abababab\n");
        const QStringList drawn{"--prompt", "a", "--tokens",           "40", "--temperature", "2",
                                "--seed",   "1", "--logit-bias=2=-inf"};  // it never ends by itself
        QVERIFY(text(drawn).contains('b'));
        for (const QStringList& only : {QStringList{"--top-p", "0.01"}, {"--min-p", "0.99"}, {"--top-k", "1"}})
            QCOMPARE(text(drawn + QStringList{"--logit-bias=6=1"} + only), QByteArray(40, 'b') + '\n');
        QVERIFY(text(drawn + QStringList{"--logit-bias=6=3", "--typical", "0.1"}) !=
                text(drawn + QStringList{"--logit-bias=6=3"}));
        const QStringList two{"--logit-bias=5=1", "--logit-bias=6=0.8"};
        QCOMPARE(text(greedy + two), "aaaaaa\n");
        QVERIFY(text(greedy + two + QStringList{"--repeat-penalty", "2"}).startsWith("ab"));
        QVERIFY(text(greedy + two + QStringList{"--frequency-penalty", "0.3"}).startsWith("ab"));
        QVERIFY(!text(drawn + QStringList{"--logit-bias=6=-inf", "--logit-bias=7=-inf"}).contains('b'));
    }

    void aContextThatOverflowsIsTold() {
        const QStringList endless{"generate", model_, "--prompt", "a", "--temperature", "0",  "--context", "8",
                                  "--tokens", "40",   "--batch",  "1", "--logit-bias",  "6=1"};
        const auto plain = e2e::run(endless);
        QCOMPARE(plain.exitCode, 0);
        QCOMPARE(plain.output, QByteArray(40, 'b') + '\n');
        QCOMPARE(plain.errors, QByteArray("(the context is full: the beginning of this answer left it)\n"));
        const auto object = QJsonDocument::fromJson(e2e::run(endless + QStringList{"--json"}).output).object();
        QCOMPARE(object["prompt_tokens"].toInt(), 2);
        QVERIFY(object["context_overflows"].toInt() > 1);
        QVERIFY(object["read_tokens"].toInt() > 10);
    }

    void probabilitiesOfTokens() {
        const QStringList greedy{"--prompt", "a", "--tokens", "2", "--temperature", "0", "--logit-bias", "6=1"};
        // Of the model's own distribution: ten tokens, all as likely. Ties go by number.
        QCOMPARE(text(greedy + QStringList{"--logprobs", "2"}),
                 "\"b\" 0.1000\t\"\xEF\xBF\xBD\" 0.1000 \"<s>\" 0.1000\n\"b\" 0.1000\t\"\xEF\xBF\xBD\" 0.1000 \"<s>\" "
                 "0.1000\n");
    }

    void json() {
        for (const char* topK : {"0", "40"}) {
            const QByteArray written = text({"--prompt", "a", "--tokens", "3", "--seed", "18446744073709551615",
                                             "--top-k", topK, "--logit-bias", "6=9", "--logprobs", "10", "--json"});
            const auto object = QJsonDocument::fromJson(written).object();
            QCOMPARE(object["text"].toString(), QString("bbb"));
            QVERIFY(written.contains("18446744073709551615"));
            QCOMPARE(object["prompt_tokens"].toInt(), 2);
            QCOMPARE(object["answer_tokens"].toInt(), 3);
            QCOMPARE(object["read_tokens"].toInt(), 2);
            QCOMPARE(object["context_overflows"].toInt(), 0);
            QCOMPARE(object["tokens"].toArray().size(), 3);
            for (const auto& token : object["tokens"].toArray()) {
                QCOMPARE(token.toObject()["id"].toInt(), 6);
                QCOMPARE(token.toObject()["text"].toString(), QString("b"));
                double sum = 0.0;
                for (const auto& other : token.toObject()["alternatives"].toArray())
                    sum += std::exp(other.toObject()["log_probability"].toDouble());
                QVERIFY(std::abs(sum - 1.0) < 1e-5);
            }
        }
        const auto plain = QJsonDocument::fromJson(text({"--prompt", "a", "--tokens", "3", "--json"})).object();
        QVERIFY(!plain.isEmpty() && !plain.contains("tokens"));
    }

    void perplexityOfATrainedModel() {
        if (!QFileInfo::exists(stories_)) QSKIP("The shared folder with stories260K.gguf is not here.");
        const QStringList own{"perplexity", stories_, "--file", SHARED_DIR "/golden/stories260K.greedy.txt", "--json"};
        const auto measured = [&](const QStringList& more) {
            return QJsonDocument::fromJson(e2e::run(own + more).output).object();
        };
        const auto whole = measured({"--device", "cpu"});
        const double value = whole["perplexity"].toDouble();
        // Its own likeliest words: far below the 512 of a guess.
        QVERIFY2(value > 1.0 && value < 8.0, qPrintable(QString::number(value)));
        QVERIFY(whole["standard_error"].toDouble() > 0.0 && whole["standard_error"].toDouble() < value);
        for (const char* batch : {"1", "7"}) {
            const double other = measured({"--device", "vulkan:0", "--batch", batch})["perplexity"].toDouble();
            QVERIFY2(std::abs(other / value - 1.0) < 1e-3, qPrintable(QString::number(other)));
        }
        // With less of the text before each token, every one is harder to foresee.
        const double cut = measured({"--context", "16"})["perplexity"].toDouble();
        const double sliding = measured({"--context", "16", "--stride", "4"})["perplexity"].toDouble();
        QVERIFY2(cut > sliding && sliding > value, qPrintable(QString("%1 %2 %3").arg(cut).arg(sliding).arg(value)));
        VERIFY_REFUSED(e2e::run(QStringList{"perplexity", stories_, "--file", folder_.filePath("none")}), 1,
                       "cannot be read");
        QCOMPARE(measured({"--context", "16", "--stride", "16"}), measured({"--context", "16"}));
        VERIFY_REFUSED(e2e::run(own + QStringList{"--context", "16", "--stride", "17"}), 1,
                       "a window has 15 tokens beside the one that begins a text");
    }

    /// Of quantised weights, which decode and prompt kernels meet with different roundings.
    void perplexityIsTheSameForAllSizesOfBatch_data() {
        QTest::addColumn<QString>("device");
        for (const char* device : {"vulkan:0", "cpu"}) QTest::newRow(device) << device;
    }
    void perplexityIsTheSameForAllSizesOfBatch() {
        QFETCH(QString, device);
        const QString text = e2e::write(folder_.path(), "text.txt",
                                        "Hello. What is your name? I am Cria, a very small language model. The sun is "
                                        "a star, and the earth goes around it once a year. Water boils at one hundred "
                                        "degrees. A week has seven days. The llama lives in the mountains of South "
                                        "America, and it carries loads for the people there.");
        const auto measured = [&](const QStringList& batch) {
            const auto ran = e2e::run(QStringList{"perplexity", SOURCE_DIR "/resources/cria/cria.gguf", "--file", text,
                                                  "--device", device, "--json"} +
                                      batch);
            return QJsonDocument::fromJson(ran.output).object()["perplexity"].toDouble();
        };
        const double whole = measured({});
        QVERIFY(whole > 1.0);
        for (const char* batch : {"1", "7"}) {
            const double other = measured({"--batch", batch});
            QVERIFY2(std::abs(other / whole - 1.0) < 1e-3, qPrintable(QString("%1 %2").arg(other).arg(whole)));
        }
    }

    void whatCannotBeWrittenIsAnError() {
        const auto ran =
            e2e::runShell(QStringLiteral("\"$@\" > /dev/full"), {"generate", model_, "--batch", "1", "--prompt", "a"});
        VERIFY_REFUSED(ran, 1, "standard output cannot be written");
    }
};
QTEST_GUILESS_MAIN(GeneratedTextTest)
#include "generated_text_test.moc"
