#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include "inference/engine.h"
#include "tests/e2e/window/real_window.h"
#include "tests/e2e/window/resident_memory.h"
#include "ui/models/message_list_model.h"

using e2e::MiB;
using e2e::RealWindow;
using e2e::residentMemory;

namespace {

constexpr int patience_ms = 3'600'000;  // a software driver reads a prompt of a 13B for minutes

}  // namespace

/// A 7B and a 13B, with random weights: loaded in the window, a token each, and nothing left behind. For the soak.
class LargeModelsTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    static bool make(const QString& size, const QString& path) {
        QProcess python;
        python.setProcessChannelMode(QProcess::ForwardedChannels);
        python.start("python3", {SHARED_DIR "/tools/make_gguf.py", path, "--size", size, "--type", "q4_0"});
        return python.waitForFinished(patience_ms) && python.exitStatus() == QProcess::NormalExit &&
               python.exitCode() == 0;
    }
    QString pathOf(const QString& size) const { return folder_.filePath(size + ".gguf"); }

private slots:
    void initTestCase() {
        if (!QFileInfo::exists(SHARED_DIR "/tools/make_gguf.py"))
            QSKIP("The shared folder with make_gguf.py is not here.");
        if (QProcess::execute("python3", {"-c", "import numpy"}) != 0)
            QSKIP("python3-numpy, which makes the models, is not installed.");
        if (QStorageInfo(folder_.path()).bytesAvailable() < 20'000 * MiB)
            QSKIP("There are no 20 GB of disk for the models.");
        const auto devices = inference::Engine::create()->devices().value();
        if (devices.back().memory_free_bytes < 12'000 * MiB) QSKIP("There are no 12 GB of memory for a 13B.");
        for (const char* size : {"7B", "13B"}) QVERIFY(make(size, pathOf(size)));
        ui::Window::prepareApplication();
    }

    void switchingLeavesMemoryWhereItWas_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("cpu") << QString("cpu");
        QTest::newRow("vulkan:0") << QString("vulkan:0");
    }
    void switchingLeavesMemoryWhereItWas() {
        QFETCH(QString, device);
        RealWindow real([&](const app::DataDirectory& directory) {
            ui::Settings settings = e2e::greedySettings(16);
            settings.answer.logitBias = {{'e' + 3, 1000}};  // the byte's token, the first of the answer and the last
            settings.answer.stopTexts = {"e"};
            settings.device = device;
            app::IniSettingsStore(directory.settings()).save(settings);
            for (const char* size : {"7B", "13B"}) QFile::link(pathOf(size), directory.models() + '/' + size + ".gguf");
        });
        QVERIFY(real.window().open());
        const auto idOf = [&](int row) { return real.models().sizes()->rows()[row].modelId; };
        QTRY_VERIFY(!idOf(0).isEmpty() && !idOf(1).isEmpty());
        QTRY_VERIFY(!real.models().loading());
        real.models().unload();  // Cria
        QTRY_VERIFY(!real.models().loaded());
        const qint64 before = residentMemory();
        for (const int row : {0, 1, 0}) {
            QElapsedTimer timer;
            timer.start();
            real.models().choose(idOf(row));
            QTRY_VERIFY_WITH_TIMEOUT(real.models().loaded() && !real.models().loading(), patience_ms);
            QCOMPARE(real.models().model()->id, idOf(row));
            QCOMPARE(real.models().model()->devices.front().device, device);
            const qint64 loaded_ms = timer.restart();
            const int messages = real.chat().messages()->count();
            real.chat().send("a");
            QTRY_VERIFY_WITH_TIMEOUT(real.chat().messages()->count() == messages + 2 && real.chat().canSend(),
                                     patience_ms);
            const auto* answers = real.chat().messages();
            QCOMPARE(answers->tree().find(answers->leaf())->statistics.answerTokens, 1);
            qInfo("%s on %s: loaded in %.1f s, answered in %.1f s, resident %lld MiB", row == 0 ? "7B" : "13B",
                  qPrintable(device), double(loaded_ms) / 1e3, double(timer.elapsed()) / 1e3, residentMemory() / MiB);
            QVERIFY(residentMemory() > before + (row == 0 ? 3'500 : 6'500) * MiB);  // only one of the two
            QVERIFY(residentMemory() < before + (row == 0 ? 6'500 : 11'000) * MiB);
        }
        QSignalSpy unloaded(real.ports().engine, &ui::ChatEngine::unloaded);
        real.models().unload();
        QVERIFY(QTest::qWaitFor([&] { return unloaded.count() > 0; }, 30'000));
        const qint64 after = residentMemory();
        qInfo("resident on %s: %lld MiB before, %lld after", qPrintable(device), before / MiB, after / MiB);
        QVERIFY(after < before + 300 * MiB);  // less than a tenth of the smaller one
    }
};
QTEST_MAIN(LargeModelsTest)
#include "large_models_test.moc"
