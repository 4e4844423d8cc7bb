// How long the first minute takes: from the start of the process to the window's first frame, to Cria loaded, to the
// first word of an answer and to its end. With a fresh data directory, so nothing is remembered of a run before.
#include <unistd.h>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "app/services.h"
#include "ui/controllers/window_controller.h"
#include "ui/window.h"

namespace {

/// Milliseconds since the kernel started this process (field 22 of proc_pid_stat(5), in ticks since boot).
double sinceStart() {
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray stat = file.readAll();
    const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * 1000;
}

void say(const char* what) {
    std::printf("%-28s %7.0f ms\n", what, sinceStart());
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    ui::Window::prepareApplication();
    const QTemporaryDir folder;
    const auto directory = app::DataDirectory::open(folder.path());
    if (!directory) return 1;
    app::Services services(*directory);
    ui::Window window(services.ports());
    ui::ModelMenuController& models = *window.controller().models();
    ui::ChatController& chat = *window.controller().chat();
    bool asked = false, spoke = false;
    QObject::connect(&models, &ui::ModelMenuController::currentChanged, &chat, [&] {
        if (!models.loaded() || std::exchange(asked, true)) return;
        say("model loaded");
        chat.send(QStringLiteral("What can you do?"));
    });
    QObject::connect(services.ports().engine, &ui::ChatEngine::text, &chat, [&] {
        if (!std::exchange(spoke, true)) say("first word of the answer");
    });
    QObject::connect(services.ports().engine, &ui::ChatEngine::finished, &chat, [] {
        say("end of the answer");
        QCoreApplication::exit(0);
    });
    QTimer::singleShot(60'000, [] { QCoreApplication::exit(1); });
    if (!window.open()) return 1;
    QObject::connect(
        window.quickWindow(), &QQuickWindow::frameSwapped, &chat, [] { say("first frame of the window"); },
        Qt::SingleShotConnection);
    return QGuiApplication::exec();
}
