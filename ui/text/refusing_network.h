#pragma once
#include <QNetworkAccessManager>
#include <QQmlNetworkAccessManagerFactory>
#include <atomic>
#include <memory>

namespace ui {

/// Behind the renderer's escaping: a network manager for the QML engine that reads resources and local files of the
/// program and refuses everything else, so that no answer, however written, makes the window send a byte.
class RefusingNetworkAccessManagerFactory : public QQmlNetworkAccessManagerFactory {
public:
    RefusingNetworkAccessManagerFactory();
    QNetworkAccessManager* create(QObject* parent) override;
    /// How many requests were refused, over all managers. Any thread.
    int refusals() const { return refusals_->load(); }

private:
    std::shared_ptr<std::atomic<int>> refusals_;  // managers may outlive the factory
};

}  // namespace ui
