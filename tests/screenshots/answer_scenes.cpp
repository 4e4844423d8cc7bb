#include <QTest>

#include "tests/screenshots/scene_steps.h"

QList<Scene> answerScenes() {
    return {
        {"empty-conversation", examples, nothing},
        {"reading",
         [](WindowDriver& window) {
             examples(window);
             window.ports.engine.behaviour.holdPromptAt = 0.4;
             window.ports.engine.behaviour.promptSteps = 10;
         },
         [](WindowDriver& window) {
             window.openConversation(QStringLiteral("sorting"));
             ask(window, QStringLiteral("And if two of them have the same age, which one comes first?"));
             window.expect(QStringLiteral("the reading"), [&] { return window.chat().promptFraction() > 0.35; });
         }},
        {"compiling-for-an-answer",
         [](WindowDriver& window) {
             examples(window);
             window.ports.engine.behaviour.compiles = true;
             window.ports.engine.behaviour.promptMilliseconds = 60'000;
         },
         [](WindowDriver& window) {
             window.openConversation(QStringLiteral("hum"));
             ask(window, QStringLiteral("Where do they live?"));
             window.expect(QStringLiteral("kernels on their way"), [&] { return window.chat().compiling(); });
         }},
        conversation(QStringLiteral("answering"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.holdAfterPieces = 40;
                         ask(window, QStringLiteral("Where do they live?"));
                         answered(window, 40);
                     }),
        conversation(QStringLiteral("device-lost"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         auto& engine = window.ports.engine;
                         engine.behaviour.holdAfterPieces = 20;
                         ask(window, QStringLiteral("Where do they live?"));
                         answered(window, 20);
                         const QString model = window.models().model()->id;
                         emit engine.placedAnew(model, engine.started.last(), ui::PlacedAnew::DeviceLost);
                         emit engine.loadProgress(model, 0.4);
                     }),
        {"less-memory",
         [](WindowDriver& window) {
             examples(window);
             for (ui::LoadedModel& model : window.ports.engine.models) model.smaller = true;
         },
         [](WindowDriver& window) { window.openConversation(QStringLiteral("hum")); }},
        conversation(QStringLiteral("stopped"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.holdAfterPieces = 10;
                         ask(window, QStringLiteral("Where do they live?"));
                         answered(window, 10);
                         window.press(QStringLiteral("Esc"));
                         QTest::qWait(300);
                     }),
        conversation(QStringLiteral("failed"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.failAfterPieces = 12;
                         ask(window, QStringLiteral("And in Rust?"));
                         ended(window);
                     }),
        conversation(QStringLiteral("limit"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.end = ui::AnswerEnd::Limit;
                         ask(window, QStringLiteral("Where do they live?"));
                         ended(window);
                     }),
        conversation(QStringLiteral("older-messages-left"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.turnsDropped = 2;
                         ask(window, QStringLiteral("Where do they live?"));
                         ended(window);
                     }),
        conversation(QStringLiteral("conversation"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.type(QStringLiteral("And if two of them have the same age, which one comes first?"));
                     }),
        conversation(QStringLiteral("all-blocks-top"), QStringLiteral("trip"),
                     [](WindowDriver& window) { window.press(QStringLiteral("Ctrl+Home")); }),
        conversation(QStringLiteral("all-blocks-end"), QStringLiteral("trip")),
        conversation(QStringLiteral("long-message-and-title"), QStringLiteral("long"),
                     [](WindowDriver& window) {
                         QString message = QStringLiteral("This is what happened, from the beginning.\n\n");
                         for (int day = 1; day <= 12; ++day)
                             message += QStringLiteral(
                                            "On day %1 the alpaca came over the fence again, looked at what was "
                                            "left of the garden, and ate it while we watched.\n")
                                            .arg(day);
                         window.chat().send(message);
                         ended(window);
                         window.press(QStringLiteral("PgUp"));
                     }),
        conversation(QStringLiteral("answering-elsewhere"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.ports.engine.behaviour.holdAfterPieces = 10;
                         ask(window, QStringLiteral("Where do they live?"));
                         answered(window, 10);
                         window.openConversation(QStringLiteral("sorting"));
                     }),
        conversation(QStringLiteral("text-menu"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         window.click(QStringLiteral("A mother and her cria begin within minutes of the birth and know "
                                                     "each other by it."),
                                      Qt::RightButton);
                     }),
        conversation(QStringLiteral("long-draft"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         QString draft;
                         for (int line = 1; line <= 14; ++line)
                             draft += QStringLiteral("Line %1 of a long draft\n").arg(line);
                         window.type(draft);
                     }),
        conversation(QStringLiteral("edit-in-place"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.press(QStringLiteral("Ctrl+Home"));
                         window.click(QStringLiteral("Edit and send again"));
                     }),
        conversation(QStringLiteral("tool-tip"), QStringLiteral("sorting"),
                     [](WindowDriver& window) {
                         window.hover(QStringLiteral("Answer again"));
                         QTest::qWait(700);
                     }),
        conversation(QStringLiteral("keyboard-reading"), QStringLiteral("trip"),
                     [](WindowDriver& window) {
                         window.press(QStringLiteral("Ctrl+Home"));
                         window.focus(QStringLiteral("Ten days on the Altiplano"));
                         window.press(QStringLiteral("Down"));
                         window.press(QStringLiteral("End"));
                         window.press(QStringLiteral("Down"));
                     }),
        conversation(QStringLiteral("keyboard-focus"), QStringLiteral("hum"),
                     [](WindowDriver& window) {
                         for (int i = 0; i < 2; ++i) window.press(QStringLiteral("Tab"));
                     }),
    };
}
