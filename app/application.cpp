#include "app/application.h"

#include <unistd.h>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QScreen>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/cli.h"
#include "app/cli/output.h"
#include "app/services.h"
#include "app/utf8_locale.h"
#include "app/version.h"
#include "inference/validation_log.h"
#include "ui/demo/demo_ports.h"
#include "ui/translation.h"
#include "ui/window.h"

namespace app {
namespace {

/// Nothing, options, or a model file: what is no command (a file of that name notwithstanding: it has a path) and asks
/// neither for help nor the version.
bool isForTheWindow(const std::vector<std::string>& words) {
    if (words.empty()) return true;
    const std::string& first = words.front();
    if (first.starts_with('-')) return first != "--help" && first != "-h" && first != "--version";
    if (cli::isCommand(first)) return false;
    return first.ends_with(".gguf") || QFileInfo(QFile::decodeName(first.c_str())).isFile();
}

constexpr std::array displayVariables = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};

bool namesADisplay() {
    return std::ranges::any_of(displayVariables, [](const char* variable) {
        const char* value = std::getenv(variable);
        return value != nullptr && *value != '\0';
    });
}

char** wordsOfThisProcess = nullptr;

/// While the display is being opened: Qt gives up by ending the program, after some warnings. Then the program begins
/// again as where no display is named.
void onDisplayMessage(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type != QtFatalMsg) return;
    for (const char* variable : displayVariables) unsetenv(variable);
    execv("/proc/self/exe", wordsOfThisProcess);
    cli::report({1, message.toStdString(), "Set DISPLAY or WAYLAND_DISPLAY."});
}

struct WindowOptions {
    std::optional<std::string> model, dataDirectory;
    bool demo = false;
};

cli::Result<WindowOptions> read(cli::Words words) {
    WindowOptions options;
    cli::CommandLine line("altiplano", "[MODEL.gguf] [OPTIONS]", "Opens the window, with a model if one is named.",
                          "altiplano llama-7b.gguf");
    line.operand("MODEL.gguf", options.model);
    line.text("--data-dir", "DIR", "where conversations, settings and models are", options.dataDirectory);
    line.flag("--demo", "prepared conversations and answers; no model is used and nothing is kept", options.demo);
    if (auto parsed = line.parse(words); !parsed) return std::unexpected(parsed.error());
    return options;
}

/// The conversation in the terminal, with what was meant for the window.
int converseInstead(const WindowOptions& options) {
    if (options.demo) {
        cli::report({1, "no display can be reached to show the window on", "Set DISPLAY or WAYLAND_DISPLAY."});
        return 1;
    }
    cli::remark("altiplano: no display can be reached. The conversation starts in this terminal instead.");
    std::vector<std::string> words{"chat"};
    if (options.dataDirectory) words.insert(words.end(), {"--data-dir", *options.dataDirectory});
    if (options.model) words.insert(words.end(), {"--", *options.model});
    return cli::run(words);
}

int show(ui::Window& window, const QUrl& modelFile) {
    if (window.open(modelFile, QGuiApplication::primaryScreen()->availableSize())) return QGuiApplication::exec();
    cli::report({1, "the window cannot be made", "Install the QML modules of Qt Quick; ./dev setup does."});
    return 1;
}

int runWindow(const WindowOptions& options, int& argc, char** argv) {
    wordsOfThisProcess = argv;
    const auto before = qInstallMessageHandler(onDisplayMessage);
    const QGuiApplication application(argc, argv);
    qInstallMessageHandler(before);
    ui::Window::prepareApplication();
    QCoreApplication::setApplicationVersion(QString::fromLatin1(version));
    ui::translate(QLocale());
    if (options.demo) {
        ui::demo::DemoPorts demo;
        demo.store.fillWithExamples();
        demo.settings.settings.lastModelId = demo.library.models.first().id;
        ui::Window window(demo.ports());
        return show(window, {});
    }
    const auto directory = DataDirectory::open(QFile::decodeName(options.dataDirectory.value_or("").c_str()));
    if (!directory) {
        cli::report(cli::fail(directory.error()).error());
        return 1;
    }
    Services services(*directory);
    ui::Window window(services.ports());
    const QString model = QFile::decodeName(options.model.value_or("").c_str());
    return show(window, model.isEmpty() ? QUrl() : QUrl::fromLocalFile(QFileInfo(model).absoluteFilePath()));
}

/// For whoever runs the program under Vulkan's validation layers (ALTIPLANO_VALIDATION=1).
void tellWhatValidationFound() {
    const auto log = inference::ValidationLog::of_environment();
    if (!log) return;
    for (const std::string& message : log->first_messages()) cli::remark("altiplano: validation: " + message);
    cli::remark("altiplano: validation layers: Vulkan was opened " + std::to_string(log->openings()) + " times, " +
                std::to_string(log->count()) + " messages.");
}

int runWords(int argc, char** argv) {
    // Before Qt decodes them: what is not UTF-8 is to be refused, not mended.
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (!isForTheWindow(words)) {
        const QCoreApplication application(argc, argv);
        return cli::run(words);
    }
    const auto options = read(words);
    if (!options) {
        if (options.error().code != 0) cli::report(options.error());
        return options.error().code;
    }
    if (!namesADisplay()) {
        const QCoreApplication application(argc, argv);
        return converseInstead(*options);
    }
    return runWindow(*options, argc, argv);
}

}  // namespace

int run(int argc, char** argv) {
    useUtf8();
    const int code = runWords(argc, argv);
    tellWhatValidationFound();
    return code;
}

}  // namespace app
