#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

using test_support::GgufBuilder;
using test_support::small_model;

/// Whatever is wrong, the program says so in one line, ends with the right code and writes nothing.
class BadInputTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;

    QString small() const { return e2e::write(folder_->path(), "small.gguf", small_model().text()); }

    /// Where there is no Vulkan, the processor is listed alone, and taken.
    void theProcessorIsThere(const QProcessEnvironment& environment) {
        QVERIFY(e2e::run({"devices"}, {}, environment).output.startsWith("cpu  "));
        const auto ran =
            e2e::run({"generate", small(), "--prompt", "a", "--tokens", "3", "--verbose"}, {}, environment);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.errors.contains(" (cpu), "), ran.errors.constData());
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void files_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<bool>(
            "wordsAreRead");  // nothing is wrong with the vocabulary, which is all that tokenize reads
        const auto row = [](const char* name, const std::string& bytes, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(says) << false;
        };
        const auto broken = [&](const char* name, const char* says, const auto& change) {
            GgufBuilder file = small_model();
            change(file);
            row(name, file.text(), says);
        };
        const auto brokenLayers = [&](const char* name, const char* says, const auto& change) {
            GgufBuilder file = small_model();
            change(file);
            QTest::newRow(name) << QByteArray::fromStdString(file.text()) << QByteArray(says) << true;
        };
        row("empty", "", "is empty");
        row("text", "Once upon a time there was a llama.", "not a GGUF file");
        row("old GGML", std::string("lmgg") + std::string(60, '\0'), "GGML");
        row("old GGJT", std::string("tjgg") + std::string(60, '\1'), "GGJT");
        row("PyTorch", std::string("PK\x03\x04", 4) + std::string(60, 'x'), "PyTorch");
        row("safetensors", std::string("\x10\0\0\0\0\0\0\0{\"a\":{}}", 16) + std::string(60, ' '), "safetensors");
        broken("GGUF version 1", "version 1", [](GgufBuilder& file) { file.version = 1; });
        broken("GGUF version 4", "version 4", [](GgufBuilder& file) { file.version = 4; });
        const std::string whole = small_model().text();
        for (const std::size_t length :
             {std::size_t{4}, std::size_t{23}, std::size_t{24}, whole.size() / 4, whole.size() / 2, whole.size() - 1})
            QTest::addRow("cut to %zu bytes", length)
                << QByteArray::fromStdString(whole.substr(0, length)) << QByteArray("ends too soon") << false;
        broken("huge number of keys", "claims 1152921504606846976 keys",
               [](GgufBuilder& file) { file.claimed_keys = 1ULL << 60; });
        broken("huge number of tensors", "claims 18446744073709551615 tensors",
               [](GgufBuilder& file) { file.claimed_tensors = ~0ULL; });
        broken("offset past the end", "ends too soon",
               [](GgufBuilder& file) { file.tensor("output_norm.weight").offset = 1ULL << 40; });
        broken("misaligned tensor", "output_norm.weight",
               [](GgufBuilder& file) { file.tensor("output_norm.weight").offset = 33; });
        broken("overlapping tensors", "overlap",
               [](GgufBuilder& file) { file.tensor("output_norm.weight").offset = 0; });
        broken("unknown type", "type 99", [](GgufBuilder& file) { file.tensor("output.weight").type = 99; });
        broken("a type that is not run", "IQ3_S", [](GgufBuilder& file) { file.tensor("output.weight").type = 21; });
        brokenLayers("missing key", "llama.block_count", [](GgufBuilder& file) { file.remove("llama.block_count"); });
        brokenLayers("missing tensor", "blk.1.ffn_up.weight",
                     [](GgufBuilder& file) { file.remove_tensor("blk.1.ffn_up.weight"); });
        brokenLayers("vocabulary and embedding disagree", "the embedding 10 rows", [](GgufBuilder& file) {
            const auto pieces = test_support::byte_vocabulary({});
            put_vocabulary(file, pieces);
        });
        brokenLayers("zero", "llama.embedding_length is 0",
                     [](GgufBuilder& file) { file.put("llama.embedding_length", 0U); });
        brokenLayers("absurd", "llama.block_count is 4000000000",
                     [](GgufBuilder& file) { file.put("llama.block_count", 4'000'000'000U); });
        brokenLayers("a bias", "blk.0.attn_q.bias", [](GgufBuilder& file) { file.add("blk.0.attn_q.bias", {8}); });
        brokenLayers("experts", "llama.expert_count is 8",
                     [](GgufBuilder& file) { file.put("llama.expert_count", 8U); });
        brokenLayers("a soft cap", "llama.final_logit_softcapping is 30",
                     [](GgufBuilder& file) { file.put("llama.final_logit_softcapping", 30.0F); });
        brokenLayers("unknown RoPE scaling", "its RoPE scaling 'longrope'",
                     [](GgufBuilder& file) { file.put("llama.rope.scaling.type", "longrope"); });
        brokenLayers("an odd RoPE dimension", "llama.rope.dimension_count is 3",
                     [](GgufBuilder& file) { file.put("llama.rope.dimension_count", 3U); });
        broken("an unknown tokenizer", "'rwkv'", [](GgufBuilder& file) { file.put("tokenizer.ggml.model", "rwkv"); });
        broken("an unknown rule for words", "'tekken' (tokenizer.ggml.pre)",
               [](GgufBuilder& file) { file.put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", "tekken"); });
        broken("a part of a model", "is one of 2 parts", [](GgufBuilder& file) { file = file.split(2)[0]; });
        brokenLayers("another architecture", "'mamba'",
                     [](GgufBuilder& file) { file.put("general.architecture", "mamba"); });
        brokenLayers("a hostile name on the screen", "[31m",
                     [](GgufBuilder& file) { file.put("general.architecture", "\x1b[31m\n"); });
    }
    void files() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, says);
        QFETCH(bool, wordsAreRead);
        const QString file = e2e::write(folder_->path(), "bad.gguf", bytes.toStdString());
        const QString output = folder_->filePath("logits.f32");
        const QString tokens = e2e::write(folder_->path(), "tokens.json", "{\"tokens\": [1]}");
        for (const QStringList& arguments :
             {QStringList{"generate", file, "--prompt", "a"},
              QStringList{"logits", file, "--tokens", tokens, "--output", output}, QStringList{"bench", file},
              QStringList{"chat", file}, QStringList{"perplexity", file, "--file", tokens}})
            VERIFY_REFUSED(e2e::run(arguments), 1, says);
        const auto tokenized = e2e::run({"tokenize", file, "--text", "a"});
        if (wordsAreRead) {
            QCOMPARE(tokenized.exitCode, 0);
            QVERIFY(!tokenized.output.isEmpty());
        } else {
            VERIFY_REFUSED(tokenized, 1, says);
        }
        // What can be read of it is told, and why it does not run.
        const auto inspected = e2e::run({"inspect", file});
        QVERIFY2((inspected.output + inspected.errors).contains(says), inspected.output.constData());
        QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), (QStringList{"bad.gguf", "tokens.json"}));
    }

    void noPlainFiles() {
        const QStringList prompt{"--prompt", "a"};
        VERIFY_REFUSED(e2e::run(QStringList{"generate", folder_->filePath("none.gguf")} + prompt), 1,
                       "there is no file");
        VERIFY_REFUSED(e2e::run(QStringList{"generate", folder_->path()} + prompt), 1, "is a folder");
        const QString pipe = folder_->filePath("pipe.gguf");
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        for (const char* command : {"generate", "inspect", "tokenize"}) {
            const QStringList text = QString(command) == "generate"   ? prompt
                                     : QString(command) == "tokenize" ? QStringList{"--text", "a"}
                                                                      : QStringList();
            VERIFY_REFUSED(e2e::run(QStringList{command, pipe} + text), 1, "pipe");
        }
    }

    void prompts() {
        const QString model = small();
        const QString bytes = QStringLiteral("\"$@\" --prompt \"$(printf 'a\\377b')\"");
        VERIFY_REFUSED(e2e::runShell(bytes, {"generate", model}), 1, "the prompt is not UTF-8 at byte 1");
        const QString file = e2e::write(folder_->path(), "prompt.txt", "ab\xC3");
        VERIFY_REFUSED(e2e::run({"generate", model, "--prompt-file", file}), 1, "the prompt is not UTF-8 at byte 2");
        VERIFY_REFUSED(e2e::run({"generate", model, "--prompt-file", folder_->path()}), 1, "cannot be read");
        VERIFY_REFUSED(e2e::run({"tokenize", model, "--file", folder_->filePath("none")}), 1, "cannot be read");
        VERIFY_REFUSED(e2e::run({"generate", model, "--prompt", QString("a b ").repeated(50)}), 1,
                       "the context has room for 63");
        VERIFY_REFUSED(e2e::run({"generate", model, "--prompt", "a", "--context", "65"}), 1,
                       "trained for a context of 64 tokens, 65 were asked for");
        VERIFY_REFUSED(e2e::run({"generate", model}), 2, "there is no prompt");
        VERIFY_REFUSED(e2e::run({"chat", model}, "a\xff\n"), 1, "the message is not UTF-8 at byte 1");
    }

    void chatFormats() {
        auto chatML = small_model();
        chatML.put("tokenizer.chat_template", "<|im_start|>\n{{ role.name }}");
        const QString file = e2e::write(folder_->path(), "chatml.gguf", chatML.text());
        VERIFY_REFUSED(e2e::run({"generate", file, "--prompt", "a", "--format", "nonsense"}), 2, "'nonsense'");
        const QStringList short_{"--prompt", "a", "--tokens", "2", "--batch", "1"};
        // The format assumed is said, with the reason; another can be chosen.
        const auto assumed = e2e::run(QStringList{"generate", file, "--format", "auto"} + short_);
        QCOMPARE(assumed.exitCode, 0);
        QCOMPARE(assumed.errors,
                 QByteArray("altiplano: the chat template of chatml.gguf cannot be run (line 2: 'role', "
                            "which is not defined, is used). The format chatml is used; --format "
                            "chooses another.\n"));
        for (const QStringList& other : {QStringList(), {"--format", "zephyr"}}) {
            const auto ran = e2e::run(QStringList{"generate", file} + short_ + other);
            QCOMPARE(ran.exitCode, 0);
            QCOMPARE(ran.errors, QByteArray());
        }
    }

    void tokensOfLogits_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char* json :
             {"", "[1]", "{}", "{\"tokens\": 1}", "{\"tokens\": [1.5]}", "{\"tokens\": [-1]}", "{\"tokens\": [\"a\"]}",
              "{\"tokens\": [1, 99999999999]}", "{\"tokens\": [1}", "{\"tokens\": []}", "{\"tokens\": [10]}"})
            QTest::newRow(json) << QByteArray(json);
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("no UTF-8") << QByteArray("{\"\xff\": 1}");
        QTest::newRow("longer than the context") << "{\"tokens\": [1" + QByteArray(",1").repeated(64) + "]}";
    }
    void tokensOfLogits() {
        QFETCH(QByteArray, json);
        const QString output = folder_->filePath("logits.f32");
        VERIFY_REFUSED(e2e::run({"logits", small(), "--tokens", "-", "--output", output}, json), 1, "oken");
        QVERIFY(!QFileInfo::exists(output));
    }

    void outputsThatCannotBeWritten() {
        const QString model = small();
        const QString tokens = e2e::write(folder_->path(), "tokens.json", R"({"tokens": [1]})");
        for (const QString& output : {folder_->path(), folder_->filePath("none/logits.f32"), QString("/dev/null")})
            VERIFY_REFUSED(e2e::run({"logits", model, "--tokens", tokens, "--output", output}), 1,
                           output.toUtf8().left(8));
    }

    void devices() {
        const QString model = small();
        const auto on = [&](const QString& device) {
            return e2e::run({"generate", model, "--prompt", "a", "--device", device});
        };
        // What is no device at all is wrong usage; one that is not there is an error.
        for (const char* wrong : {"cpu:1", "gpu", "cpu,cpu", "cpu=0", "vulkan", "vulkan:", ""})
            VERIFY_REFUSED(on(wrong), 2, "--device wants auto, or cpu and vulkan:N in order");
        VERIFY_REFUSED(on("vulkan:99"), 1, "vulkan:99");
        VERIFY_REFUSED(on("vulkan:0=1000,cpu"), 1, "the devices are given 1000 layers");
    }

    void cachesThatHeadsDoNotFit() {
        const QString model = small();
        for (const char* device : {"cpu", "vulkan:0"})
            VERIFY_REFUSED(e2e::run({"generate", model, "--prompt", "a", "--device", device, "--cache-type", "q8_0"}),
                           1, "a Q8_0 cache needs a head size that is a multiple of 32");
    }

    void noDriver() {
        QProcessEnvironment hidden = e2e::environment();
        for (const char* variable : {"VK_DRIVER_FILES", "VK_ICD_FILENAMES"})
            hidden.insert(variable, "/nothing/is/here.json");
        VERIFY_REFUSED(e2e::run({"generate", small(), "--prompt", "a", "--device", "vulkan:0"}, {}, hidden), 1,
                       "driver");
        theProcessorIsThere(hidden);
    }

    void noLoader() {
        e2e::write(folder_->path(), "libvulkan.so.1", "no library");
        QProcessEnvironment hidden = e2e::environment();
        hidden.insert("LD_LIBRARY_PATH", folder_->path());
        VERIFY_REFUSED(e2e::run({"generate", small(), "--prompt", "a", "--device", "vulkan:0"}, {}, hidden), 1,
                       "loader");
        theProcessorIsThere(hidden);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* says, const QStringList& arguments) {
            QTest::newRow(qPrintable(arguments.join(' '))) << arguments << QByteArray(says);
        };
        row("neither a command nor a model file", {"nonsense"});
        row("neither a command nor a model file", {"help", "nonsense"});
        for (const char* later : {"convert", "models", "import"}) row("does not exist yet", {later});
        row("--threads", {"generate", "m.gguf", "--prompt", "a", "--threads", "0"});
        const auto sampling = [&](const char* option, const char* value) {
            row(option, {"generate", "m.gguf", "--prompt", "a", option, value});
        };
        sampling("--min-p", "1.5");
        sampling("--typical", "-1");
        sampling("--repeat-penalty", "0");
        sampling("--presence-penalty", "nan");
        sampling("--frequency-penalty", "much");
        sampling("--penalty-window", "-1");
        sampling("--logprobs", "0");
        sampling("--logprobs", "257");
        for (const char* bias : {"13", "a=1", "1=", "=1", "-1=2", "1=nan", "1=inf", "1=2x"})
            sampling("--logit-bias", bias);
        row("--profile goes with", {"bench", "m.gguf", "--profile", "--at", "4"});
        row("--tune goes with none of", {"bench", "m.gguf", "--tune", "--generate-tokens", "4"});
        row("--tune", {"generate", "m.gguf", "--prompt", "a", "--tune"});
        row("'q4_0'", {"generate", "m.gguf", "--prompt", "a", "--cache-type", "q4_0"});
        row("'half'", {"generate", "m.gguf", "--prompt", "a", "--precision", "half"});
        row("--tokens", {"generate", "m.gguf", "--prompt", "a", "--tokens", "0"});
        row("--temperature", {"generate", "m.gguf", "--prompt", "a", "--temperature", "nan"});
        row("--output", {"logits", "m.gguf", "--tokens", "t.json"});
        row("wants a MODEL", {"inspect"});
        row("one word too many", {"devices", "now"});
        row("--format", {"export", "--all"});
        row("no conversation is named", {"export", "--format", "json"});
        row("--system", {"generate", "m.gguf", "--prompt", "a", "--system", "b"});
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        VERIFY_REFUSED(e2e::run(arguments), 2, says);
    }
};
QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
