#include "ui/controllers/window_controller.h"

#include <QClipboard>
#include <QGuiApplication>

#include "ui/controllers/system_theme.h"
#include "ui/ports/diagnostics.h"

namespace ui {

WindowController::WindowController(const Ports& ports, QObject* parent)
    : QObject(parent),
      diagnostics_(ports.diagnostics),
      engine_(ports.engine),
      style_(new BlockStyle(this)),
      systemTheme_(new SystemTheme(this)),
      settings_(new SettingsController(ports.settings, ports.engine, systemTheme_, this)),
      chat_(new ChatController(ports.engine, ports.store, settings_, style_, this)),
      conversations_(new ConversationListController(ports.store, chat_, this)),
      models_(new ModelMenuController(ports.engine, ports.library, settings_, this)),
      exporter_(new ExportController(ports.exporter, conversations_->list(), this)) {
    connect(models_, &ModelMenuController::leaving, chat_, &ChatController::stop);
    connect(models_, &ModelMenuController::currentChanged, chat_, [this] {
        // The engine refuses questions while it loads, even if the model before is still there.
        chat_->setModel(models_->loading() ? std::nullopt : models_->model(), models_->loading());
    });
    connect(settings_, &SettingsController::deviceChanged, models_, &ModelMenuController::reload);
    connect(settings_, &SettingsController::threadsChanged, models_, &ModelMenuController::reloadOnProcessor);
    engine_->setCacheBudget(settings_->current().caches);
    // A slider passes values that nobody chose, and what a smaller budget removes is gone.
    cachesSettled_.setSingleShot(true);
    cachesSettled_.setInterval(1000);
    connect(settings_, &SettingsController::cachesChanged, &cachesSettled_, qOverload<>(&QTimer::start));
    connect(&cachesSettled_, &QTimer::timeout, this, [this] { engine_->setCacheBudget(settings_->current().caches); });
    connect(diagnostics_, &Diagnostics::collected, this, [this](const QString& text) {
        if (!std::exchange(copying_, false)) return;
        QGuiApplication::clipboard()->setText(text);
        emit diagnosticsCopied();
    });
}

void WindowController::start(const QUrl& modelFile) {
    connect(
        conversations_, &ConversationListController::readyChanged, this,
        [this, last = settings_->current().lastConversationId] {
            // Not if the person was faster, and not what another program has removed.
            const bool untouched = chat_->conversationId().isEmpty() && chat_->phase() == ChatController::Idle;
            if (untouched && !conversations_->list()->title(last).isEmpty()) chat_->openConversation(last);
        },
        Qt::SingleShotConnection);
    connect(chat_, &ChatController::conversationChanged, settings_,
            [this] { settings_->setLastConversationId(chat_->conversationId()); });
    conversations_->refresh();
    if (modelFile.isValid())
        models_->openFile(modelFile);
    else
        models_->chooseWhenFound(settings_->current().lastModelId);
    models_->refresh();
    engine_->findDevices();
}

void WindowController::copyDiagnostics() {
    copying_ = true;
    diagnostics_->collect();
}

}  // namespace ui
