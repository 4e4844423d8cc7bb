#pragma once
#include <QThread>
#include <stop_token>

#include "app/engine/engine_parts.h"
#include "ui/ports/chat_engine.h"

namespace app {

class EngineWorker;

/// The window's engine: every call is handed to a worker on a thread of its own, every signal comes back queued.
/// Nothing here waits for the engine but the destructor, and that finitely.
class EngineService : public ui::ChatEngine {
    Q_OBJECT
public:
    explicit EngineService(EngineParts parts, QObject* parent = nullptr);
    /// Stops what is under way and saves the conversation at hand, for two seconds at most: what is not saved by then
    /// is read again another time. A driver that does not come back within a few seconds is left behind with its
    /// thread.
    ~EngineService() override;

    ui::EngineCapabilities capabilities() const override { return {}; }

public slots:
    void start(quint64 request, const QString& conversationId, const QList<ui::ChatTurn>& turns,
               const ui::AnswerSettings& settings) override;
    void stop(quint64 request) override;
    void acknowledge(quint64 request) override;
    void load(const QString& modelId, const ui::Placing& placing) override;
    void cancelLoad() override;
    void unload() override;
    void findDevices() override;
    void enterConversation(const QString& conversationId, int contextLength, ui::CacheType cacheType) override;
    void forgetConversation(const QString& conversationId) override;
    void setCacheBudget(const ui::CacheBudget& budget) override;

private:
    void stopAnswer();

    QThread* thread_;        // left behind, not destroyed, if it does not end
    EngineWorker* worker_;   // lives and dies on thread_
    quint64 request_ = 0;    // the newest
    std::stop_source stop_;  // of the newest request: seen inside a submission, before the worker's event loop is
};

}  // namespace app
