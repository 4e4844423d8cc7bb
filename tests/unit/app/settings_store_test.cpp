#include "app/settings_store.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <limits>

using app::IniSettingsStore;
using ui::Settings;

class SettingsStoreTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QString file() const { return folder_->filePath("settings.ini"); }
    void write(const QByteArray& text) const {
        QFile settings(file());
        QVERIFY(settings.open(QIODevice::WriteOnly));
        QCOMPARE(settings.write(text), text.size());
    }
    Settings read() const { return IniSettingsStore(file()).load(); }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void defaultsWhereThereIsNoFile() {
        QVERIFY(read() == Settings());
        QVERIFY(!QFileInfo::exists(file()));  // reading writes nothing
    }

    void keepsEverything() {
        Settings settings;
        settings.answer = {.temperature = 0.1,
                           .topK = 0,
                           .topP = 1.0 / 3,
                           .minP = 1.0 / 7,
                           .typicalP = 0.5,
                           .repetitionPenalty = 1.1,
                           .presencePenalty = -0.5,
                           .frequencyPenalty = 0.25,
                           .penaltyWindow = 0,
                           .logitBias = {{13, 1.0 / 3}, {7, -std::numeric_limits<double>::infinity()}},
                           .seed = 0xFEDCBA9876543210U,
                           .contextLength = 1 << 20,
                           .answerLimit = 1,
                           .chatFormat = {},
                           .stopTexts = {"###", " \\n, \u00E9;", "User: "},
                           .reproducible = true,
                           .cacheType = ui::CacheType::Q8_0};
        settings.caches = {.memoryBytes = 0, .diskBytes = qint64{1} << 40};
        settings.chatFormats = {{"0123456789abcdef", "llama-2"}, {"identity of a/b c", "plain"}};
        settings.systemPrompt = QStringLiteral("Be, brief; \"always\" \\ = %1\n\t\u00E9 \U0001F999 [x] # no comment ");
        settings.device = QStringLiteral("vulkan:1");
        settings.threads = 3;
        settings.theme = ui::ThemeChoice::Dark;
        settings.lastModelId = QStringLiteral("model");
        settings.lastConversationId = QStringLiteral("conversation");
        settings.sideBarVisible = false;
        IniSettingsStore store(file());
        store.save(settings);
        QVERIFY(store.load() == settings);
        const Settings later = read();
        QCOMPARE(later.systemPrompt, settings.systemPrompt);
        QCOMPARE(later.answer.topP, settings.answer.topP);  // to the last bit
        QVERIFY(later == settings);
        store.save(Settings());
        QVERIFY(read() == Settings());  // a seed that is taken back, a text that is emptied
    }

    void aSystemPromptWithCommasOfAnEditor() {
        write("[General]\nsystem_prompt=one, two, three\n");
        QCOMPARE(read().systemPrompt, "one, two, three");
    }

    void isTheOwnersAlone() {
        IniSettingsStore(file()).save(Settings());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFileInfo(file()).permissions() & others, QFile::Permissions());
        Settings changed;
        changed.systemPrompt = "changed";
        IniSettingsStore(file()).save(changed);
        QCOMPARE(QFileInfo(file()).permissions() & others, QFile::Permissions());
    }

    void garbageIsTheDefault_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("bytes") << QByteArray("\x00\xFF\xFE[[[=\n=\n%%%\x80", 14);
        QTest::newRow("another program's") << QByteArray("[x]\ny=1\n");
        for (const char* line : {"temperature=hot",
                                 "temperature=-0.1",
                                 "temperature=5.1",
                                 "temperature=nan",
                                 "temperature=inf",
                                 "temperature=",
                                 "top_k=-1",
                                 "top_k=1000001",
                                 "top_k=1.5",
                                 "top_k=99999999999999",
                                 "top_p=1.01",
                                 "top_p=-1",
                                 "top_p=x",
                                 "context_length=63",
                                 "context_length=1048577",
                                 "context_length=-5",
                                 "min_p=1.01",
                                 "min_p=-1",
                                 "typical_p=2",
                                 "repetition_penalty=0",
                                 "repetition_penalty=nan",
                                 "presence_penalty=101",
                                 "frequency_penalty=x",
                                 "penalty_window=-1",
                                 "logit_bias=1",
                                 "logit_bias=1 = 2\\n3 = inf",
                                 "reproducible=1",
                                 "cache_type=f32",
                                 "cache_type=",
                                 "limit=0",
                                 "limit=1048577",
                                 "seed=-1",
                                 "seed=18446744073709551616",
                                 "seed=x",
                                 "temperature=1, 2",
                                 "temperature=@ByteArray(0.5 0)",
                                 "temperature=@Variant(garbage)"})
            QTest::newRow(line) << QByteArray("[answer]\n") + line + '\n';
        for (const char* line : {"theme=blue", "theme=", "side_bar=perhaps", "side_bar=0"})
            QTest::newRow(line) << QByteArray("[window]\n") + line + '\n';
        for (const char* line :
             {"disk_bytes=-1", "disk_bytes=many", "memory_bytes=999999999999999999999", "memory_bytes=562949953421312"})
            QTest::newRow(line) << QByteArray("[caches]\n") + line + '\n';
        for (const char* line : {"device=", "threads=-1", "threads=1025", "threads=two"})
            QTest::newRow(line) << QByteArray("[General]\n") + line + '\n';
    }
    void garbageIsTheDefault() {
        QFETCH(QByteArray, text);
        write(text);
        QVERIFY(read() == Settings());
    }

    void oneBrokenValueSpoilsNoOther() {
        write("[answer]\ntemperature=hot\ntop_k=7\n[window]\ntheme=dark\n");
        const Settings settings = read();
        QCOMPARE(settings.answer.temperature, Settings().answer.temperature);
        QCOMPARE(settings.answer.topK, 7);
        QCOMPARE(settings.theme, ui::ThemeChoice::Dark);
    }

    void theEdgesAreInside() {
        write("[answer]\ntemperature=0\ntop_k=1000000\ntop_p=1\ncontext_length=64\nlimit=1048576\nseed=0\n");
        const Settings settings = read();
        QCOMPARE(settings.answer.temperature, 0.0);
        QCOMPARE(settings.answer.topK, 1'000'000);
        QCOMPARE(settings.answer.topP, 1.0);
        QCOMPARE(settings.answer.contextLength, 64);
        QCOMPARE(settings.answer.answerLimit, 1 << 20);
        QCOMPARE(settings.answer.seed.value(), 0U);
    }

    void whereNothingCanBeWrittenTheyLastUntilTheEnd() {
        IniSettingsStore store(folder_->filePath("settings.ini") + "/below/a/file.ini");
        write("");
        Settings settings;
        settings.systemPrompt = "kept";
        store.save(settings);
        QCOMPARE(store.load().systemPrompt, "kept");
    }
};
QTEST_GUILESS_MAIN(SettingsStoreTest)
#include "settings_store_test.moc"
