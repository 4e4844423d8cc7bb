// screenshots FOLDER readme: the pictures in the README, English ones first, Korean ones in a process of its own.
// screenshots FOLDER: a picture of every state of every page, light and dark, over the demo's ports; then of
// some at 200 %, in Korean and with DejaVu alone, each in a process of its own, since scale and fonts are read once.
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QStyleHints>
#include <QTemporaryDir>
#include <cstdio>

#include "tests/screenshots/scenes.h"
#include "ui/translation.h"

namespace {

constexpr int smallest = 0;  // of the qualities of a PNG file, which differ in size alone

int takeAll(const QDir& folder, const QList<Scene>& scenes) {
    int failures = 0;
    for (const Scene& scene : scenes)
        for (const ui::ThemeChoice theme : scene.themes) {
            WindowDriver window(scene.size, theme);
            scene.prepare(window);
            const QString suffix = theme == ui::ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
            const QString file = folder.filePath(QStringLiteral("%1-%2.png").arg(scene.name, suffix));
            QStringList missed;
            if (window.open()) {
                scene.act(window);
                missed = window.missed();
                if (!window.picture().save(file, "PNG", smallest)) missed.append(QStringLiteral("a file to write"));
            } else {
                missed.append(QStringLiteral("the window"));
            }
            for (const QString& what : missed)
                std::fprintf(stderr, "screenshots: %s lacks %s\n", qPrintable(file), qPrintable(what));
            if (!missed.isEmpty()) ++failures;
        }
    return failures;
}

/// The program again, for one set of scenes under another environment.
int again(const QString& program, const QString& folder, const QString& set, const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setProcessEnvironment(environment);
    process.start(program, {folder, set});
    return process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1;
}

QByteArray fontconfigOf(const QString& fonts, const QString& cache) {
    return QStringLiteral(
               "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
               "<fontconfig><dir>%1</dir><cachedir>%2</cachedir></fontconfig>")
        .arg(fonts, cache)
        .toUtf8();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: screenshots FOLDER\n");
        return 2;
    }
    QGuiApplication application(argc, argv);
    ui::Window::prepareApplication();
    QGuiApplication::styleHints()->setCursorFlashTime(0);
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "screenshots: %s cannot be made\n", argv[1]);
        return 1;
    }
    if (argc > 2) {
        const QString set = QString::fromLocal8Bit(argv[2]);
        const bool korean = set.endsWith(QStringLiteral("korean"));
        if (korean) {
            QLocale::setDefault(QLocale(QLocale::Korean));
            ui::translate(QLocale());
        }
        if (!set.startsWith(QStringLiteral("readme")))
            return takeAll(folder, scenesOfSize(set, {1280, 800})) == 0 ? 0 : 1;
        int failures = takeAll(folder, readmeScenes(korean));
        if (!korean)
            failures += again(QGuiApplication::applicationFilePath(), folder.path(), QStringLiteral("readme-korean"),
                              QProcessEnvironment::systemEnvironment());
        return failures == 0 ? 0 : 1;
    }
    int failures = takeAll(folder, scenes());
    const QString program = QGuiApplication::applicationFilePath();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    failures += again(program, folder.path(), QStringLiteral("200-percent"), environment);
    environment.remove(QStringLiteral("QT_SCALE_FACTOR"));
    failures += again(program, folder.path(), QStringLiteral("korean"), environment);
    const QTemporaryDir scratch;
    QFile fonts(scratch.filePath(QStringLiteral("fonts.conf")));
    if (fonts.open(QIODevice::WriteOnly)) {
        fonts.write(fontconfigOf(QStringLiteral("/usr/share/fonts/truetype/dejavu"), scratch.path()));
        fonts.close();
        environment.insert(QStringLiteral("FONTCONFIG_FILE"), fonts.fileName());
        failures += again(program, folder.path(), QStringLiteral("dejavu"), environment);
    }
    return failures == 0 ? 0 : 1;
}
