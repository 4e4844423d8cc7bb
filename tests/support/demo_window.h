#pragma once
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include "ui/controllers/window_controller.h"
#include "ui/demo/demo_ports.h"
#include "ui/models/message_list_model.h"

/// The window's controllers over the demo's ports, which answer at once.
struct DemoWindow {
    ui::demo::DemoPorts demo;
    ui::WindowController window{demo.ports()};
    ui::ChatController& chat = *window.chat();
    ui::MessageListModel& messages = *chat.messages();

    DemoWindow() {
        auto& behaviour = demo.engine.behaviour;
        behaviour.loadMilliseconds = behaviour.promptMilliseconds = behaviour.pieceMilliseconds = 0;
        behaviour.answer = QStringLiteral("An answer.");
    }
    /// Loads the demo's 7B.
    bool load() {
        window.models()->refresh();
        window.models()->chooseWhenFound(demo.library.models.first().id);
        return QTest::qWaitFor([this] { return chat.canSend(); });
    }
    bool ends() {
        QSignalSpy phase(&chat, &ui::ChatController::phaseChanged);
        while (chat.phase() != ui::ChatController::Idle)
            if (!phase.wait(30'000)) return false;
        return true;
    }
    /// Sends and waits for the end of the answer.
    bool ask(const QString& text) {
        chat.send(text);
        return ends();
    }
    /// Nothing while the row is not there.
    QVariant row(int index, int role) const {
        return index < messages.count() ? messages.data(messages.index(index), role) : QVariant();
    }
    QString id(int index) const { return row(index, ui::MessageListModel::MessageIdRole).toString(); }
    QString text(int index) const { return row(index, ui::MessageListModel::TextRole).toString(); }
    ui::MessageListModel::State state(int index) const {
        return row(index, ui::MessageListModel::StateRole).value<ui::MessageListModel::State>();
    }
    /// What the store has of the message in this row.
    ui::StoredMessage stored(int index) const {
        const ui::StoredMessage* message = demo.store.message(id(index));
        return message ? *message : ui::StoredMessage();
    }
    /// Where a call stands among those that the store got; -1 if it was not made.
    qsizetype callIndex(const QString& beginning) const {
        for (qsizetype i = 0; i < demo.store.calls.size(); ++i)
            if (demo.store.calls[i].startsWith(beginning)) return i;
        return -1;
    }
};
