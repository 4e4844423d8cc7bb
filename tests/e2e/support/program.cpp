#include "tests/e2e/support/program.h"

#include <QFile>
#include <QTemporaryDir>

namespace e2e {
namespace {

constexpr int patience_ms = 300'000;  // a software driver compiles every shader at its first use

Ran finish(QProcess& process, const QByteArray& input) {
    process.write(input);
    process.closeWriteChannel();
    Ran ran;
    if (process.waitForFinished(patience_ms) && process.exitStatus() == QProcess::NormalExit)
        ran.exitCode = process.exitCode();
    ran.output = process.readAllStandardOutput();
    ran.errors = process.readAllStandardError();
    return ran;
}

}  // namespace

QProcessEnvironment environment() {
    static const QTemporaryDir data;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(display));
    return environment;
}

Ran run(const QStringList& arguments, const QByteArray& input, const QProcessEnvironment& environment) {
    return runProgram(QStringLiteral(PROGRAM), arguments, input, environment);
}

Ran runProgram(const QString& program, const QStringList& arguments, const QByteArray& input,
               const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    return finish(process, input);
}

Ran runShell(const QString& script, const QStringList& arguments) {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral("/bin/sh"), QStringList{"-c", script, "sh", PROGRAM} + arguments);
    return finish(process, {});
}

QByteArray notRefused(const Ran& ran, int exitCode) {
    const bool oneLine = ran.errors.startsWith("altiplano: ") && ran.errors.count('\n') == 1 &&
                         ran.errors.endsWith(".\n") && !ran.errors.contains('\x1b');
    if (ran.exitCode == exitCode && oneLine && ran.output.isEmpty()) return {};
    return "exit code " + QByteArray::number(ran.exitCode) + ", output '" + ran.output.left(200) + "', errors '" +
           ran.errors.left(400) + "'";
}

QString write(const QString& folder, const QString& name, const std::string& bytes) {
    const QString path = folder + '/' + name;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
        qFatal("%s cannot be written", qPrintable(path));
    return path;
}

}  // namespace e2e
