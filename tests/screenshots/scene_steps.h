#pragma once
#include "tests/screenshots/scenes.h"

// What scenes are made of.

inline void examples(WindowDriver& window) { window.prepareExamples(); }

inline void nothing(WindowDriver&) {}

/// Sends a question.
inline void ask(WindowDriver& window, const QString& question) {
    window.click(QStringLiteral("Message"));
    window.type(question);
    window.press(QStringLiteral("Return"));
}

inline void ended(WindowDriver& window) {
    window.expect(QStringLiteral("the answer's end"), [&] { return !window.chat().busy(); });
}

/// Until the answer stands still, which it does after so many pieces.
inline void answered(WindowDriver& window, int pieces) {
    window.expect(QStringLiteral("an answer under way"), [&] { return window.ports.engine.acknowledged >= pieces; });
    window.settle();
}

/// A conversation of the examples, and what is done there.
inline Scene conversation(const QString& name, const QString& id,
                          const std::function<void(WindowDriver&)>& act = nothing, QSize size = {1280, 800}) {
    return {name, examples,
            [id, act](WindowDriver& window) {
                window.openConversation(id);
                act(window);
            },
            size};
}
