#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/library/model_catalog.h"
#include "app/settings_store.h"
#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

/// What the README promises: nothing leaves the machine. The program itself is watched, with all that it loads.
class PrivacyTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString model_;

    struct Ended {
        int exitCode = -1;
        QByteArray output, errors;
    };
    Ended runUnder(const QStringList& wrapper, const QStringList& arguments, const QByteArray& input) const {
        auto environment = e2e::environment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("QT_QUICK_BACKEND", "software");
        environment.insert("XDG_RUNTIME_DIR", folder_.path());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(wrapper.first(), wrapper.mid(1) + QStringList{PROGRAM} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(300'000)) return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    QStringList conversation() const {
        return {"chat", model_,       "--temperature",         "0", "--tokens", "3", "--batch",
                "1",    "--data-dir", folder_.filePath("chat")};
    }
    /// The window with the model loaded, ended from outside after some seconds, under `wrapper`.
    void runWindow(const QStringList& wrapper, const QString& name) const {
        const QString data = folder_.filePath(name);
        const Ended ended = runUnder(wrapper + QStringList{"timeout", "--preserve-status", "-s", "TERM", "8"},
                                     {model_, "--data-dir", data}, {});
        QCOMPARE(ended.exitCode, 128 + 15);
        QCOMPARE(ended.errors, QByteArray());
        // The window remembers a model once it is loaded.
        QCOMPARE(app::IniSettingsStore(data + "/settings.ini").load().lastModelId, app::modelIdOf(model_));
    }

private slots:
    void initTestCase() { model_ = e2e::write(folder_.path(), "small.gguf", test_support::small_model().text()); }

    void opensNoSocketButLocalOnes_data() {
        QTest::addColumn<bool>("window");
        QTest::newRow("window") << true;
        QTest::newRow("conversation in the terminal") << false;
    }
    void opensNoSocketButLocalOnes() {
        QFETCH(bool, window);
        if (QStandardPaths::findExecutable("strace").isEmpty()) QSKIP("There is no strace here.");
        const QString log = folder_.filePath("calls");
        const QStringList strace{"strace", "-f", "-qq", "-e", "trace=%network,execve", "-o", log};
        const Ended tried = runUnder({"strace", "-f", "-qq", "-o", log, "true"}, {}, {});
        if (tried.exitCode != 0) QSKIP("Programs may not be watched here (ptrace).");
        if (window)
            runWindow(strace, "watched");
        else
            QCOMPARE(runUnder(strace, conversation(), "a\nb\n").exitCode, 0);
        QFile calls(log);
        QVERIFY(calls.open(QIODevice::ReadOnly));
        const QString seen = QString::fromUtf8(calls.readAll());
        // It was the program that was watched, from its first call on.
        static const QRegularExpression begun("execve\\(\"" + QRegularExpression::escape(QStringLiteral(PROGRAM)) +
                                              "\", .* = 0\n");
        QVERIFY2(begun.match(seen).hasMatch(), qPrintable(seen.left(2000)));
        static const QRegularExpression socket("socket\\((\\w+)");
        for (auto matches = socket.globalMatch(seen); matches.hasNext();) {
            const QString family = matches.next().captured(1);
            QVERIFY2(family == "AF_UNIX" || family == "AF_NETLINK", qPrintable(family));
        }
        // That it would be seen: a program that does go out is.
        const Ended goesOut = runUnder({"strace", "-f", "-qq", "-e", "trace=%network", "-o", log, "python3", "-c",
                                        "import socket; socket.socket(socket.AF_INET)"},
                                       {}, {});
        QCOMPARE(goesOut.exitCode, 0);
        QFile control(log);
        QVERIFY(control.open(QIODevice::ReadOnly));
        QVERIFY(control.readAll().contains("AF_INET"));
    }

    void worksWithoutANetwork() {
        const QStringList apart{"unshare", "--user", "--map-root-user", "--net"};
        if (runUnder(apart + QStringList{"true"}, {}, {}).exitCode != 0)
            QSKIP("Programs may not be put into a network of their own here.");
        const Ended devices = runUnder(apart + QStringList{"sh", "-c", "cat /proc/net/dev"}, {}, {});
        QCOMPARE(devices.output.count(':'), 1);  // the loopback, which is down
        QVERIFY2(devices.output.contains("lo:"), devices.output.constData());
        const Ended ended = runUnder(apart, conversation(), "a\nb\n");
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(ended.output, QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n").repeated(2));
        runWindow(apart, "apart");
    }
};
QTEST_GUILESS_MAIN(PrivacyTest)
#include "privacy_test.moc"
