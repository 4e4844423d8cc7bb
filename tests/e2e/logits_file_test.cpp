#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/reference_model.h"

/// `logits` against the exact ones of real files.
class LogitsFileTest : public QObject {
    Q_OBJECT

    static std::vector<float> floats(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return {};
        const QByteArray bytes = file.readAll();
        std::vector<float> values(static_cast<std::size_t>(bytes.size()) / sizeof(float));
        std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(float));
        return values;
    }

private slots:
    void agreeWithTheGolden_data() {
        if (!QFileInfo::exists(SHARED_DIR "/golden/tokens.json"))
            QSKIP("The shared folder with models and golden logits is not here.");
        QTest::addColumn<QString>("device");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("precision");
        QTest::addColumn<QString>("batch");
        for (const char* device : {"vulkan:0", "cpu"})
            for (const char* name : {"mini-f32", "mini-f16", "mini-q4_0", "mini-q8_0", "stories260K"})
                for (const char* precision : {"exact", "fast"})
                    for (const char* batch : {"1", "7", "all"})
                        QTest::addRow("%s %s %s batch %s", device, name, precision, batch)
                            << QString(device) << QString(name) << QString(precision) << QString(batch);
    }
    void agreeWithTheGolden() {
        QFETCH(QString, device);
        QFETCH(QString, name);
        QFETCH(QString, precision);
        QFETCH(QString, batch);
        const QTemporaryDir folder;
        const QString shared = QStringLiteral(SHARED_DIR);
        const QString tokens =
            name == "stories260K"
                ? e2e::write(folder.path(), "tokens.json",
                             R"({"tokens": [1, 403, 407, 261, 378, 432, 317, 261, 376, 414, 434, 310, 286]})")
                : shared + "/golden/tokens.json";
        const QString output = folder.filePath("logits.f32");
        const auto ran =
            e2e::run({"logits", shared + "/models/" + name + ".gguf", "--tokens", tokens, "--output", output,
                      "--precision", precision, "--batch", batch, "--device", device, "--verbose"});
        QVERIFY2(ran.errors.contains(" (" + device.toUtf8() + "), "), ran.errors.constData());
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.output, QByteArray());
        const auto golden = floats(shared + "/golden/" + name + ".logits.f32");
        const auto logits = floats(output);
        QCOMPARE(logits.size(), golden.size());
        const double error = test_support::normalised_error(logits, golden);
        QVERIFY2(error <= (precision == "exact" ? 1e-6 : 2e-4), qPrintable(QString::number(error)));
    }

    /// The list says how long the context must be, not a default.
    void aListLongerThanAUsualContext() {
        const QTemporaryDir folder;
        const QString model = e2e::write(folder.path(), "long.gguf",
                                         test_support::small_model().put("llama.context_length", 5000U).text());
        const QString tokens = e2e::write(folder.path(), "tokens.json",
                                          R"({"tokens": [1)" + QByteArray(",8").repeated(4199).toStdString() + "]}");
        const QString output = folder.filePath("logits.f32");
        const auto ran = e2e::run({"logits", model, "--tokens", tokens, "--output", output, "--device", "cpu"});
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        QCOMPARE(floats(output).size(), std::size_t{4200 * 10});
    }

    /// The program itself under Vulkan's validation layers; and that it says what they say, where they are told to
    /// complain of more than mistakes.
    void validationLayersAreSilent_data() {
        QTest::addColumn<bool>("demanding");
        QTest::newRow("of mistakes") << false;
        QTest::newRow("but not of what could be better") << true;
    }
    void validationLayersAreSilent() {
        QFETCH(bool, demanding);
        const QTemporaryDir folder;
        const QString model = e2e::write(folder.path(), "small.gguf", test_support::small_model().text());
        const QString tokens = e2e::write(folder.path(), "tokens.json", R"({"tokens": [1, 3, 4, 5, 6, 7]})");
        QProcessEnvironment environment = e2e::environment();
        environment.insert("ALTIPLANO_VALIDATION", "1");
        if (demanding) environment.insert("VK_LAYER_ENABLES", "VK_VALIDATION_FEATURE_ENABLE_BEST_PRACTICES_EXT");
        const auto ran = e2e::run({"logits", model, "--tokens", tokens, "--output", folder.filePath("logits.f32"),
                                   "--batch", "4", "--device", "vulkan:0"},
                                  {}, environment);
        QCOMPARE(ran.exitCode, 0);
        const QByteArray summary = "altiplano: validation layers: Vulkan was opened ";
        QCOMPARE(ran.errors.contains("altiplano: validation: "), demanding);
        QCOMPARE(ran.errors.startsWith(summary) && ran.errors.endsWith(" times, 0 messages.\n"), !demanding);
        QVERIFY2(ran.errors.contains(summary) && !ran.errors.contains(summary + "0 times"), ran.errors.constData());
    }
};
QTEST_GUILESS_MAIN(LogitsFileTest)
#include "logits_file_test.moc"
