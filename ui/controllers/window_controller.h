#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QTimer>

#include "ui/controllers/chat_controller.h"
#include "ui/controllers/conversation_list_controller.h"
#include "ui/controllers/export_controller.h"
#include "ui/controllers/model_menu_controller.h"
#include "ui/controllers/settings_controller.h"
#include "ui/ports/ports.h"
#include "ui/text/block_style.h"

namespace ui {

class SystemTheme;

/// Everything that Main.qml works with, over the ports.
class WindowController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Main.qml gets it as its initial property `controller`")
    Q_PROPERTY(ui::ChatController* chat READ chat CONSTANT)
    Q_PROPERTY(ui::ConversationListController* conversations READ conversations CONSTANT)
    Q_PROPERTY(ui::ModelMenuController* models READ models CONSTANT)
    Q_PROPERTY(ui::SettingsController* settings READ settings CONSTANT)
    Q_PROPERTY(ui::ExportController* exporter READ exporter CONSTANT)
    Q_PROPERTY(ui::BlockStyle* style READ style CONSTANT)

public:
    explicit WindowController(const Ports& ports, QObject* parent = nullptr);

    ChatController* chat() const { return chat_; }
    ConversationListController* conversations() const { return conversations_; }
    ModelMenuController* models() const { return models_; }
    SettingsController* settings() const { return settings_; }
    ExportController* exporter() const { return exporter_; }
    BlockStyle* style() const { return style_; }

    /// Asks the ports for what the first page shows: conversations, models, devices. Opens the conversation last looked
    /// at. `modelFile` is loaded if it is valid, else the model last used, if it is still there.
    void start(const QUrl& modelFile = {});
    Q_INVOKABLE void copyDiagnostics();

signals:
    void diagnosticsCopied();

private:
    Diagnostics* diagnostics_;
    ChatEngine* engine_;
    BlockStyle* style_;
    SystemTheme* systemTheme_;
    SettingsController* settings_;
    ChatController* chat_;
    ConversationListController* conversations_;
    ModelMenuController* models_;
    ExportController* exporter_;
    QTimer cachesSettled_;
    bool copying_ = false;
};

}  // namespace ui
