#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/program.h"

/// The program on a real driver that loses its device in the middle of an answer (layer/losing_layer.cpp).
class LostDeviceTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    QString trigger() const { return folder_.filePath("lose"); }
    QString filling() const { return folder_.filePath("fill"); }
    QProcessEnvironment environment() const {
        auto environment = e2e::environment();
        environment.insert("VK_LAYER_PATH", LAYER_FOLDER);
        environment.insert("VK_INSTANCE_LAYERS", "VK_LAYER_ALTIPLANO_losing");
        environment.insert("ALTIPLANO_LOSE", trigger());
        environment.insert("ALTIPLANO_FILL", filling());
        return environment;
    }
    void run(QProcess& process, const QStringList& command) const {
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(PROGRAM), command);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(120'000));
    }

    /// Asks the trained model for 200 tokens and takes its device away each time so many bytes were said.
    struct Told {
        QByteArray output, errors;
        int exitCode = -1;
        int lost = 0;
    };
    Told tell(const QStringList& more, const QList<qsizetype>& moments) const {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(PROGRAM), QStringList{"chat", SHARED_DIR "/models/stories260K.gguf", "--format",
                                                           "plain", "--temperature", "0", "--tokens", "200"} +
                                                   more);
        process.write("Once upon a time\n");
        process.closeWriteChannel();
        Told told;
        for (const QDeadlineTimer patience(300'000); !patience.hasExpired();) {
            const bool running = process.state() != QProcess::NotRunning;
            if (running) process.waitForReadyRead(50);
            told.output += process.readAllStandardOutput();
            told.errors += process.readAllStandardError();
            const bool due = told.lost < moments.size() && told.output.size() >= moments[told.lost];
            if (due && !QFile::exists(trigger())) {
                QFile(trigger()).open(QIODevice::WriteOnly);
                while (QFile::exists(trigger()) && process.state() != QProcess::NotRunning)
                    process.waitForReadyRead(10);
                ++told.lost;
            }
            if (!running) break;
        }
        told.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return told;
    }

private slots:
    void init() {
        if (!QFileInfo::exists(SHARED_DIR "/models/stories260K.gguf"))
            QSKIP("The shared folder with stories260K.gguf is not here.");
    }

    void theAnswerGoesOn_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("losses");
        QTest::newRow("lost once") << QStringList{"--device", "vulkan:0"} << 1;
        QTest::newRow("lost twice, then on the processor") << QStringList{"--device", "vulkan:0"} << 2;
        QTest::newRow("one of two stages") << QStringList{"--device", "vulkan:0=2,cpu"} << 1;
    }
    void theAnswerGoesOn() {
        QFETCH(QStringList, more);
        QFETCH(int, losses);
        QFile golden(SHARED_DIR "/golden/stories260K.greedy.txt");
        QVERIFY(golden.open(QIODevice::ReadOnly));
        const QByteArray expected = golden.readAll() + '\n';
        QList<qsizetype> moments{100, 300};
        moments.resize(losses);
        const Told told = tell(more, moments);
        QCOMPARE(told.exitCode, 0);
        QCOMPARE(told.lost, losses);
        QCOMPARE(told.output, expected);  // trained: no two tokens lie so close that another kernel changes the choice
        QCOMPARE(told.errors.count("(the graphics device stopped working: the model is loaded again"), 1);
        QCOMPARE(told.errors.count("(the graphics device stopped working again: the answer goes on without it)"),
                 losses - 1);
    }

    /// It is said, and the plan is made.
    void aDeviceThatIsLostAsItIsMeasured() {
        QVERIFY(QFile(trigger()).open(QIODevice::WriteOnly));
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(PROGRAM), {"inspect", SHARED_DIR "/models/stories260K.gguf", "--device",
                                                "vulkan:0", "--data-dir", folder_.filePath("data")});
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(!QFile::exists(trigger()));
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(errors.contains(") failed as its speed was measured, and is guessed: vkQueueSubmit"),
                 errors.constData());
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY2(output.contains(" s (guessed)"), output.constData());
    }

    /// Each command that loads a model says in a line that it was loaded with less memory than was planned.
    void memoryThatRunsOutInALoad_data() {
        QTest::addColumn<QStringList>("command");
        const QString model = SHARED_DIR "/models/stories260K.gguf";
        QTest::newRow("generate") << QStringList{"generate", model, "--prompt", "Once", "--tokens", "2"};
        QTest::newRow("chat") << QStringList{"chat", model, "--format", "plain", "--tokens", "2"};
        QTest::newRow("perplexity") << QStringList{"perplexity", model, "--file",
                                                   SHARED_DIR "/golden/stories260K.greedy.txt"};
        QTest::newRow("bench") << QStringList{"bench", model, "--prompt-tokens", "8", "--generate-tokens", "4"};
    }
    void memoryThatRunsOutInALoad() {
        QFETCH(QStringList, command);
        command << "--device" << "vulkan:0,cpu" << "--data-dir" << folder_.filePath("measured");
        for (const bool fills : {false, true}) {  // what is not known of the devices is measured first
            if (fills) QVERIFY(QFile(filling()).open(QIODevice::WriteOnly));
            QProcess process;
            run(process, command);
            const QByteArray errors = process.readAllStandardError();
            QVERIFY2(process.exitCode() == 0, errors.constData());
            QVERIFY(!QFile::exists(filling()));
            QCOMPARE(errors.count("(memory ran short, so the model was loaded with less of it"), fills ? 1 : 0);
        }
    }
};
QTEST_GUILESS_MAIN(LostDeviceTest)
#include "lost_device_test.moc"
