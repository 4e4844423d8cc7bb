#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include "app/library/model_catalog.h"
#include "app/settings_store.h"
#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

/// The program itself with its window, drawn into memory.
class ProgramWindowTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    std::unique_ptr<QProcess> start(const QStringList& arguments) const {
        auto environment = e2e::environment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("QT_QUICK_BACKEND", "software");
        environment.insert("XDG_RUNTIME_DIR", folder_.path());
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment);
        process->start(QStringLiteral(PROGRAM), arguments);
        return process;
    }
    /// It is still there, has complained about nothing, and ends when it is told to.
    static void verifyWellAndEnd(QProcess& process) {
        QCOMPARE(process.state(), QProcess::Running);
        process.terminate();
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), SIGTERM);
        QCOMPARE(process.readAllStandardError(), QByteArray());
    }

private slots:
    void opensWithTheModelThatIsNamed() {
        const QString model = e2e::write(folder_.path(), "small.gguf", test_support::small_model().text());
        const QString data = folder_.filePath("data");
        const auto process = start({model, "--data-dir", data});
        // The window remembers a model once it is loaded.
        const auto remembered = [&] { return app::IniSettingsStore(data + "/settings.ini").load().lastModelId; };
        QTRY_COMPARE_WITH_TIMEOUT(remembered(), app::modelIdOf(model), 120'000);
        QVERIFY(QFile::exists(data + "/conversations.sqlite"));
        verifyWellAndEnd(*process);
    }

    void opensTheDemo() {
        const auto process = start({"--demo"});
        QVERIFY(!process->waitForFinished(2000));
        verifyWellAndEnd(*process);
    }

    void refusesADataDirectoryThatCannotBe() {
        const QString file = e2e::write(folder_.path(), "file", "x");
        const auto process = start({"--data-dir", file});
        QVERIFY(process->waitForFinished(30'000));
        QCOMPARE(process->exitCode(), 1);
        QVERIFY(process->readAllStandardError().contains("is a file, where a folder is needed"));
    }
};
QTEST_GUILESS_MAIN(ProgramWindowTest)
#include "program_window_test.moc"
