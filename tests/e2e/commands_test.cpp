#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

using test_support::small_model;

/// That what the README promises is there, and what inspect, devices and bench say.
class CommandsTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;

    static QString readme() {
        QFile file(SOURCE_DIR "/README.md");
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    static QJsonDocument json(const QStringList& arguments) {
        const auto ran = e2e::run(arguments);
        return ran.exitCode == 0 ? QJsonDocument::fromJson(ran.output) : QJsonDocument();
    }

private slots:
    void initTestCase() { model_ = e2e::write(folder_.path(), "small.gguf", small_model().text()); }

    void everyCommandOfTheReadmeHasHelpWithAnExample() {
        static const QRegularExpression row("^\\| `.+?` \\| ", QRegularExpression::MultilineOption);
        static const QRegularExpression command("`([a-z]+)(?: [^`]*)?`");
        const QString section = readme().section("## Command line", 1).section("\n## ", 0, 0);
        QStringList commands;
        for (auto rows = row.globalMatch(section); rows.hasNext();) {
            const QString cell = rows.next().captured(0);
            for (auto names = command.globalMatch(cell); names.hasNext();) commands += names.next().captured(1);
        }
        QCOMPARE(commands, (QStringList{"chat", "generate", "tokenize", "logits", "perplexity", "bench", "inspect",
                                        "devices", "conversations", "export"}));
        const QByteArray help = e2e::run({"--help"}).output;
        for (const QString& name : commands) {
            const auto ran = e2e::run({name, "--help"});
            QCOMPARE(ran.exitCode, 0);
            QVERIFY(ran.output.startsWith(("altiplano " + name + ' ').toUtf8()));
            QCOMPARE(e2e::run({"help", name}).output, ran.output);
            QVERIFY(ran.output.contains(("Example:\n  altiplano " + name).toUtf8()));
            QVERIFY(help.contains(("\n  " + name + ' ').toUtf8()));
        }
        QCOMPARE(e2e::run({"help"}).output, help);
        QCOMPARE(e2e::run({"help", "--help"}).output, help);
    }

    void aModelInSeveralFilesIsOne() {
        const auto parts = small_model().split(3);
        QStringList paths;
        qint64 bytes = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            paths += e2e::write(folder_.path(), QString::asprintf("big-%05zu-of-00003.gguf", i + 1), parts[i].text());
            bytes += QFile(paths.last()).size();
        }
        const QJsonObject object = json({"inspect", paths[1], "--json"}).object();
        QCOMPARE(object["file_bytes"].toInteger(), bytes);
        QCOMPARE(object["files"].toInt(), 3);
        QVERIFY(object["usable"].toBool());
        QVERIFY(e2e::run({"inspect", paths[2]}).output.contains(" in 3 files\n"));
        const QStringList prompt{"--prompt", "a", "--tokens", "3", "--batch", "1", "--temperature", "0"};
        const auto whole = e2e::run(QStringList{"generate", model_} + prompt);
        QCOMPARE(whole.exitCode, 0);
        QCOMPARE(e2e::run(QStringList{"generate", paths[0]} + prompt).output, whole.output);
        QVERIFY(QFile::remove(paths[1]));
        VERIFY_REFUSED(e2e::run(QStringList{"generate", paths[0]} + prompt), 1, "part 2 of 3 cannot be read");
    }

    void everyCommonOptionOfTheReadmeIsKnown() {
        static const QRegularExpression option("`(--[a-z-]+)");
        const QString common = readme().section("Common options:", 1).section(". Errors", 0, 0);
        static const QStringList sampling{"--temperature", "--top-k", "--top-p", "--seed"};
        static const QStringList running{"--batch"};  // not where nothing is run
        for (const char* command : {"chat", "generate", "bench", "logits", "perplexity", "inspect"}) {
            const QByteArray help = e2e::run({command, "--help"}).output;
            const bool draws = help.contains("  --temperature ");
            int options = 0;
            for (auto names = option.globalMatch(common); names.hasNext(); ++options) {
                const QString name = names.next().captured(1);
                if (!draws && sampling.contains(name)) continue;
                if (qstrcmp(command, "inspect") == 0 && running.contains(name)) continue;
                QVERIFY2(help.contains(("  " + name + ' ').toUtf8()), qPrintable(command + (' ' + name)));
            }
            QVERIFY(options >= 8);
        }
        for (const char* command : {"devices", "conversations", "export"})
            QVERIFY(e2e::run({command, "--help"}).output.contains("  --data-dir DIR"));
    }

    /// A file of that name is reached by its path.
    void commandsAreNotHiddenByFiles() {
        e2e::write(folder_.path(), "devices", small_model().text());
        const auto ran = e2e::runShell("cd '" + folder_.path() + "' && \"$@\"",
                                       {QStringLiteral("devices"), QStringLiteral("--json")});
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        QVERIFY(QJsonDocument::fromJson(ran.output).isArray());
    }

    void version() {
        const auto ran = e2e::run({"--version"});
        QCOMPARE(ran.exitCode, 0);
        static const QRegularExpression line("^altiplano \\d+\\.\\d+\\.\\d+\n$");
        QVERIFY(line.match(QString::fromUtf8(ran.output)).hasMatch());
    }

    void inspectSaysWhatAFileIs() {
        const auto found = json({"inspect", model_, "--json", "--context", "32"}).object();
        QCOMPARE(found["name"].toString(), "small");
        QCOMPARE(found["architecture"].toString(), "llama");
        QCOMPARE(found["usable"].toBool(), true);
        QCOMPARE(found["layer_count"].toInt(), 2);
        QCOMPARE(found["vocabulary_size"].toInt(), 10);
        QCOMPARE(found["chat_format"].toString(), "plain");
        QCOMPARE(found["cache"]["bytes"].toInt(), 2 * 2 * 4 * 2 * 32);  // keys, values; layers; kv length; f16; tokens
        const auto ran = e2e::run({"inspect", model_});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.output.contains("2, embedding 8, feed-forward 12"));
    }

    void inspectTellsThePlan() {
        const QJsonObject plan = json({"inspect", model_, "--json", "--context", "32", "--device", "vulkan:0=1,cpu"})
                                     .object()["plan"]
                                     .toObject();
        QCOMPARE(plan["device"].toString(), "vulkan:0=1,cpu=1");
        QCOMPARE(plan["context_length"].toInt(), 32);
        QCOMPARE(plan["measured"].toBool(), true);
        QVERIFY(plan["unmeasured"].isArray() && plan["unmeasured"].toArray().isEmpty());
        QVERIFY(plan["generate_tokens_per_second"].toDouble() > 0);
        QVERIFY(plan["prompt_tokens_per_second"].toDouble() > 0);
        QVERIFY(plan["load_seconds"].toDouble() > 0);
        QCOMPARE(plan["stages"].toArray().size(), 2);
        const QJsonObject second = plan["stages"].toArray()[1].toObject();
        QCOMPARE(second["device"].toString(), "cpu");
        QCOMPARE(second["first_layer"].toInt(), 1);
        QCOMPARE(second["layers"].toInt(), 1);
        QCOMPARE(second["cache_bytes"].toInt(), 2 * 4 * 2 * 32);
        QVERIFY(second["weights_bytes"].toDouble() > 0 && second["budget_bytes"].toDouble() > 0);
        const auto ran = e2e::run({"inspect", model_, "--device", "cpu"});
        QVERIFY2(ran.output.contains("2 layers on cpu ("), ran.output.constData());
        static const QRegularExpression speeds(
            "about [0-9,.]+ tokens per second answering, [0-9,.]+ reading; loaded in ");
        QVERIFY2(speeds.match(QString::fromUtf8(ran.output)).hasMatch(), ran.output.constData());
        QVERIFY2(!ran.output.contains("iB"), ran.output.constData());
    }

    /// A command that is somebody's first keeps what it measured, and the next one says the same.
    void whatWasMeasuredIsKept() {
        const QString data = folder_.filePath("new/data");
        const QStringList inspect{"inspect", model_, "--device", "cpu", "--json", "--data-dir", data};
        const auto plan = [&] { return json(inspect).object()["plan"].toObject(); };
        const QJsonObject first = plan();
        QVERIFY(first["measured"].toBool());
        QFile speeds(data + "/speeds.txt");
        QVERIFY(speeds.open(QIODevice::ReadOnly));
        const QByteArray kept = speeds.readAll();
        QVERIFY(kept.contains(" threads\t"));
        // Kept with six digits.
        QVERIFY(
            std::abs(plan()["generate_tokens_per_second"].toDouble() / first["generate_tokens_per_second"].toDouble() -
                     1.0) < 1e-4);
        speeds.seek(0);
        QCOMPARE(speeds.readAll(), kept);
        // Where nothing depends on it, a command that shows no plan measures nothing.
        const QString other = folder_.filePath("other");
        QCOMPARE(e2e::run({"generate", model_, "--prompt", "a", "--tokens", "1", "--data-dir", other}).exitCode, 0);
        QVERIFY(QFileInfo(other).isDir() && !QFileInfo::exists(other + "/speeds.txt"));
        const QString file = e2e::write(folder_.path(), "file", "x");
        for (const QStringList& command : {QStringList{"generate", model_, "--prompt", "a"},
                                           {"devices"},
                                           {"chat", model_},
                                           {"conversations"},
                                           {"export", "--all", "--format", "json"}})
            VERIFY_REFUSED(e2e::run(command + QStringList{"--data-dir", file}), 1,
                           "is a file, where a folder is needed");
    }

    /// A kept speed that is far from what is then met is corrected.
    void benchCorrectsWhatIsKept() {
        const QString data = folder_.filePath("corrected");
        const QStringList where{"--device", "cpu", "--json", "--data-dir", data};
        const auto bench = [&] {
            return json(QStringList{"bench", model_, "--prompt-tokens", "8", "--generate-tokens", "40"} + where)
                .object();
        };
        const QJsonObject first = bench();
        QVERIFY(first["plan"]["measured"].toBool());
        QFile speeds(data + "/speeds.txt");
        const auto kept = [&] {
            if (!speeds.open(QIODevice::ReadOnly)) qFatal("no speeds are kept");
            const QByteArray text = speeds.readAll();
            speeds.close();
            return text;
        };
        QByteArrayList fields = kept().split('\t');
        QVERIFY(fields.size() > 3);
        fields[1] = "1e+15";
        QVERIFY(speeds.open(QIODevice::WriteOnly));
        speeds.write(fields.join('\t'));
        speeds.close();
        const QJsonObject wrong = bench();
        const double met = wrong["generate_tokens_per_second"].toDouble();
        QVERIFY(wrong["plan"]["generate_tokens_per_second"].toDouble() > 100 * met);
        const QJsonObject inspected = json(QStringList{"inspect", model_} + where).object();
        const double planned = inspected["plan"]["generate_tokens_per_second"].toDouble();
        // As that of a short answer, the plan's is behind half of the context.
        QVERIFY2(planned > met / 2 && planned < met * 2, qPrintable(QString("%1, %2").arg(planned).arg(met)));
    }

    void inspectSaysWhyAFileCannotRun() {
        auto other = small_model();
        other.put("general.architecture", "mamba").put("general.name", "\x1b[2J\nx");
        const QString file = e2e::write(folder_.path(), "other.gguf", other.text());
        const auto found = json({"inspect", file, "--json"}).object();
        QCOMPARE(found["usable"].toBool(), false);
        QVERIFY(found["problem"]["what"].toString().contains("mamba"));
        const auto ran = e2e::run({"inspect", file});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.output.contains("cannot run"));
        QVERIFY(ran.output.contains("[2J x\n"));
        QVERIFY(!ran.output.contains('\x1b'));
        auto vocabulary = test_support::vocabulary_file(test_support::byte_vocabulary({}));
        vocabulary.put("general.architecture", "llama");
        const auto alone = e2e::run({"inspect", e2e::write(folder_.path(), "vocabulary.gguf", vocabulary.text())});
        QCOMPARE(alone.exitCode, 0);
        QVERIFY(alone.output.contains("only a vocabulary"));
    }

    void devicesAreListed() {
        const auto list = json({"devices", "--json"}).array();
        QVERIFY(!list.isEmpty());
        QCOMPARE(list[0]["device"].toString(), "vulkan:0");
        QVERIFY(!list[0]["name"].toString().isEmpty());
        QVERIFY(list[0]["left_out"].isString());
        const auto processor = list.last();
        QCOMPARE(processor["device"].toString(), "cpu");
        QCOMPARE(processor["kind"].toString(), "processor");
        QVERIFY(processor["usable"].toBool() && !processor["software"].toBool());
        QVERIFY(processor["memory_free_bytes"].toDouble() > 0);
        QVERIFY(processor["memory_bytes"].toDouble() >= processor["memory_free_bytes"].toDouble());
        const QByteArray words = e2e::run({"devices"}).output;
        QVERIFY(words.startsWith("vulkan:0  " + list[0]["name"].toString().toUtf8()));
        QVERIFY(words.contains("\ncpu  " + processor["name"].toString().toUtf8()));
    }

    /// What `auto` takes where the only Vulkan device is a software one, and what it doesn't.
    void whatAutomaticTakes() {
        const auto devices = json({"devices", "--json"}).array();
        const bool hardware = std::ranges::any_of(devices, [](const QJsonValue& device) {
            return device["usable"].toBool() && !device["software"].toBool() && device["device"].toString() != "cpu";
        });
        const auto ran = e2e::run({"generate", model_, "--prompt", "a", "--tokens", "1", "--verbose"});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.errors.contains(hardware ? " (vulkan:" : " (cpu), "), ran.errors.constData());
    }

    void verboseTellsOfCompiling() {
        const auto errorsOn = [&](const char* device) {
            return e2e::run({"generate", model_, "--prompt", "a", "--tokens", "1", "--verbose", "--device", device})
                .errors;
        };
        QVERIFY(errorsOn("vulkan:0").contains("kernels are compiled"));
        QVERIFY(!errorsOn("cpu").contains("kernels are compiled"));
    }

    void benchMeasures() {
        const auto figures = json({"bench", model_, "--prompt-tokens", "20", "--generate-tokens", "5", "--at", "30",
                                   "--batch", "1", "--json"})
                                 .object();
        QCOMPARE(figures["model"].toString(), "small");
        QCOMPARE(figures["prompt_tokens"].toInt(), 20);
        QCOMPARE(figures["generate_at"].toInt(), 30);
        QVERIFY(figures["prompt_tokens_per_second"].toDouble() > 0);
        QVERIFY(figures["generate_tokens_per_second"].toDouble() > 0);
        QVERIFY(figures["weights_bytes_per_token"].toInt() > 0);
        QVERIFY(figures["load_seconds"].toDouble() > 0);
        QVERIFY(figures["plan"]["generate_tokens_per_second"].toDouble() > 0);
        VERIFY_REFUSED(e2e::run({"bench", model_, "--at", "60", "--generate-tokens", "5"}), 1, "66 were asked for");
    }

    /// Some sixty ways, each of which the software driver has to compile.
    void benchTunesAndDevicesShowIt() {
        if (!qEnvironmentVariableIsSet("ALTIPLANO_WHOLE_TILES")) QSKIP("This takes minutes: it is a part of the soak.");
        const auto tuned = json({"bench", model_, "--tune", "--device", "vulkan:0", "--json"}).array();
        QCOMPARE(tuned.size(), 1);
        QCOMPARE(tuned[0]["device"].toString(), "vulkan:0");
        QVERIFY(tuned[0]["trials"].toArray().size() > 40);
        const QString found = tuned[0]["tuning"].toString();
        QCOMPARE(json({"devices", "--json"}).array().at(0).toObject()["tuning"].toString(), found);
        QVERIFY(e2e::run({"devices"}).output.contains("\n  tuned ") == !found.isEmpty());
    }
    void onlyAVulkanDeviceIsTuned() {
        VERIFY_REFUSED(e2e::run({"bench", model_, "--tune", "--device", "cpu"}), 1, "has sizes to tune");
    }

    void benchProfiles_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("vulkan:0") << "vulkan:0";
        QTest::newRow("cpu") << "cpu";
    }
    void benchProfiles() {
        QFETCH(QString, device);
        const QStringList arguments{"bench",           model_, "--profile",         "--device", device,
                                    "--prompt-tokens", "9",    "--generate-tokens", "3"};
        const auto profile = json(arguments + QStringList{"--json"}).object();
        QCOMPARE(profile["reading"]["tokens"].toInt(), 9);
        QCOMPARE(profile["answering"]["tokens"].toInt(), 3);
        for (const QString& pass : {QStringLiteral("reading"), QStringLiteral("answering")}) {
            QVERIFY(profile[pass]["seconds"].toDouble() > 0);
            const auto stage = profile[pass]["stages"][0].toObject();
            QCOMPARE(stage["device"].toString(), device);
            QVERIFY(stage["plain_read_bytes_per_second"].toDouble() > 0);
            QCOMPARE(stage["dispatches"].toInt() > 0, device != "cpu");
            QVERIFY(stage["seconds_of_steps"].toDouble() > 0);
            QStringList steps;
            for (const auto& step : stage["steps"].toArray()) steps.append(step.toObject()["step"].toString());
            QVERIFY2(steps.contains("gate, up") && steps.contains("head"), qPrintable(steps.join(", ")));
        }
        QVERIFY(profile["answering"]["ahead"]["taken_over"].isDouble());
        const auto table = e2e::run(arguments);
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.output.contains("answering 3 tokens on " + device.toUtf8()), table.output.constData());
        QVERIFY(table.output.contains("all steps") && table.output.contains("the clock on the wall") &&
                table.output.contains("without the profile"));
    }
};
QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
