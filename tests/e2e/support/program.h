#pragma once
#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <string>

namespace e2e {

/// What a run of the program left.
struct Ran {
    int exitCode = -1;  ///< -1: it crashed, did not start or did not end in time
    QByteArray output;
    QByteArray errors;
};

/// The program's environment: this process's, with a data directory of its own and no display.
QProcessEnvironment environment();

/// Runs the program to its end.
Ran run(const QStringList& arguments, const QByteArray& input = {},
        const QProcessEnvironment& environment = e2e::environment());

/// Runs another program to its end, as `run` does the one that was built.
Ran runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {},
               const QProcessEnvironment& environment = e2e::environment());

/// Runs a shell script in which "$@" is the program and its arguments: for words that are no UTF-8, pipes and limits.
Ran runShell(const QString& script, const QStringList& arguments);

/// Whether `ran` ended with one line "altiplano: what. Hint." on standard error, nothing on standard output, and the
/// exit code; if not, what it was instead.
QByteArray notRefused(const Ran& ran, int exitCode = 1);

/// Writes a file into a folder and returns its path.
QString write(const QString& folder, const QString& name, const std::string& bytes);

}  // namespace e2e

/// The run is refused properly, and its error holds a text.
#define VERIFY_REFUSED(ran, code, text)                                              \
    do {                                                                             \
        const e2e::Ran refused_run = (ran);                                          \
        const QByteArray wrong = e2e::notRefused(refused_run, code);                 \
        QVERIFY2(wrong.isEmpty(), wrong.constData());                                \
        QVERIFY2(refused_run.errors.contains(text), refused_run.errors.constData()); \
    } while (false)
