#pragma once
#include <QTemporaryDir>
#include <functional>
#include <memory>

#include "app/services.h"
#include "ui/controllers/window_controller.h"
#include "ui/window.h"

namespace e2e {

/// The program's window over its real services and a data directory of its own, as app::run puts them together.
class RealWindow {
public:
    /// `prepare` may put things into the data directory before anything reads it.
    explicit RealWindow(const std::function<void(const app::DataDirectory&)>& prepare = {})
        : directory_(app::DataDirectory::open(folder_.filePath("data")).value()) {
        if (prepare) prepare(directory_);
        start();
    }
    /// As when the program starts; the second time over what the first has left.
    void start() {
        services_ = std::make_unique<app::Services>(directory_);
        window_ = std::make_unique<ui::Window>(services_->ports());
    }
    const app::DataDirectory& directory() const { return directory_; }
    ui::Window& window() { return *window_; }
    ui::Ports ports() { return services_->ports(); }
    ui::ChatController& chat() { return *window_->controller().chat(); }
    ui::ModelMenuController& models() { return *window_->controller().models(); }

    /// As when the program ends.
    void close() {
        window_.reset();
        services_.reset();
    }

private:
    QTemporaryDir folder_;
    app::DataDirectory directory_;
    std::unique_ptr<app::Services> services_;
    std::unique_ptr<ui::Window> window_;
};

/// Settings that make every answer the likeliest one.
inline ui::Settings greedySettings(int answerLimit) {
    ui::Settings settings;
    settings.answer.temperature = 0;
    settings.answer.answerLimit = answerLimit;
    return settings;
}

}  // namespace e2e
