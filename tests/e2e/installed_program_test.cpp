#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/data_directory.h"
#include "app/storage/database.h"
#include "tests/e2e/support/program.h"
#include "tests/support/conversation_samples.h"
#include "tests/support/verify_outcome.h"

/// What is installed, and so the archive, runs from wherever it lies, with what came along.
class InstalledProgramTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    e2e::Ran run(const QStringList& arguments, const QByteArray& input = {}) const {
        return e2e::runProgram(folder_.filePath("moved/bin/altiplano"),
                               arguments + QStringList{"--data-dir", folder_.filePath("data")}, input);
    }

private slots:
    void initTestCase() {
        if (QStandardPaths::findExecutable("python3").isEmpty())
            QSKIP("There is no python3 here: without it nothing is packaged, and so nothing is installed.");
        const QString build = QFileInfo(PROGRAM).path();
        const auto installed =
            e2e::runProgram("cmake", {"--install", build, "--prefix", folder_.filePath("installed"), "--strip"});
        QVERIFY2(installed.exitCode == 0, installed.errors.constData());
        QVERIFY(QDir(folder_.path()).rename("installed", "moved"));
    }

    void bringsCriaAlong() {
        const auto said = run({"chat", "--temperature", "0"}, "Who are you?\n");
        QCOMPARE(said.exitCode, 0);
        QVERIFY2(said.output.contains("Cria"), said.output.constData());
        // It was this one that answered.
        QVERIFY(QFile::remove(folder_.filePath("moved/share/altiplano/cria.gguf")));
        VERIFY_REFUSED(run({"chat"}, "Who are you?\n"), 1, "there is no model");
    }

    void exportsWhatWasSaid() {
        const auto directory = app::DataDirectory::open(folder_.filePath("data"));
        VERIFY_OUTCOME(directory);
        auto database = app::Database::open(directory->database(), app::Database::Access::ReadWrite);
        VERIFY_OUTCOME(database);
        VERIFY_OUTCOME(database->create(samples::conversation("aa-1", "Llamas"), ""));
        VERIFY_OUTCOME(database->add(samples::question("aa-1", "q", "", "What eats grass?")));
        const auto exported = run({"export", "--all", "--format", "markdown"});
        QCOMPARE(exported.exitCode, 0);
        QVERIFY2(exported.output.contains("What eats grass?"), exported.output.constData());
    }

    void hasWhatADesktopNeeds() {
        for (const char* file :
             {"share/applications/app.altiplano.Altiplano.desktop",
              "share/metainfo/app.altiplano.Altiplano.metainfo.xml", "share/mime/packages/altiplano-gguf.xml",
              "share/icons/hicolor/48x48/apps/altiplano.png", "share/man/man1/altiplano.1.gz",
              "share/bash-completion/completions/altiplano"})
            QVERIFY2(QFileInfo(folder_.filePath("moved/") + file).size() > 0, file);
    }
};
QTEST_GUILESS_MAIN(InstalledProgramTest)
#include "installed_program_test.moc"
