#include "tests/screenshots/scene_steps.h"

#include <QCoreApplication>
#include <QTest>

namespace {

/// The program just installed: no model but the one that comes with it.
void onlyBundled(WindowDriver& window) {
    auto& models = window.ports.library.models;
    models = {models.last()};
}

/// The settings with their advanced part open, at one of them.
void openAdvanced(WindowDriver& window, const QString& at) {
    window.press(QStringLiteral("Ctrl+,"));
    window.focus(QStringLiteral("Advanced, hidden"));
    window.press(QStringLiteral("Space"));
    window.focus(at);
}

void loaded(WindowDriver& window) {
    window.expect(QStringLiteral("a loaded model"), [&] { return window.models().loaded(); });
}

void loadedTo(WindowDriver& window, double fraction) {
    window.expect(QStringLiteral("a model on its way"), [&] { return window.models().loadFraction() >= fraction; });
}

/// The first page, with the model that comes along.
Scene greeting(const QString& name, QSize size) { return {name, onlyBundled, loaded, size}; }

/// A model whose template cannot be followed: TinyLlama's, with a filter that there is not.
void assumedFormat(WindowDriver& window) {
    examples(window);
    for (ui::LoadedModel& model : window.ports.engine.models) {
        model.formatSource = ui::ChatFormatSource::Assumed;
        model.formatProblem = QStringLiteral("line 1: the filter 'groupby' is not supported");
        model.formatTemplate = QStringLiteral(
            "{% for message in messages | groupby('role') %}\n"
            "{% if message['role'] == 'user' %}\n"
            "{{ '<|user|>\\n' + message['content'] + eos_token }}\n"
            "{% elif message['role'] == 'system' %}\n"
            "{{ '<|system|>\\n' + message['content'] + eos_token }}\n"
            "{% elif message['role'] == 'assistant' %}\n"
            "{{ '<|assistant|>\\n' + message['content'] + eos_token }}\n"
            "{% endif %}\n"
            "{% if loop.last and add_generation_prompt %}\n"
            "{{ '<|assistant|>' }}\n"
            "{% endif %}\n"
            "{% endfor %}");
    }
}

void showTemplate(WindowDriver& window) {
    window.openConversation(QStringLiteral("hum"));
    window.click(QStringLiteral("Show template"));
    window.settle();
}

QList<Scene> models() {
    const QString button = QStringLiteral("Model: LLaMA 13B Q4_0");
    return {
        {"welcome", [](WindowDriver& window) { window.ports.library.models.clear(); }, nothing},
        {"welcome-how-to", [](WindowDriver& window) { window.ports.library.models.clear(); },
         [](WindowDriver& window) { window.click(QStringLiteral("How to get 13B")); }},
        {"choose-a-model", nothing, nothing},
        {"greeting-loading",
         [](WindowDriver& window) {
             onlyBundled(window);
             window.ports.engine.behaviour.holdLoadAt = 0.6;
         },
         [](WindowDriver& window) { loadedTo(window, 0.6); }},
        greeting(QStringLiteral("greeting"), {1280, 800}),
        greeting(QStringLiteral("greeting-narrow"), {640, 480}),
        {"about", onlyBundled,
         [](WindowDriver& window) {
             loaded(window);
             window.click(QStringLiteral("More"));
             window.click(QStringLiteral("About Altiplano"));
         }},
        {"loading",
         [](WindowDriver& window) {
             examples(window);
             window.ports.engine.behaviour.holdLoadAt = 0.6;
         },
         [](WindowDriver& window) { loadedTo(window, 0.6); }},
        {"compiling",
         [](WindowDriver& window) {
             examples(window);
             window.ports.engine.behaviour.holdLoadAt = 0.95;
             window.ports.engine.behaviour.compiles = true;
         },
         [](WindowDriver& window) { loadedTo(window, 0.95); }},
        {"load-failed",
         [](WindowDriver& window) {
             examples(window);
             window.ports.engine.behaviour.loadProblem =
                 ui::Problem{QStringLiteral("the model needs 7.4 GB of memory on the device, 6.1 GB are free"),
                             QStringLiteral("Close other programs, or choose a smaller model.")};
         },
         [](WindowDriver& window) {
             window.expect(QStringLiteral("the problem"), [&] { return !window.models().problemWhat().isEmpty(); });
         }},
        {"model-menu", examples,
         [button](WindowDriver& window) {
             window.openConversation(QStringLiteral("sorting"));
             window.click(button);
         }},
        {"model-menu-how-to", examples,
         [button](WindowDriver& window) {
             window.click(button);
             window.click(QStringLiteral("How to get 33B"));
         }},
        {"model-menu-loading", examples,
         [button](WindowDriver& window) {
             window.openConversation(QStringLiteral("sorting"));
             window.ports.engine.behaviour.holdLoadAt = 0.6;
             window.models().choose(window.ports.library.models.at(0).id);
             loadedTo(window, 0.6);
             window.click(QStringLiteral("Model: LLaMA 7B loading, 60 %"));
         }},
        {"no-model-in-a-conversation", [](WindowDriver& window) { window.ports.store.fillWithExamples(); },
         [](WindowDriver& window) {
             window.openConversation(QStringLiteral("hum"));
             ask(window, QStringLiteral("And alpacas?"));
         }},
    };
}

QList<Scene> aroundIt() {
    return {
        {"first-start",
         [](WindowDriver& window) {
             window.ports.settings.settings.lastModelId = window.ports.library.models.at(1).id;
         },
         nothing},
        {"thousand-conversations",
         [](WindowDriver& window) {
             examples(window);
             window.ports.store.fillWithMany(1000);
         },
         nothing},
        {"search", examples,
         [](WindowDriver& window) {
             window.press(QStringLiteral("Ctrl+K"));
             window.type(QStringLiteral("llama"));
             QTest::qWait(500);
         }},
        {"no-results", examples,
         [](WindowDriver& window) {
             window.press(QStringLiteral("Ctrl+K"));
             window.type(QStringLiteral("quetzal"));
             QTest::qWait(500);
         }},
        conversation(QStringLiteral("rename"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.click(QStringLiteral("More about Sorting a vector of structs by age"));
                         window.click(QStringLiteral("Rename"));
                     }),
        conversation(QStringLiteral("conversation-menu"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.click(QStringLiteral("More about Sorting a vector of structs by age"));
                     }),
        conversation(QStringLiteral("delete"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.click(QStringLiteral("More"));
                         window.click(QStringLiteral("Delete..."));
                     }),
        conversation(QStringLiteral("more-menu"), QStringLiteral("sorting"),
                     [](WindowDriver& window) { window.click(QStringLiteral("More")); }),
        conversation(QStringLiteral("exported"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.controller().exporter()->exportConversation(
                             QStringLiteral("sorting"), ui::ExportController::Markdown,
                             QUrl(QStringLiteral("file:///home/me/Sorting.md")));
                     }),
        conversation(QStringLiteral("export-failed"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.ports.exporter.problem = {
                             QStringLiteral("/media/stick/Sorting.md cannot be written: no space left"),
                             QStringLiteral("Choose another folder.")};
                         window.controller().exporter()->exportConversation(
                             QStringLiteral("sorting"), ui::ExportController::Markdown,
                             QUrl(QStringLiteral("file:///media/stick/Sorting.md")));
                     }),
        {"settings", examples, [](WindowDriver& window) { window.press(QStringLiteral("Ctrl+,")); }},
        {"settings-advanced", examples, [](WindowDriver& window) { openAdvanced(window, QStringLiteral("Min-p")); }},
        {"settings-advanced-end",
         [](WindowDriver& window) {
             examples(window);
             ui::AnswerSettings& answer = window.ports.settings.settings.answer;
             answer.stopTexts = {QStringLiteral("###"), QStringLiteral("User:")};
             answer.reproducible = true;
             answer.cacheType = ui::CacheType::Q8_0;
         },
         [](WindowDriver& window) {
             openAdvanced(window, QStringLiteral("Token biases"));
             window.type(QStringLiteral("13 = minus two"));
             window.focus(QStringLiteral("Reset advanced settings"));
         }},
        {"settings-format", examples,
         [](WindowDriver& window) {
             window.press(QStringLiteral("Ctrl+,"));
             window.click(QStringLiteral("Chat format"));
         }},
        {"format-assumed", assumedFormat, [](WindowDriver& window) { window.openConversation(QStringLiteral("hum")); }},
        {"format-template", assumedFormat, showTemplate},
        {"settings-device", examples,
         [](WindowDriver& window) {
             window.press(QStringLiteral("Ctrl+,"));
             window.click(QStringLiteral("Device"));
         }},
        conversation(QStringLiteral("system-prompt"), QStringLiteral("trip"),
                     [](WindowDriver& window) { window.click(QStringLiteral("System prompt, set")); }),
        conversation(QStringLiteral("folded"), QStringLiteral("sorting"),
                     [](WindowDriver& window) { window.press(QStringLiteral("Ctrl+B")); }),
    };
}

}  // namespace

QList<Scene> scenes() {
    QList<Scene> all = models() + answerScenes() + aroundIt();
    all += scenesOfSize(QStringLiteral("900x600"), {900, 600});
    all += scenesOfSize(QStringLiteral("2560x1440"), {2560, 1440});
    all += conversation(QStringLiteral("800x600-side-bar"), QStringLiteral("sorting"),
                        [](WindowDriver& window) { window.press(QStringLiteral("Ctrl+B")); }, {800, 600});
    all += {"480x600-format-assumed", assumedFormat, nothing, {480, 600}};
    all += {"480x600-format-template", assumedFormat, showTemplate, {480, 600}};
    all += conversation(QStringLiteral("3840x2160"), QStringLiteral("trip"), nothing, {3840, 2160});
    all += conversation(QStringLiteral("480x600"), QStringLiteral("sorting"), nothing, {480, 600});
    return all;
}

QList<Scene> readmeScenes(bool korean) {
    if (korean) return {greeting(QStringLiteral("first-minute-korean"), {1100, 760})};
    Scene sorting = conversation(QStringLiteral("conversation"), QStringLiteral("sorting"));
    sorting.themes = {ui::ThemeChoice::Light};
    return {sorting, greeting(QStringLiteral("first-minute"), {1100, 760})};
}

QList<Scene> scenesOfSize(const QString& name, QSize size) {
    QList<Scene> chosen;
    chosen += {name + "-welcome", [](WindowDriver& window) { window.ports.library.models.clear(); }, nothing, size};
    chosen += greeting(name + "-greeting", size);
    chosen += conversation(name + "-conversation", QStringLiteral("sorting"), nothing, size);
    chosen += conversation(
        name + "-model-menu", QStringLiteral("sorting"),
        [](WindowDriver& window) {
            window.click(QCoreApplication::translate("ModelButton", "Model: %1 %2")
                             .arg(QStringLiteral("LLaMA 13B"), QStringLiteral("Q4_0")));
        },
        size);
    chosen += conversation(
        name + "-settings", QStringLiteral("sorting"),
        [](WindowDriver& window) { window.press(QStringLiteral("Ctrl+,")); }, size);
    return chosen;
}
